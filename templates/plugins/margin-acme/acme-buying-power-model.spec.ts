import { Algorithm } from 'tradewright';
import { OrderStatus, type PortfolioView, Resolution } from 'tradewright/plugin';
import {
  backtestOnDailyBars,
  buyingPowerModelConformance,
  holdingView,
  orderView,
  securityView,
} from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { AcmeBuyingPowerModel } from './acme-buying-power-model.ts';

buyingPowerModelConformance('AcmeBuyingPowerModel', { create: () => new AcmeBuyingPowerModel(2) });

/** Sells shares on the first day that it does not hold. */
class ShortSeller extends Algorithm {
  private readonly stock = this.addEquity('AAA', Resolution.Daily);

  override onData(): void {
    if (this.transactions.ordersCount > 0) return;
    this.stock.buyingPowerModel = new AcmeBuyingPowerModel(2);
    this.marketOnOpenOrder(this.stock, -5);
  }
}

describe('AcmeBuyingPowerModel', () => {
  it('lends no shares', async () => {
    const { orders, orderEvents } = await backtestOnDailyBars(ShortSeller, { bars: { AAA: [10, 10, 10] } });
    expect(orders.map(({ status }) => status)).toEqual([OrderStatus.Invalid]);
    expect(orderEvents.at(-1)?.message).toContain('The order sells 5 AAA, but 0 are held');
  });
});

describe('a sale', () => {
  const portfolio: Partial<PortfolioView> = {};
  const refusal = (held: number, quantity: number): string | undefined =>
    new AcmeBuyingPowerModel(2).refusal(
      portfolio as PortfolioView,
      securityView({ holdings: holdingView(held) }),
      orderView(quantity),
    );

  it('of more than the holding is refused with both quantities', () => {
    expect(refusal(3, -5)).toBe('The order sells 5 AAA, but 3 are held: Acme lends no shares.');
  });

  it.each([
    [5, -5],
    [5, -3],
  ])('of what is held goes: %i, %i', (held, quantity) => {
    expect(refusal(held, quantity)).toBeUndefined();
  });
});

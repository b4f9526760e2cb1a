import { Algorithm } from 'tradewright';
import { OrderStatus, Resolution } from 'tradewright/plugin';
import { backtestOnDailyBars, fillModelConformance } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { AcmeFillModel } from './acme-fill-model.ts';

fillModelConformance('AcmeFillModel', { create: () => new AcmeFillModel() });

/** Buys half a million shares on the first day; each day of the tests has a volume of a million. */
class LargeOrder extends Algorithm {
  private readonly stock = this.addEquity('AAA', Resolution.Daily);

  override onData(): void {
    if (this.transactions.ordersCount > 0) return;
    this.stock.fillModel = new AcmeFillModel();
    this.limitOrder(this.stock, 500_000, 10);
  }
}

describe('AcmeFillModel', () => {
  it('fills a large order in parts', async () => {
    const { orderEvents } = await backtestOnDailyBars(LargeOrder, { bars: { AAA: [10, 9, 9, 9] }, cash: 10_000_000 });
    expect(orderEvents.map(({ status, fillQuantity }) => [status, fillQuantity])).toEqual([
      [OrderStatus.Submitted, 0],
      [OrderStatus.PartiallyFilled, 250_000],
      [OrderStatus.Filled, 250_000],
    ]);
  });
});

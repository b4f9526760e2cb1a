import { Algorithm } from 'tradewright';
import { Decimal, type FillContext, OrderStatus, Resolution, type SecurityView } from 'tradewright/plugin';
import { backtestOnDailyBars, fillModelConformance, orderView, securityView } from 'tradewright/testkit';
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

describe('the size of a fill', () => {
  const properties: Partial<SecurityView['properties']> = { lotSize: Decimal.of(10) };
  const security = securityView({ volume: 1000, properties: properties as SecurityView['properties'] });

  function filled(order: Parameters<AcmeFillModel['fill']>[1], price = 10): number {
    const context: FillContext = {
      utc: 0,
      stalePriceTimeSpan: 0,
      quantity: 0,
      price: NaN,
      message: '',
      stopTriggered: false,
      triggerTouched: false,
      stopPrice: NaN,
    };
    const whole = {
      fill: (): void => void Object.assign(context, { quantity: price > 0 ? order.quantity : 0, price }),
    };
    new AcmeFillModel(0.25, whole).fill(security, order, context);
    return context.quantity;
  }

  it.each([
    ['a share of the volume', orderView(600), 250],
    ['the same share for a sale', orderView(-600), -250],
    ['the remaining quantity', orderView(600, { quantityFilled: 500 }), 100],
    ['the whole quantity of a small order', orderView(30), 30],
  ])('is %s', (_what, order, expected) => expect(filled(order)).toBe(expected));

  it('is zero when the order does not fill', () => expect(filled(orderView(600), 0)).toBe(0));
});

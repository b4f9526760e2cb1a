import { expect } from 'vitest';
import type { FillContext, FillModel } from '../../api/security-models.ts';
import { Decimal } from '../../model/decimal.ts';
import { SecurityType } from '../../model/security-type.ts';
import type { SecurityView } from '../../api/security-view.ts';
import { EquityFillModel } from '../../transactions/models/fill/equity-fill-model.ts';
import type { OrderView } from '../../api/order-view.ts';
import type { WorkingOrder } from '../../transactions/working-order.ts';
import { OrderStatus } from '../../model/order-types.ts';
import { minuteBar } from './case.ts';
import type { ConformanceCases } from './case.ts';

const { Submitted, PartiallyFilled, Filled, Canceled, Invalid } = OrderStatus;

/** Fills at most a given number of units at a time. */
class RationedFillModel implements FillModel {
  private readonly inner = new EquityFillModel();
  private readonly ration: number;

  constructor(ration: number) {
    this.ration = ration;
  }

  fill(security: SecurityView, order: OrderView, context: FillContext): void {
    this.inner.fill(security, order, context);
    const left = order.quantity - order.quantityFilled;
    if (context.quantity === 0) return;
    context.quantity = Math.sign(left) * Math.min(Math.abs(left), this.ration);
  }
}

const rationed = (ration: number): { models: { fillModel: FillModel } } => ({
  models: { fillModel: new RationedFillModel(ration) },
});

/** Rows 24 to 46: fills, fees and rejections. */
export const FILL_CASES: ConformanceCases = {
  async 24(line) {
    const spy = line.security(rationed(4));
    const ticket = line.bench.trading.limitOrder(spy, 10, 99);
    await line.bar(spy, minuteBar(1, [99, 99, 98, 98.5]));
    expect([ticket.status, ticket.quantityFilled]).toEqual([PartiallyFilled, 4]);
    ticket.cancel();
    line.bench.desk.venue.cancel(ticket.working as WorkingOrder);
    await line.settle();
    expect([ticket.status, ticket.quantityFilled, spy.holdings.quantity]).toEqual([Canceled, 4, 4]);
  },
  async 25(line) {
    const spy = line.security(rationed(4));
    const ticket = line.bench.trading.limitOrder(spy, 10, 99);
    await line.bar(spy, minuteBar(1, [99, 99, 98, 98.5]));
    await line.bar(spy, minuteBar(2, [97, 97, 96, 96.5]));
    await line.bar(spy, minuteBar(3, [95, 95, 94, 94.5]));
    const events = line.eventsOf(ticket);
    expect(events.map(({ status }) => status)).toEqual([Submitted, PartiallyFilled, PartiallyFilled, Filled]);
    const value = events.reduce((sum, { fillPrice, fillQuantity }) => sum + fillPrice * fillQuantity, 0);
    expect(ticket.quantityFilled).toBe(10);
    expect(ticket.averageFillPrice).toBeCloseTo(value / 10, 10);
  },
  async 34(line, peer) {
    const wish = { ticker: 'BTCUSD', type: SecurityType.Crypto, lotSize: '0.00000001' };
    const bitcoin = line.security(wish);
    line.bench.trading.marketOrder(bitcoin, 0.12345679);
    line.bench.trading.marketOrder(bitcoin, 0.1);
    await line.settle();
    const there = peer.books().positions.get(bitcoin.symbol.key);
    expect(there?.toString()).toBe('0.22345679');
    expect(bitcoin.holdings.exactQuantity.eq(Decimal.parse('0.22345679'))).toBe(true);
  },
  async 35(line, peer) {
    const spy = line.security();
    const ticket = line.bench.trading.marketOrder(spy, 100_000);
    await line.settle();
    expect(ticket.status).toBe(Invalid);
    expect(line.eventsOf(ticket).at(-1)?.message).toContain('too little buying power');
    expect(peer.books().executions).toEqual([]);
  },
  async 36(line) {
    const spy = line.security();
    line.bench.at('2024-03-04T22:00:00Z');
    const ticket = line.bench.trading.marketOrder(spy, 10);
    await line.bar(spy, { end: '2024-03-05T14:00:00Z', open: 90, high: 90, low: 90, close: 90 });
    expect(ticket.status).toBe(Submitted);
    await line.bar(spy, { end: '2024-03-05T14:31:00Z', open: 101, high: 102, low: 100, close: 101.5 });
    expect([ticket.status, ticket.averageFillPrice]).toEqual([Filled, 101]);
  },
  async 39(line, peer) {
    const spy = line.security();
    line.bench.trading.marketOrder(spy, 10);
    await line.settle();
    line.bench.trading.marketOrder(spy, -15);
    await line.settle();
    expect(spy.holdings.quantity).toBe(-5);
    expect(peer.books().positions.get(spy.symbol.key)?.toNumber()).toBe(-5);
  },
  async 64(line, peer) {
    const spy = line.security({ charges: true });
    line.bench.trading.marketOrder(spy, 10);
    await line.bar(spy, minuteBar(1, [101, 102, 101, 101.5]));
    line.bench.trading.marketOrder(spy, -4);
    await line.settle();
    const { cashBook } = line.bench.portfolio;
    expect(peer.books().cash.get('USD')?.eq(cashBook.account.exactAmount)).toBe(true);
    const told = await line.brokerage.cash();
    expect(told.find(({ currency }) => currency === 'USD')?.amount.eq(cashBook.account.exactAmount)).toBe(true);
  },
};

import { describe, expect, it } from 'vitest';
import { TradingBench } from '../testkit/builders.ts';
import { OrderArchive } from './order-archive.ts';
import { toHashedOrder } from './hashed-order.ts';
import type { WorkingOrder } from './working-order.ts';
import { OrderStatus } from '../model/order-types.ts';

/** An order and its events as plain data. */
function told(bench: TradingBench, id: number): unknown {
  const ticket = bench.desk.ticket(id)!;
  const events = ticket.orderEvents.map((event) => ({
    id: event.id,
    of: event.ticket.orderId,
    status: event.status,
    utcTime: event.utcTime,
    quantity: event.quantity,
    prices: event.prices,
    fill: [event.exactFillPrice, event.exactFillQuantity],
    fee: event.orderFee,
    message: event.message,
  }));
  return { order: toHashedOrder(ticket.order as WorkingOrder), filled: ticket.quantityFilled, events };
}

/** Orders of several types; the third is cancelled and the others fill. */
function benchWithOrders(): TradingBench {
  const bench = new TradingBench();
  bench.desk.archive = new OrderArchive();
  const security = bench.add({ charges: true });
  const bar = { open: 100, high: 101, low: 99, close: 100.25 };
  bench.bar(security, { ...bar, end: '2024-03-04T14:31:00Z' });
  bench.trading.marketOrder(security, 10, { tag: 'in' });
  bench.trading.limitOrder(security, -4, 100.5);
  bench.trading.limitOrder(security, 5, 90);
  bench.trading.stopMarketOrder(security, -6, 99.5);
  bench.bar(security, { ...bar, end: '2024-03-04T14:32:00Z' });
  bench.desk.ticket(3)!.cancel();
  return bench.bar(security, { ...bar, end: '2024-03-04T14:33:00Z' });
}

describe('OrderArchive', () => {
  it('restores closed orders and their events unchanged', () => {
    const bench = benchWithOrders();
    const ids = [1, 2, 3, 4];
    const before = ids.map((id) => told(bench, id));
    const orders = bench.desk.orders();
    expect(orders.map(({ isClosed }) => isClosed)).toEqual([true, true, true, true]);
    bench.desk.archiveClosed();
    expect(ids.map((id) => told(bench, id))).toEqual(before);
    expect(bench.desk.orders().map((order, index) => order === orders[index])).toEqual([false, false, true, false]);
    expect(bench.desk.allEvents()).toHaveLength(bench.events.length);
  });

  it('releases closed orders on request, and keeps updated or cancelled ones', () => {
    const bench = new TradingBench();
    bench.desk.archive = new OrderArchive();
    const security = bench.add();
    bench.bar(security, { open: 100, high: 101, low: 99, close: 100, end: '2024-03-04T14:31:00Z' });
    const ticket = bench.trading.marketOrder(security, 10);
    const order = bench.desk.order(1);
    expect(order).toBe(ticket.order);
    bench.desk.archiveClosed();
    expect(bench.desk.order(1)).not.toBe(order);
    expect(bench.desk.order(1)).toMatchObject({ id: 1, quantity: 10, quantityFilled: 10, status: OrderStatus.Filled });
    ticket.updateTag('later');
    bench.desk.processSynchronousEvents();
    bench.desk.archiveClosed();
    expect(bench.desk.order(1)).toBe(order);
    expect(bench.desk.ticket(1)!.tag).toBe('later');
  });

  it('has no order for a fractional id', () => {
    const bench = benchWithOrders();
    bench.desk.archiveClosed();
    expect(bench.desk.ticket(1.5)).toBeUndefined();
  });
});

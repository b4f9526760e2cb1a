import { expect } from 'vitest';
import { OrderStatus } from '../../model/order-types.ts';
import type { OrderTicket } from '../../transactions/order-ticket.ts';
import { DefaultBrokerageModel } from '../../transactions/models/brokerage/default-brokerage-model.ts';
import { minuteBar } from './case.ts';
import type { ConformanceCases } from './case.ts';
import type { ConformanceLine } from './line.ts';

const { Submitted, UpdateSubmitted, Filled, Canceled, CancelPending } = OrderStatus;

/** Rejects every order. */
class RefusingBrokerageModel extends DefaultBrokerageModel {
  override refusalToSubmit(): string {
    return 'It accepts nothing.';
  }
}

function statuses(line: ConformanceLine, ticket: OrderTicket): OrderStatus[] {
  return line.eventsOf(ticket).map(({ status }) => status);
}

async function expectFilled(line: ConformanceLine, ticket: OrderTicket, price: number): Promise<void> {
  await line.settle();
  expect(statuses(line, ticket)).toEqual([Submitted, Filled]);
  expect([ticket.quantityFilled, ticket.averageFillPrice]).toEqual([ticket.quantity, price]);
  expect(ticket.order?.brokerIds).toHaveLength(1);
}

/** Rows 7 to 24: the outcome of orders, updates and cancellations. */
export const ORDER_CASES: ConformanceCases = {
  async 7(line) {
    const spy = line.security();
    await expectFilled(line, line.bench.trading.marketOrder(spy, 10), 100);
    await expectFilled(line, line.bench.trading.marketOrder(spy, -25), 100);
    await expectFilled(line, line.bench.trading.marketOrder(spy, 15), 100);
    expect(spy.holdings.quantity).toBe(0);
  },
  async 8(line) {
    const spy = line.security();
    const [buy, sell] = [line.bench.trading.limitOrder(spy, 10, 99), line.bench.trading.limitOrder(spy, -10, 102)];
    await line.settle();
    expect([buy.status, sell.status]).toEqual([Submitted, Submitted]);
    await line.bar(spy, minuteBar(1, [100, 101, 98.5, 99.5]));
    await expectFilled(line, buy, 99);
    await line.bar(spy, minuteBar(2, [101, 103, 101, 102]));
    await expectFilled(line, sell, 102);
  },
  async 9(line) {
    const spy = line.security();
    const ticket = line.bench.trading.stopMarketOrder(spy, 10, 101);
    await line.bar(spy, minuteBar(1, [100, 100.5, 99, 100]));
    expect(ticket.status).toBe(Submitted);
    await line.bar(spy, minuteBar(2, [100, 102, 100, 101.5]));
    expect(ticket.status).toBe(Filled);
    await line.settle();
    expect(statuses(line, ticket)).toEqual([Submitted, Filled]);
    expect(ticket.averageFillPrice).toBeGreaterThanOrEqual(101);
  },
  async 10(line) {
    const spy = line.security();
    const ticket = line.bench.trading.stopLimitOrder(spy, 10, { stopPrice: 101, limitPrice: 101.5 });
    await line.bar(spy, minuteBar(1, [100, 103, 100, 102.5]));
    await line.bar(spy, minuteBar(2, [102, 102, 101, 101.2]));
    expect(statuses(line, ticket)).toEqual([Submitted, Filled]);
    expect(ticket.averageFillPrice).toBeLessThanOrEqual(101.5);
  },
  async 11(line) {
    const spy = line.security();
    const ticket = line.bench.trading.trailingStopOrder(spy, -10, { amount: 5, asPercentage: false });
    await line.bar(spy, minuteBar(1, [101, 103, 101, 102]));
    expect(ticket.order?.stopPrice).toBe(98);
    await line.bar(spy, minuteBar(2, [102, 102, 97, 97.5]));
    expect(statuses(line, ticket)).toEqual([Submitted, Filled]);
  },
  async 12(line) {
    const spy = line.security();
    const ticket = line.bench.trading.trailingStopOrder(spy, -10, { amount: 0.05, asPercentage: true });
    await line.bar(spy, minuteBar(1, [108, 110, 107, 108]));
    expect(ticket.order?.stopPrice).toBe(104.5);
    await line.bar(spy, minuteBar(2, [107, 107, 103, 103.5]));
    expect(statuses(line, ticket)).toEqual([Submitted, Filled]);
  },
  async 13(line) {
    const spy = line.security();
    line.bench.at('2024-03-04T22:00:00Z');
    const ticket = line.bench.trading.marketOnOpenOrder(spy, 10);
    await line.settle();
    expect(ticket.status).toBe(Submitted);
    await line.bar(spy, { end: '2024-03-05T14:31:00Z', open: 101, high: 102, low: 100, close: 101.5 });
    await expectFilled(line, ticket, 101);
  },
  async 14(line) {
    const spy = line.security();
    const ticket = line.bench.trading.marketOnCloseOrder(spy, 10);
    await line.bar(spy, { end: '2024-03-04T20:59:00Z', open: 103, high: 103, low: 103, close: 103 });
    expect(ticket.status).toBe(Submitted);
    await line.bar(spy, { end: '2024-03-04T21:00:00Z', open: 103, high: 105, low: 103, close: 104 });
    await expectFilled(line, ticket, 104);
  },
  async 15(line, peer) {
    const spy = line.security();
    line.bench.desk.brokerageModel = new RefusingBrokerageModel();
    const ticket = line.bench.trading.marketOrder(spy, 10);
    await line.settle();
    expect(ticket.status).toBe(OrderStatus.Invalid);
    expect(peer.books().orders).toEqual([]);
    expect(line.told).toEqual([]);
  },
  async 17(line) {
    const spy = line.security();
    const ticket = line.bench.trading.limitOrder(spy, 10, 95);
    await line.settle();
    ticket.update({ quantity: 20, limitPrice: 96 });
    line.bench.scan();
    await line.settle();
    expect(statuses(line, ticket)).toEqual([Submitted, UpdateSubmitted]);
    await line.bar(spy, minuteBar(1, [98, 98, 95.5, 97]));
    expect([ticket.status, ticket.quantityFilled, ticket.averageFillPrice]).toEqual([Filled, 20, 96]);
  },
  async 18(line) {
    const spy = line.security();
    const ticket = line.bench.trading.limitOrder(spy, 10, 95);
    await line.bar(spy, minuteBar(1, [98, 98, 94, 97]));
    const response = ticket.update({ limitPrice: 90 });
    line.bench.scan();
    await line.settle();
    expect(response.isError).toBe(true);
    expect([ticket.status, ticket.quantityFilled]).toEqual([Filled, 10]);
  },
  async 20(line) {
    const spy = line.security();
    const ticket = line.bench.trading.limitOrder(spy, 10, 95);
    await line.settle();
    ticket.cancel('not wanted');
    line.bench.scan();
    await line.settle();
    expect(statuses(line, ticket)).toEqual([Submitted, CancelPending, Canceled]);
    await line.bar(spy, minuteBar(1, [98, 98, 94, 97]));
    expect([ticket.status, ticket.quantityFilled]).toEqual([Canceled, 0]);
  },
  async 21(line) {
    const spy = line.security();
    const ticket = line.bench.trading.limitOrder(spy, 10, 95);
    await line.bar(spy, minuteBar(1, [98, 98, 94, 97]));
    expect(ticket.cancel().isError).toBe(true);
    line.bench.scan();
    await line.settle();
    expect(statuses(line, ticket)).toEqual([Submitted, Filled]);
  },
  async 22(line) {
    const spy = line.security();
    const ticket = line.bench.trading.limitOrder(spy, 10, 95);
    await line.settle();
    ticket.cancel();
    line.bench.scan();
    await line.settle();
    const order = ticket.working as NonNullable<typeof ticket.working>;
    const events = line.bench.events.length;
    expect(line.venue.cancel(order)).toBe(false);
    await line.settle();
    expect([ticket.status, line.bench.events.length]).toEqual([Canceled, events]);
  },
};

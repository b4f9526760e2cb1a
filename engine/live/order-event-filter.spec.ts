import { describe, expect, it } from 'vitest';
import type { BrokerageOrderEvent } from '../api/brokerage.ts';
import { Decimal } from '../model/decimal.ts';
import type { WorkingOrder } from '../transactions/working-order.ts';
import { OrderStatus } from '../model/order-types.ts';
import { TradingBench } from '../testkit/builders.ts';
import { OrderEventFilter } from './order-event-filter.ts';

const { New, Submitted, PartiallyFilled, Filled, Canceled, UpdateSubmitted, CancelPending, Invalid } = OrderStatus;

/** An order for 10 that was sent to a broker and not acknowledged yet. */
function sentOrder(): WorkingOrder {
  const bench = new TradingBench();
  bench.desk.venue = { place: () => true, update: () => true, cancel: () => true, scan: () => {} };
  const security = bench.add();
  bench.showBar(security, { end: '2024-03-04T14:31:00Z', open: 100, high: 100, low: 100, close: 100 });
  return bench.trading.limitOrder(security, 10, 90).order as WorkingOrder;
}

function event(status: OrderStatus, execution?: readonly [id: string, quantity: number]): BrokerageOrderEvent {
  const fill = execution && {
    executionId: execution[0],
    price: Decimal.one,
    quantity: Decimal.of(execution[1]),
    fee: undefined,
  };
  return { kind: 'order', clientOrderId: 'tw1-1', brokerId: 'B', utcTime: 0, status, fill, message: '' };
}

/** The statuses that are booked from a sequence of events. */
function booked(
  events: readonly BrokerageOrderEvent[],
  prepare: (filter: OrderEventFilter, order: WorkingOrder) => void = () => {},
) {
  const filter = new OrderEventFilter();
  const order = sentOrder();
  prepare(filter, order);
  return events.flatMap((one) => {
    const status = filter.accept(order, one);
    if (status !== undefined) order.setStatus(status);
    return status ?? [];
  });
}

describe('the events of a broker about an order', () => {
  it.each<[string, BrokerageOrderEvent[], OrderStatus[]]>([
    ['acknowledged three times', [event(Submitted), event(Submitted), event(Submitted)], [Submitted]],
    [
      'an execution reported twice',
      [event(PartiallyFilled, ['a', 4]), event(PartiallyFilled, ['a', 4])],
      [PartiallyFilled],
    ],
    [
      'partial fills that complete the order',
      [event(PartiallyFilled, ['a', 4]), event(PartiallyFilled, ['b', 6])],
      [PartiallyFilled, Filled],
    ],
    ['a fill without a status', [event(New, ['a', 10])], [Filled]],
    [
      'filled, before the last execution',
      [event(PartiallyFilled, ['a', 4]), event(Filled), event(PartiallyFilled, ['b', 6])],
      [PartiallyFilled, Filled],
    ],
    ['acknowledged after the fill', [event(Filled, ['a', 10]), event(Submitted)], [Filled]],
    ['acknowledged after a partial fill', [event(PartiallyFilled, ['a', 4]), event(Submitted)], [PartiallyFilled]],
    ['cancelled twice', [event(Submitted), event(Canceled), event(Canceled)], [Submitted, Canceled]],
    ['rejected', [event(Invalid), event(Submitted)], [Invalid]],
    [
      'a partial fill after the cancellation',
      [event(Canceled), event(PartiallyFilled, ['a', 4])],
      [Canceled, Canceled],
    ],
    [
      'the complete fill after the cancellation',
      [event(Canceled), event(PartiallyFilled, ['a', 10])],
      [Canceled, Filled],
    ],
    ['an overfill', [event(Filled, ['a', 10]), event(Filled, ['b', 1])], [Filled, Filled]],
    ['an update that was not requested', [event(Submitted), event(UpdateSubmitted)], [Submitted]],
  ])('%s', (_what, events, expected) => expect(booked(events)).toEqual(expected));

  it('accepts one acknowledgement for each update', () => {
    const changes = [event(Submitted), event(UpdateSubmitted), event(UpdateSubmitted), event(UpdateSubmitted)];
    const prepare = (filter: OrderEventFilter, order: WorkingOrder): void => {
      filter.updateSent(order);
      filter.updateSent(order);
    };
    expect(booked(changes, prepare)).toEqual([Submitted, UpdateSubmitted, UpdateSubmitted]);
  });

  it('skips the acknowledgement of a cancellation that is already pending', () => {
    const prepare = (_filter: OrderEventFilter, order: WorkingOrder): void => order.setStatus(CancelPending);
    expect(booked([event(CancelPending), event(Canceled)], prepare)).toEqual([Canceled]);
  });
});

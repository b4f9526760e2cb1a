import { EventName } from '@stoqey/ib';
import { Decimal } from '../../../engine/model/decimal.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VirtualClock } from '../clock.ts';
import { guardLoopback, type LoopbackGuard } from '../loopback.ts';
import { closeCleanly, contract, order, startPeer, TestClient } from './client.ts';
import { PLACE_ORDER_FIELDS } from './place-order.ts';
import type { TwsPeer } from './tws-peer.ts';

let guard: LoopbackGuard;
let peer: TwsPeer;
let clock: VirtualClock;
let client: TestClient;

beforeAll(() => (guard = guardLoopback()));
afterAll(() => guard.restore());
beforeEach(async () => {
  ({ peer, clock } = await startPeer());
  client = new TestClient(peer.port);
  await client.connect();
});
afterEach(async () => {
  client.close();
  await closeCleanly(peer, clock);
});

describe('an order', () => {
  it('is written and read in the layouts of the documents', async () => {
    client.api.placeOrder(
      1,
      contract('AAPL'),
      order('BUY', 10, 'LMT', { lmtPrice: 99.5, orderRef: 'mine', account: 'DU1234567' }),
    );
    await client.next(EventName.orderStatus);
    const sent = peer.log.find(({ name }) => name === 'placeOrder');
    expect(sent?.fields).toHaveLength(PLACE_ORDER_FIELDS);
    const open = client.received.find(([id]) => id === '5');
    expect([open?.length, open?.[94], open?.[104]]).toEqual([136, 'Submitted', '1.7976931348623157E308']);
    expect(client.received.find(([id]) => id === '3')).toHaveLength(12);
    const [, , heard, state] = client.all(EventName.openOrder)[0] ?? [];
    expect(heard).toMatchObject({
      orderId: 1,
      action: 'BUY',
      totalQuantity: 10,
      lmtPrice: 99.5,
      orderRef: 'mine',
      clientId: 1,
      tif: 'DAY',
      parentId: 0,
    });
    expect(state).toMatchObject({ status: 'Submitted' });
    expect(client.errors).toEqual([]);
  });

  it('at market fills, with its execution, status and fee', async () => {
    client.api.placeOrder(1, contract('AAPL'), order('BUY', 300, 'MKT'));
    const { values } = await client.next(EventName.commissionReport);
    expect(client.story).toEqual(['1 Submitted 0', '1 executed 300 at 100.01', '1 Filled 300', 'fee']);
    expect(values[0]).toMatchObject({ commission: 1.5, currency: 'USD', realizedPNL: undefined });
    expect(peer.book.positionOf('AAPL').quantity.toString()).toBe('300');
    expect(peer.book.cash.toString()).toBe('69995.500');
  });

  it('at a limit fills in parts', async () => {
    client.api.placeOrder(1, contract('AAPL'), order('BUY', 10, 'LMT', { lmtPrice: 99 }));
    await client.next(EventName.orderStatus);
    peer.market.trade('AAPL', '99', '4');
    peer.market.trade('AAPL', '98', '6');
    await client.next(EventName.commissionReport, 2);
    const [first, second] = client.all(EventName.execDetails).map(([, , execution]) => execution);
    expect(first).toMatchObject({ shares: 4, price: 99, cumQty: 4, avgPrice: 99, side: 'BOT' });
    expect(second).toMatchObject({ shares: 6, price: 98, cumQty: 10, avgPrice: 98.4 });
  });

  it('with a stop, or one that trails, waits until it is triggered', async () => {
    client.api.placeOrder(1, contract('AAPL'), order('BUY', 20, 'MKT'));
    client.api.placeOrder(2, contract('AAPL'), order('SELL', 10, 'STP', { auxPrice: 95 }));
    client.api.placeOrder(3, contract('AAPL'), order('SELL', 10, 'TRAIL', { trailingPercent: 10 }));
    await client.next(EventName.orderStatus, 4);
    expect(client.story.slice(-2)).toEqual(['2 PreSubmitted 0', '3 PreSubmitted 0']);
    peer.market.move('AAPL', '110');
    peer.market.move('AAPL', '99');
    peer.market.move('AAPL', '94');
    await client.next(EventName.commissionReport, 3);
    expect(peer.book.executions.map(({ price }) => price.toString())).toEqual(['100.01', '98.99', '93.99']);
  });

  it('is modified under its own id', async () => {
    client.api.placeOrder(1, contract('AAPL'), order('BUY', 10, 'LMT', { lmtPrice: 90 }));
    client.api.placeOrder(1, contract('AAPL'), order('BUY', 5, 'LMT', { lmtPrice: 100.5 }));
    await client.next(EventName.commissionReport);
    expect(client.story).toEqual(['1 Submitted 0', '1 Submitted 0', '1 executed 5 at 100.01', '1 Filled 5', 'fee']);
    client.api.placeOrder(1, contract('AAPL'), order('BUY', 7, 'LMT', { lmtPrice: 100.5 }));
    await client.next(EventName.error);
    expect(client.errors).toEqual([[1, 104]]);
    expect(peer.desk.orders).toHaveLength(1);
  });

  it('is cancelled once', async () => {
    client.api.placeOrder(1, contract('AAPL'), order('BUY', 10, 'LMT', { lmtPrice: 90 }));
    client.api.cancelOrder(1);
    client.api.cancelOrder(1);
    client.api.cancelOrder(77);
    await client.next(EventName.error, 3);
    expect(client.story).toEqual(['1 Submitted 0', '1 PendingCancel 0', '1 Cancelled 0']);
    expect(client.errors).toEqual([
      [1, 202],
      [1, 10148],
      [77, 10147],
    ]);
  });

  it('may fill before the market confirms that it is cancelled', async () => {
    peer.desk.confirmationDelayMs = 100;
    client.api.placeOrder(1, contract('AAPL'), order('BUY', 10, 'LMT', { lmtPrice: 99 }));
    client.api.cancelOrder(1);
    await client.next(EventName.orderStatus, 2);
    peer.market.trade('AAPL', '98');
    clock.advance(100);
    await client.next(EventName.commissionReport);
    expect(client.story.at(-2)).toBe('1 Filled 10');
    expect(client.errors).toEqual([]);
  });

  it('with children sends them once the last is transmitted, and one child cancels the other', async () => {
    client.api.placeOrder(1, contract('AAPL'), order('BUY', 10, 'LMT', { lmtPrice: 99, transmit: false }));
    client.api.placeOrder(
      2,
      contract('AAPL'),
      order('SELL', 10, 'LMT', { lmtPrice: 105, parentId: 1, transmit: false }),
    );
    client.api.placeOrder(3, contract('AAPL'), order('SELL', 10, 'STP', { auxPrice: 95, parentId: 1 }));
    await client.next(EventName.orderStatus, 3);
    peer.market.move('AAPL', '98.5');
    await client.next(EventName.commissionReport);
    peer.market.move('AAPL', '106');
    await client.next(EventName.commissionReport, 2);
    await client.next(EventName.error);
    expect(peer.desk.orders.map(({ book }) => book.state)).toEqual(['filled', 'filled', 'canceled']);
    expect(peer.book.positionOf('AAPL').quantity.isZero).toBe(true);
    const parents = client.all(EventName.openOrder).map(([, , heard]) => (heard as { parentId: number }).parentId);
    expect(new Set(parents)).toEqual(new Set([0, 1]));
  });

  it('of a group cancels the others, or reduces them', async () => {
    const oca = (ocaType: number): object => ({ lmtPrice: 99, ocaGroup: `g${ocaType}`, ocaType });
    for (const [id, ocaType] of [
      [1, 1],
      [2, 1],
      [3, 3],
      [4, 3],
    ] as const)
      client.api.placeOrder(id, contract(id % 2 === 1 ? 'AAPL' : 'MSFT'), order('BUY', 10, 'LMT', oca(ocaType)));
    await client.next(EventName.orderStatus, 4);
    peer.market.trade('AAPL', '99', '10');
    const [first, , third] = peer.desk.orders;
    expect(first?.book.state).toBe('filled');
    peer.exchange.fill(third.book, Decimal.of(4), Decimal.of(99));
    expect(peer.desk.orders.map(({ book }) => [book.state, book.request.quantity.toString()])).toEqual([
      ['filled', '10'],
      ['canceled', '10'],
      ['working', '10'],
      ['working', '6'],
    ]);
  });

  it('after hours waits with a warning, and ends with the day', async () => {
    clock.advanceTo('2026-03-10T16:30:00-04:00');
    client.api.placeOrder(1, contract('AAPL'), order('BUY', 1, 'MKT'));
    client.api.placeOrder(2, contract('MSFT'), order('BUY', 1, 'LMT', { lmtPrice: 150 }));
    await client.next(EventName.orderStatus, 2);
    expect(client.story).toEqual(['1 PreSubmitted 0', '2 PreSubmitted 0']);
    clock.advanceTo('2026-03-11T16:00:00-04:00');
    await client.next(EventName.error, 3);
    expect(client.story.at(-1)).toBe('2 Cancelled 0');
    expect(client.errors).toEqual([
      [1, 399],
      [2, 399],
      [2, 202],
    ]);
  });

  it.each([
    ['an unknown contract', 'NONE', order('BUY', 1, 'MKT'), 200],
    ['a price off the tick', 'AAPL', order('BUY', 1, 'LMT', { lmtPrice: 99.001 }), 110],
    ['a part of a share', 'AAPL', order('BUY', 0.5, 'MKT'), 10318],
    ['an unknown type', 'AAPL', order('BUY', 1, 'REL'), 387],
    ['nothing', 'AAPL', order('BUY', 0, 'MKT'), 434],
    ['more than the account has', 'AAPL', order('BUY', 100_000, 'MKT'), 201],
  ] as const)('is refused for %s', async (_, symbol, wish, code) => {
    client.api.placeOrder(1, contract(symbol), wish);
    await client.next(EventName.error);
    expect(client.errors).toEqual([[1, code]]);
    expect(peer.book.executions).toEqual([]);
    if (code === 201) expect((await client.next(EventName.orderStatus)).values[1]).toBe('Inactive');
  });

  it('may be for a part of a share of some contracts', async () => {
    client.api.placeOrder(1, contract('PART'), order('BUY', 0.123456789, 'MKT'));
    await client.next(EventName.commissionReport);
    expect(client.received.find(([id]) => id === '11')?.[19]).toBe('0.123456789');
  });

  it('that only asks what it would cost is not placed', async () => {
    client.api.placeOrder(1, contract('AAPL'), order('BUY', 10, 'LMT', { lmtPrice: 100, whatIf: true }));
    const { values } = await client.next(EventName.openOrder);
    expect(values[3]).toMatchObject({ initMarginChange: 500 });
    expect(peer.book.orders).toEqual([]);
  });
});

describe('a status', () => {
  it('is repeated, and says why an order is held', async () => {
    peer.desk.statusRepeats = 3;
    client.api.placeOrder(1, contract('AAPL'), order('SELL', 10, 'LMT', { lmtPrice: 110 }));
    await client.next(EventName.orderStatus, 3);
    const [short] = peer.desk.orders;
    if (short !== undefined) peer.desk.hold(short, 'locate');
    const { values } = await client.next(EventName.orderStatus, 6);
    expect([values[1], values[9]]).toEqual(['PreSubmitted', 'locate']);
    expect(client.story).toEqual([...Array(3).fill('1 Submitted 0'), ...Array(3).fill('1 PreSubmitted 0')]);
  });
});

describe('an execution', () => {
  it('is corrected and taken back under the same id with another last part', async () => {
    client.api.placeOrder(1, contract('AAPL'), order('BUY', 10, 'MKT'));
    await client.next(EventName.commissionReport);
    const [execution] = peer.book.executions;
    peer.exchange.correct(execution, Decimal.of(10), Decimal.of(99));
    peer.exchange.bust(execution);
    await client.next(EventName.commissionReport, 3);
    const ids = client.all(EventName.execDetails).map(([, , one]) => (one as { execId: string }).execId);
    expect(ids.map((id) => id.slice(-3))).toEqual(['.01', '.02', '.03']);
    expect(new Set(ids.map((id) => id.slice(0, -3))).size).toBe(1);
    expect(peer.book.positionOf('AAPL').quantity.isZero).toBe(true);
  });

  it('has its fee later, or no status at all', async () => {
    peer.desk.commissionDelayMs = 30_000;
    peer.desk.fillsWithoutStatus = true;
    client.api.placeOrder(1, contract('AAPL'), order('BUY', 10, 'MKT'));
    await client.next(EventName.execDetails);
    client.api.reqCurrentTime();
    await client.next(EventName.currentTime);
    expect(client.story).toEqual(['1 Submitted 0', '1 executed 10 at 100.01']);
    clock.advance(30_000);
    await client.next(EventName.commissionReport);
  });

  it('may come after the cancel, and for more than was ordered', async () => {
    client.api.placeOrder(1, contract('AAPL'), order('BUY', 10, 'LMT', { lmtPrice: 90 }));
    client.api.cancelOrder(1);
    await client.next(EventName.error);
    peer.exchange.fill(peer.desk.orders[0].book, Decimal.of(12), Decimal.of(90));
    await client.next(EventName.commissionReport);
    expect(client.story.slice(-3)).toEqual(['1 executed 12 at 90', '1 Filled 12', 'fee']);
    expect(peer.book.positionOf('AAPL').quantity.toString()).toBe('12');
  });
});

describe('the lists', () => {
  it('of open orders hold the own ones, all, and those of the screen', async () => {
    client.api.placeOrder(1, contract('AAPL'), order('BUY', 10, 'LMT', { lmtPrice: 90, orderRef: 'mine' }));
    await client.next(EventName.orderStatus);
    const other = new TestClient(peer.port, 0);
    await other.connect();
    const sent = peer.desk.orders[0]?.placed;
    peer.desk.placeManually({ ...(sent as never as object), orderRef: '' } as never);
    other.api.reqAllOpenOrders();
    await other.next(EventName.openOrderEnd);
    expect(other.all(EventName.openOrder).map(([id]) => id)).toEqual([1, 0]);
    other.api.reqAutoOpenOrders(true);
    await other.next(EventName.openOrder, 3);
    expect(other.all(EventName.openOrder).at(-1)?.[0]).toBe(-2);
    client.api.reqOpenOrders();
    await client.next(EventName.openOrderEnd);
    expect(client.all(EventName.openOrder)).toHaveLength(2);
    other.api.reqGlobalCancel();
    await client.next(EventName.error);
    expect(peer.desk.open).toEqual([]);
    other.close();
  });

  it('of completed orders and executions decode', async () => {
    client.api.placeOrder(1, contract('AAPL'), order('BUY', 10, 'MKT', { orderRef: 'mine' }));
    client.api.placeOrder(2, contract('AAPL'), order('BUY', 10, 'LMT', { lmtPrice: 90 }));
    client.api.cancelOrder(2);
    await client.next(EventName.error);
    client.api.reqCompletedOrders(false);
    await client.next(EventName.completedOrdersEnd);
    const [filled, canceled] = client.all(EventName.completedOrder);
    expect(filled?.[1]).toMatchObject({ orderRef: 'mine', filledQuantity: 10, permId: 1_500_000_001 });
    expect(canceled?.[2]).toMatchObject({ status: 'Cancelled' });
    client.api.reqExecutions(9, {});
    await client.next(EventName.execDetailsEnd);
    expect(client.all(EventName.execDetails).at(-1)?.[0]).toBe(9);
    expect(client.errors).toEqual([[2, 202]]);
  });
});

import { EventName } from '@stoqey/ib';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VirtualClock } from '../clock.ts';
import { guardLoopback, type LoopbackGuard } from '../loopback.ts';
import { closeCleanly, contract, order, startPeer, TestClient } from './client.ts';
import type { TwsPeer } from './tws-peer.ts';

let guard: LoopbackGuard;
let peer: TwsPeer;
let clock: VirtualClock;
const clients: TestClient[] = [];

beforeAll(() => (guard = guardLoopback()));
afterAll(() => guard.restore());
beforeEach(async () => {
  ({ peer, clock } = await startPeer());
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await closeCleanly(peer, clock);
});

function newClient(clientId = 1): TestClient {
  const client = new TestClient(peer.port, clientId);
  clients.push(client);
  return client;
}

/** A connected client. */
async function connected(clientId = 1): Promise<TestClient> {
  const client = newClient(clientId);
  await client.connect();
  return client;
}

describe('the handshake', () => {
  it('tells version, accounts, the next id and the farms', async () => {
    const client = await connected();
    client.api.reqCurrentTime();
    const { values } = await client.next(EventName.currentTime);
    expect(client.all(EventName.server)[0]?.[0]).toBe(176);
    expect(client.all(EventName.managedAccounts)).toEqual([['DU1234567']]);
    expect(client.all(EventName.nextValidId)).toEqual([[1]]);
    expect(client.notices).toEqual([2104, 2106, 2158]);
    expect(values).toEqual([Date.parse('2026-03-10T14:00:00Z') / 1000]);
  });

  it('refuses a second client of the same id with 326', async () => {
    await connected();
    const second = newClient();
    second.api.connect();
    await second.next(EventName.disconnected);
    expect(second.notices).toEqual([326]);
    expect((await connected(2)).errors).toEqual([]);
  });

  it.each([
    [201, 506],
    [30, 506],
  ])('at version %i ends with %i', async (version, code) => {
    peer.serverVersion = version;
    const client = newClient();
    client.api.connect();
    await client.next(EventName.disconnected);
    const codes = [...client.errors.map(([, one]) => one), ...client.notices];
    expect(codes).toContain(code);
    expect(peer.complaints.splice(0)).toHaveLength(1);
  });

  it('is left without an answer, or cut', async () => {
    peer.faults.add({ at: 'hello', fault: { kind: 'half-open' } }, { at: 'hello', fault: { kind: 'die-before' } });
    const silent = newClient();
    silent.api.connect();
    const cut = newClient(2);
    while (peer.faults.pending > 1) await new Promise((resolve) => setTimeout(resolve, 1));
    cut.api.connect();
    await cut.next(EventName.disconnected);
    expect(silent.heard).toEqual([]);
  });

  it('ends a connection that does not speak the protocol', async () => {
    const socket = connect(peer.port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\n\r\n');
    await new Promise((resolve) => socket.once('close', resolve));
    expect(peer.complaints.splice(0)).toHaveLength(1);
  });
});

describe('a fault of a request', () => {
  it.each([
    ['drop', 0],
    ['die-before', 0],
    ['die-after', 1],
  ] as const)('%s leaves %i orders in the book', async (kind, orders) => {
    const client = await connected();
    peer.faults.add({ at: 'in placeOrder', fault: { kind } });
    client.api.placeOrder(1, contract('AAPL'), order('BUY', 10, 'MKT', { orderRef: 'mine' }));
    if (kind === 'drop') {
      client.api.reqCurrentTime();
      await client.next(EventName.currentTime);
    } else await client.next(EventName.disconnected);
    expect(client.story).toEqual([]);
    expect(peer.book.orders).toHaveLength(orders);
    // after a new connection the order is found by its reference
    const again = await connected(2);
    again.api.reqCompletedOrders(false);
    await again.next(EventName.completedOrdersEnd);
    expect(again.all(EventName.completedOrder)).toHaveLength(orders);
  });

  it('delays it, or answers with another error', async () => {
    const client = await connected();
    peer.faults.add(
      { at: 'in placeOrder', fault: { kind: 'delay', milliseconds: 500 } },
      { at: 'in placeOrder', fault: { kind: 'answer', status: 201, message: 'as scripted' } },
    );
    client.api.placeOrder(1, contract('AAPL'), order('BUY', 1, 'MKT'));
    client.api.placeOrder(2, contract('AAPL'), order('BUY', 1, 'MKT'));
    await client.next(EventName.error);
    expect([client.errors, peer.book.orders.length]).toEqual([[[2, 201]], 0]);
    clock.advance(500);
    await client.next(EventName.commissionReport);
  });
});

describe('a fault of a message', () => {
  it('drops, duplicates, delays and exchanges messages', async () => {
    const client = await connected();
    peer.faults.add(
      { at: 'out openOrder', fault: { kind: 'drop' }, times: 2 },
      { at: 'out orderStatus', fault: { kind: 'duplicate', times: 3 } },
      { at: 'out execDetails', fault: { kind: 'reorder' } },
      { at: 'out commissionReport', fault: { kind: 'delay', milliseconds: 30_000 } },
    );
    client.api.placeOrder(1, contract('AAPL'), order('BUY', 10, 'MKT'));
    await client.next(EventName.execDetails);
    expect(client.all(EventName.openOrder)).toEqual([]);
    expect(client.story).toEqual([
      ...new Array<string>(3).fill('1 Submitted 0'),
      '1 Filled 10',
      '1 executed 10 at 100.01',
    ]);
    clock.advance(30_000);
    await client.next(EventName.commissionReport);
  });

  it.each(['unknown id', 'short', 'long', 'zero length'])('damages a status: %s', async (form) => {
    const client = await connected();
    peer.faults.add({ at: 'out orderStatus', fault: { kind: 'malformed', form } });
    client.api.placeOrder(1, contract('AAPL'), order('BUY', 10, 'LMT', { lmtPrice: 90 }));
    client.api.reqCurrentTime();
    await client.next(EventName.currentTime);
    const codes = [...client.errors.map(([, code]) => code), ...client.notices];
    expect(codes).toContain(505);
  });

  it('damages a length so that the client waits for ever', async () => {
    const client = await connected();
    peer.faults.add({ at: 'out orderStatus', fault: { kind: 'malformed', form: 'huge length' } });
    client.api.placeOrder(1, contract('AAPL'), order('BUY', 10, 'LMT', { lmtPrice: 90 }));
    await client.next(EventName.openOrder);
    client.api.reqCurrentTime();
    while (!peer.log.some(({ name }) => name === 'reqCurrentTime'))
      await new Promise((resolve) => setTimeout(resolve, 1));
    expect(client.all(EventName.currentTime)).toEqual([]);
  });

  it('leaves the connection half open', async () => {
    const client = await connected();
    peer.halfOpen();
    client.api.reqCurrentTime();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(client.all(EventName.currentTime)).toEqual([]);
    expect(client.all(EventName.disconnected)).toEqual([]);
    expect(client.api.isConnected).toBe(true);
  });

  it('needs a point that exists', () => {
    expect(() => peer.faults.add({ at: 'out execution', fault: { kind: 'drop' } })).toThrow(RangeError);
  });
});

describe("the connection to IB's servers", () => {
  it('is lost and comes back with the data kept: orders wait, fills are found by their list', async () => {
    const client = await connected();
    client.api.placeOrder(1, contract('AAPL'), order('BUY', 10, 'LMT', { lmtPrice: 99 }));
    await client.next(EventName.orderStatus);
    peer.loseConnectivity();
    peer.market.move('AAPL', '98');
    client.api.placeOrder(2, contract('AAPL'), order('BUY', 1, 'MKT'));
    client.api.reqCurrentTime();
    await client.next(EventName.currentTime);
    expect(client.story).toEqual(['1 Submitted 0']);
    peer.restoreConnectivity(true);
    await client.next(EventName.commissionReport);
    expect(client.notices.slice(-2)).toEqual([1100, 1102]);
    client.api.reqExecutions(7, {});
    await client.next(EventName.execDetailsEnd);
    expect(client.story.filter((line) => line.startsWith('1 executed'))).toEqual(['1 executed 10 at 98.01']);
  });

  it('comes back with the data gone', async () => {
    const client = await connected();
    client.api.reqMktData(5, contract('AAPL'), '', false, false);
    await client.next(EventName.tickPrice, 3);
    peer.loseConnectivity();
    peer.restoreConnectivity(false);
    peer.market.move('AAPL', '101');
    peer.notify(2103, 'Market data farm connection is broken:usfarm');
    await client.next(EventName.info, 6);
    expect(client.notices.slice(-3)).toEqual([1100, 1101, 2103]);
    expect(client.all(EventName.tickPrice)).toHaveLength(3);
  });
});

describe('a restart', () => {
  it('each night ends connections and keeps orders, ids and positions', async () => {
    const client = await connected();
    client.api.placeOrder(
      4,
      contract('AAPL'),
      order('BUY', 10, 'LMT', { lmtPrice: 99, tif: 'GTC', orderRef: 'mine' } as never),
    );
    await client.next(EventName.orderStatus);
    const changes: boolean[] = [];
    let wake = (): void => {};
    peer.restartNightly('23:45', 300_000, (isUp) => {
      changes.push(isUp);
      wake();
    });
    const change = (): Promise<void> => new Promise((resolve) => (wake = resolve));
    const down = change();
    clock.advanceTo('2026-03-10T23:45:00-04:00');
    await down;
    await client.next(EventName.disconnected);
    const refused = newClient(3);
    refused.api.connect();
    await refused.next(EventName.error);
    expect(refused.errors).toEqual([[-1, 502]]);
    const up = change();
    clock.advance(300_000);
    await up;
    expect(changes).toEqual([false, true]);
    const again = newClient();
    expect(await again.connect()).toBe(5);
    again.api.reqOpenOrders();
    await again.next(EventName.openOrderEnd);
    expect(again.all(EventName.openOrder)[0]?.[2]).toMatchObject({ orderRef: 'mine', orderId: 4 });
    peer.resetOrderIds();
    again.api.reqIds();
    expect((await again.next(EventName.nextValidId, 2)).values).toEqual([1]);
  });
});

import { ApiError, type Alpaca, FetchError } from '@alpacahq/alpaca-trade-api';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VirtualClock } from '../clock.ts';
import type { Fault } from '../faults.ts';
import { guardLoopback, type LoopbackGuard } from '../loopback.ts';
import { stock } from './assets.ts';
import { AlpacaPeer } from './alpaca-peer.ts';
import { clientOf, closeCleanly, KEYS, startPeer, until } from './client.ts';

let guard: LoopbackGuard;
let peer: AlpacaPeer;
let clock: VirtualClock;
let alpaca: Alpaca;

beforeAll(() => (guard = guardLoopback()));
afterAll(() => guard.restore());
beforeEach(async () => {
  ({ peer, clock } = await startPeer());
  alpaca = clientOf(peer);
});
afterEach(async () => {
  await closeCleanly(peer, clock);
});

const buy = (): Promise<unknown> =>
  alpaca.trading.orders
    .market({ symbol: 'AAPL', side: 'buy', qty: 1, clientOrderId: 'only' })
    .then(({ status }) => status)
    .catch((error: unknown) => error);

const post = (fault: Fault): void => peer.faults.add({ at: 'POST /v2/orders', fault });

describe('a fault of a request', () => {
  it.each([
    ['drop', { kind: 'drop' }, 0],
    ['die-before', { kind: 'die-before' }, 0],
    ['die-after', { kind: 'die-after' }, 1],
  ] as const)('%s ends without an answer', async (_, fault, orders) => {
    post(fault);
    expect(await buy()).toBeInstanceOf(FetchError);
    expect(peer.book.executions).toHaveLength(orders);
    expect(peer.faults.happened).toEqual([{ at: 'POST /v2/orders', kind: fault.kind }]);
  });

  it.each([401, 403, 422, 429, 500, 503] as const)('answers %i, with or without the order', async (status) => {
    for (const executes of [false, true]) {
      post({ kind: 'answer', status, message: 'as scripted', executes });
      const error = await buy();
      expect(error).toBeInstanceOf(ApiError);
      expect(error).toMatchObject({ status, message: 'as scripted' });
      expect(peer.book.orders).toHaveLength(executes ? 1 : 0);
    }
  });

  it('answers with Retry-After', async () => {
    post({ kind: 'answer', status: 429, headers: { 'retry-after': '3' } });
    expect(await buy()).toMatchObject({ retryAfterMs: 3000 });
  });

  it.each([
    ['a page of HTML', { kind: 'html', executes: true }],
    ['half of the body', { kind: 'malformed' }],
  ] as const)('answers with %s after the order was taken', async (_, fault) => {
    post(fault);
    expect(await buy()).toBeInstanceOf(SyntaxError);
    expect(peer.book.orders).toHaveLength(1);
  });

  it('executes twice, as a proxy does that repeats: the second order is refused', async () => {
    post({ kind: 'duplicate' });
    expect(await buy()).toMatchObject({ status: 422, code: 40010001 });
    expect(peer.book.orders).toHaveLength(1);
  });

  it('delays the order, or its answer alone', async () => {
    post({ kind: 'delay', milliseconds: 3_600_000 });
    const first = buy();
    await until(() => peer.requests.length === 1);
    expect(peer.book.orders).toEqual([]);
    clock.advance(3_600_000);
    expect(await first).toBe('pending_new');
    peer.faults.add({ at: 'GET /v2/account', fault: { kind: 'delay-answer', milliseconds: 3_600_000 } });
    const account = alpaca.trading.account.getAccount();
    await until(() => peer.requests[1]?.status === 200);
    clock.advance(3_600_000);
    expect((await account).status).toBe('ACTIVE');
  });

  it('leaves a request unanswered on an open connection', async () => {
    post({ kind: 'half-open' });
    alpaca = clientOf(peer, { timeoutMs: 50 });
    expect(await buy()).toBeInstanceOf(FetchError);
    expect(peer.book.orders).toEqual([]);
  });

  it('happens as often and as late as the script says', async () => {
    peer.faults.add({ at: 'GET /v2/clock', fault: { kind: 'answer', status: 500 }, after: 1, times: 2 });
    const statuses: number[] = [];
    for (let index = 0; index < 4; index += 1)
      await alpaca.trading.clock.legacyClock().then(
        () => statuses.push(200),
        (error: unknown) => statuses.push((error as ApiError).status),
      );
    expect(statuses).toEqual([200, 500, 500, 200]);
  });
});

describe('a peer', () => {
  it('hides a new order from look-ups for a while', async () => {
    peer.visibilityDelayMs = 3000;
    await buy();
    const find = (): Promise<unknown> =>
      alpaca.trading.orders.getOrderByClientOrderId({ clientOrderId: 'only' }).catch((error: unknown) => error);
    expect(await find()).toMatchObject({ status: 404 });
    clock.advance(3000);
    expect(await find()).toMatchObject({ status: 'filled' });
  });

  it('limits the requests of a minute', async () => {
    const limited = await AlpacaPeer.start({ clock, keys: KEYS, assets: [stock('AAPL')], requestsPerMinute: 2 });
    const client = clientOf(limited);
    await client.trading.clock.legacyClock();
    await client.trading.clock.legacyClock();
    const error = await client.trading.clock.legacyClock().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ status: 429, rateLimit: { limit: 2, remaining: 0 } });
    clock.advance(60_000);
    expect((await client.trading.clock.legacyClock()).isOpen).toBe(true);
    await limited.close();
  });

  it('plays a script of prices on its clock', () => {
    peer.desk
      .submit({ symbol: 'AAPL', side: 'buy', type: 'limit', qty: '10', limit_price: '98', time_in_force: 'day' })
      .after();
    peer.market.play([
      { afterMs: 1000, symbol: 'AAPL', price: '99' },
      { afterMs: 2000, symbol: 'AAPL', price: '98', size: '3' },
      { afterMs: 3000, symbol: 'AAPL', price: '97' },
    ]);
    clock.advance(2500);
    expect(peer.book.executions.map(({ quantity }) => quantity.toString())).toEqual(['3']);
    clock.advance(1000);
    expect(peer.book.executions.map(({ quantity, price }) => [quantity.toString(), price.toString()])).toEqual([
      ['3', '98'],
      ['7', '97.01'],
    ]);
  });
});

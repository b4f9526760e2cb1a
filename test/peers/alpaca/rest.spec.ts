import { ApiError, type Alpaca, TimeFrame } from '@alpacahq/alpaca-trade-api';
import { Decimal } from '../../../engine/model/decimal.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VirtualClock } from '../clock.ts';
import { guardLoopback, type LoopbackGuard } from '../loopback.ts';
import type { AlpacaPeer } from './alpaca-peer.ts';
import { clientOf, closeCleanly, KEYS, startPeer } from './client.ts';
import { hasAlpacaSpecs } from './contract.ts';

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

const HEADERS = { 'APCA-API-KEY-ID': KEYS.keyId, 'APCA-API-SECRET-KEY': KEYS.secret };
const day = { time_in_force: 'day' } as const;

/** The error that a request ends with. */
async function errorOf(request: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ApiError) return error;
  throw new TypeError(`Expected an ApiError, found ${String(error)}.`);
}

describe.skipIf(!hasAlpacaSpecs)("Alpaca's documents", () => {
  it('know every route of the peer, and are held to its answers', async () => {
    await alpaca.trading.account.getAccount();
    expect(peer.contract.checked).toContain('GET /v2/account 200');
    expect(peer.contract.knows('POST', '/v2/orders')).toBe(true);
    peer.contract.checkAnswer('GET', '/v2/clock', 200, { timestamp: 'late' });
    expect(peer.contract.violations.splice(0)).toHaveLength(1);
  });
});

describe('authentication', () => {
  it.each([{ secret: 'wrong' }, { keyId: 'wrong' }])('refuses %o with 401', async (keys) => {
    const error = await errorOf(clientOf(peer, keys).trading.account.getAccount());
    expect(error.status).toBe(401);
    expect(peer.requests.at(-1)?.status).toBeUndefined();
  });
});

describe('an order', () => {
  it('fills at the quote, and moves cash and position', async () => {
    const order = await alpaca.trading.orders.market({ symbol: 'AAPL', side: 'buy', qty: 10, clientOrderId: 'one' });
    expect([order.status, order.clientOrderId]).toEqual(['pending_new', 'one']);
    const filled = await alpaca.trading.orders.getOrderByClientOrderId({ clientOrderId: 'one' });
    expect([filled.status, filled.filledQty, filled.filledAvgPrice]).toEqual(['filled', '10', '100.01']);
    const account = await alpaca.trading.account.getAccount();
    expect(account.cash).toBe('98999.90');
    const [position] = await alpaca.trading.positions.getAllOpenPositions();
    expect([position?.qty, position?.avgEntryPrice, position?.side]).toEqual(['10', '100.01', 'long']);
    expect(peer.book.positionOf('AAPL').quantity.toString()).toBe('10');
  });

  it('rests, fills in parts and reports each in the activities', async () => {
    await alpaca.trading.orders.limit({ symbol: 'AAPL', side: 'buy', qty: 10, limitPrice: 99 });
    peer.market.trade('AAPL', '99', '4');
    clock.advance(1000);
    peer.market.trade('AAPL', '98.5', '20');
    const answer = await fetch(`${peer.url}/v2/account/activities/FILL?direction=asc`, { headers: HEADERS });
    expect(await answer.json()).toMatchObject([
      { qty: '4', price: '99', cum_qty: '4', leaves_qty: '6', type: 'partial_fill' },
      { qty: '6', price: '98.5', cum_qty: '10', leaves_qty: '0', type: 'fill' },
    ]);
    const activities = await alpaca.trading.accountActivities.getAccountActivities();
    expect(activities).toMatchObject([{ cumQty: '10' }, { cumQty: '4' }]);
    // with the type in the path, the client takes every activity for one without a trade and loses its fields
    const wish = { activityType: 'FILL' } as const;
    const typed = await alpaca.trading.accountActivities.getAccountActivitiesByActivityType(wish);
    expect(typed.map((activity) => 'cumQty' in activity)).toEqual([false, false]);
  });

  it('may be for a fraction or an amount of money', async () => {
    await alpaca.trading.orders.market({ symbol: 'AAPL', side: 'buy', qty: '0.123456789' });
    await alpaca.trading.orders.market({ symbol: 'BTC/USD', side: 'buy', notional: 1000, timeInForce: 'gtc' });
    expect(peer.book.positionOf('AAPL').quantity.toString()).toBe('0.123456789');
    expect(peer.book.positionOf('BTC/USD').quantity.toString()).toBe('0.019999996');
  });

  it('waits for the open when the market is closed, and a day order ends with the day', async () => {
    clock.advanceTo('2026-03-10T16:30:00-04:00');
    const order = await alpaca.trading.orders.market({ symbol: 'AAPL', side: 'buy', qty: 1 });
    const limit = await alpaca.trading.orders.limit({ symbol: 'MSFT', side: 'buy', qty: 1, limitPrice: 150 });
    expect(order.status).toBe('accepted');
    clock.advanceTo('2026-03-11T09:30:00-04:00');
    expect((await alpaca.trading.orders.getOrderByOrderID({ orderId: order.id ?? '' })).status).toBe('filled');
    clock.advanceTo('2026-03-11T16:00:00-04:00');
    expect((await alpaca.trading.orders.getOrderByOrderID({ orderId: limit.id ?? '' })).status).toBe('expired');
  });

  it('triggers a stop, and trails', async () => {
    await alpaca.trading.orders.market({ symbol: 'AAPL', side: 'buy', qty: 20 });
    await alpaca.trading.orders.stop({ symbol: 'AAPL', side: 'sell', qty: 10, stopPrice: 95 });
    await alpaca.trading.orders.trailingStop({ symbol: 'AAPL', side: 'sell', qty: 10, trailPercent: 10 });
    peer.market.move('AAPL', '110');
    peer.market.move('AAPL', '99');
    expect(peer.book.executions.map(({ price }) => price.toString())).toEqual(['100.01', '98.99']);
    peer.market.move('AAPL', '94');
    expect(peer.book.positionOf('AAPL').quantity.isZero).toBe(true);
  });

  it('is replaced by another with its own id', async () => {
    const first = await alpaca.trading.orders.limit({ symbol: 'AAPL', side: 'buy', qty: 10, limitPrice: 90 });
    const orderId = first.id ?? '';
    const second = await alpaca.trading.orders.patchOrderByOrderId({
      orderId,
      patchOrderRequest: { limitPrice: '91', qty: '5' },
    });
    expect([second.replaces, second.limitPrice, second.qty]).toEqual([orderId, '91', '5']);
    const old = await alpaca.trading.orders.getOrderByOrderID({ orderId });
    expect([old.status, old.replacedBy]).toEqual(['replaced', second.id]);
  });

  it('fills before its replacement arrives, which is then rejected', async () => {
    peer.desk.confirmationDelayMs = 50;
    const first = await alpaca.trading.orders.limit({ symbol: 'AAPL', side: 'buy', qty: 10, limitPrice: 99 });
    const orderId = first.id ?? '';
    const second = await alpaca.trading.orders.patchOrderByOrderId({
      orderId,
      patchOrderRequest: { limitPrice: '98' },
    });
    peer.market.move('AAPL', '98.5');
    clock.advance(50);
    expect(peer.desk.byId(orderId).book.state).toBe('filled');
    expect((await alpaca.trading.orders.getOrderByOrderID({ orderId: second.id ?? '' })).status).toBe('rejected');
  });

  it('is cancelled once', async () => {
    const { id: orderId = '' } = await alpaca.trading.orders.limit({
      symbol: 'AAPL',
      side: 'buy',
      qty: 1,
      limitPrice: 90,
    });
    await alpaca.trading.orders.deleteOrderByOrderID({ orderId });
    const error = await errorOf(alpaca.trading.orders.deleteOrderByOrderID({ orderId }));
    expect([error.status, error.code]).toEqual([422, 42210000]);
    const unknown = await errorOf(
      alpaca.trading.orders.deleteOrderByOrderID({ orderId: orderId.replaceAll(/\d/g, '0') }),
    );
    expect(unknown.status).toBe(404);
  });

  it('with take profit and stop loss fills one leg and cancels the other', async () => {
    const order = await alpaca.trading.orders.bracket({
      symbol: 'AAPL',
      side: 'buy',
      qty: 10,
      takeProfit: { limitPrice: 110 },
      stopLoss: { stopPrice: 95 },
      timeInForce: 'gtc',
    });
    expect(order.legs?.map(({ status }) => status)).toEqual(['held', 'held']);
    peer.market.move('AAPL', '111');
    expect(peer.desk.orders.map(({ book }) => book.state)).toEqual(['filled', 'filled', 'canceled']);
    expect(peer.book.positionOf('AAPL').quantity.isZero).toBe(true);
  });
});

describe('a refusal', () => {
  const base = { symbol: 'AAPL', side: 'buy', type: 'market', qty: '1', ...day } as const;
  it.each([
    ['no type', { ...base, type: undefined }, 422],
    ['an unknown time in force', { ...base, time_in_force: 'never' }, 422],
    ['both qty and notional', { ...base, notional: '5' }, 422],
    ['ten decimals', { ...base, qty: '0.1234567891' }, 422],
    ['an unknown symbol', { ...base, symbol: 'NONE' }, 422],
    ['a symbol that no longer trades', { ...base, symbol: 'GONE' }, 422],
    ['a fraction of what has none', { ...base, symbol: 'HARD', qty: '0.5' }, 422],
    ['a fraction that is not for the day', { ...base, qty: '0.5', time_in_force: 'gtc' }, 422],
    ['a limit order without a limit', { ...base, type: 'limit' }, 422],
    ['a price between two cents', { ...base, type: 'limit', limit_price: '99.001' }, 422],
    ['a market order in extended hours', { ...base, extended_hours: true }, 422],
    ['an order for the open after 9:28', { ...base, time_in_force: 'opg' }, 422],
    ['an id that is too long', { ...base, client_order_id: 'x'.repeat(129) }, 422],
    ['more than the buying power', { ...base, qty: '5000' }, 403],
    ['a short sale of what cannot be borrowed', { ...base, symbol: 'HARD', side: 'sell' }, 403],
  ])('meets %s', async (_, body, status) => {
    const answer = await fetch(`${peer.url}/v2/orders`, {
      method: 'POST',
      headers: HEADERS,
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({
      code: expect.any(Number) as number,
      message: expect.any(String) as string,
    });
    expect(peer.book.orders).toEqual([]);
    // some of these bodies break the document too, which is the point
    peer.contract.violations.splice(0);
  });

  it('meets an id that was used', async () => {
    const wish = { symbol: 'AAPL', side: 'buy', qty: 1, clientOrderId: 'same' } as const;
    await alpaca.trading.orders.market(wish);
    const error = await errorOf(alpaca.trading.orders.market(wish));
    expect([error.status, error.code, error.message]).toEqual([422, 40010001, 'client_order_id must be unique']);
  });

  it('meets an order that crosses zero, and one that could trade with another of the account', async () => {
    await alpaca.trading.orders.market({ symbol: 'AAPL', side: 'buy', qty: 10 });
    const crossing = await errorOf(alpaca.trading.orders.market({ symbol: 'AAPL', side: 'sell', qty: 15 }));
    expect([crossing.status, crossing.code]).toEqual([403, 40310000]);
    await alpaca.trading.orders.limit({ symbol: 'AAPL', side: 'buy', qty: 1, limitPrice: 90 });
    const wash = await errorOf(alpaca.trading.orders.market({ symbol: 'AAPL', side: 'sell', qty: 5 }));
    expect(wash.message).toMatch(/wash trade/);
  });
});

describe('lists', () => {
  it('of orders have pages, of which 50 is the first and 500 the largest', async () => {
    for (let index = 0; index < 501; index += 1)
      peer.desk
        .submit({ symbol: 'AAPL', side: 'buy', type: 'limit', qty: '1', limit_price: '1', time_in_force: 'gtc' })
        .after();
    expect(await alpaca.trading.orders.getAllOrders({})).toHaveLength(50);
    const page = await alpaca.trading.orders.getAllOrders({ limit: 500, direction: 'asc' });
    const rest = await alpaca.trading.orders.getAllOrders({
      limit: 500,
      direction: 'asc',
      afterOrderId: page.at(-1)?.id,
    });
    expect([page.length, rest.length]).toEqual([500, 1]);
  });

  it('of activities have pages of 100', async () => {
    const order = peer.desk.submit({
      symbol: 'AAPL',
      side: 'buy',
      type: 'limit',
      qty: '250',
      limit_price: '1',
      ...day,
    }).order;
    for (let index = 0; index < 250; index += 1) peer.exchange.fill(order.book, Decimal.one, Decimal.one);
    peer.credit('DIV', '12.34', 'AAPL');
    const seen: unknown[] = [];
    for (let pageToken: string | undefined; ;) {
      const page = await alpaca.trading.accountActivities.getAccountActivities({ pageToken, direction: 'asc' });
      seen.push(...page.map(({ id }) => id));
      pageToken = page.at(-1)?.id;
      if (page.length < 100) break;
    }
    expect(seen).toHaveLength(251);
    expect(new Set(seen).size).toBe(251);
  });

  it('of orders and positions are ended at once, with a status for each', async () => {
    await alpaca.trading.orders.market({ symbol: 'AAPL', side: 'buy', qty: 10 });
    await alpaca.trading.orders.limit({ symbol: 'MSFT', side: 'buy', qty: 1, limitPrice: 90 });
    await alpaca.trading.orders.limit({ symbol: 'MSFT', side: 'buy', qty: 2, limitPrice: 90 });
    peer.faults.add({ at: 'cancel of many', fault: { kind: 'answer', status: 500 } });
    const canceled = await alpaca.trading.orders.deleteAllOrders();
    expect(canceled.map(({ status }) => status)).toEqual([500, 200]);
    await alpaca.trading.positions.deleteAllOpenPositions({ cancelOrders: true });
    expect(await alpaca.trading.positions.getAllOpenPositions()).toEqual([]);
    expect(peer.book.openOrders).toEqual([]);
  });
});

describe('reference data', () => {
  it('holds assets, the clock and the calendar of New York', async () => {
    expect(await alpaca.trading.assets.getV2AssetsSymbolOrAssetId({ symbolOrAssetId: 'AAPL' })).toMatchObject({
      fractionable: true,
    });
    const now = await alpaca.trading.clock.legacyClock();
    expect([now.isOpen, now.nextClose]).toEqual([true, new Date('2026-03-10T20:00:00Z')]);
    const days = await alpaca.trading.calendar.legacyCalendar({
      start: new Date('2026-03-06'),
      end: new Date('2026-03-10'),
    });
    expect(days).toHaveLength(3);
  });

  it('answers bars of stocks and crypto in pages', async () => {
    for (let minute = 0; minute < 5; minute += 1) {
      clock.advance(60_000);
      peer.market.move('AAPL', String(101 + minute));
      peer.market.move('BTC/USD', String(50_001 + minute));
    }
    clock.advance(60_000);
    const wish = { timeframe: TimeFrame.Minute, start: new Date('2026-03-10T14:00:00Z'), limit: 4 };
    const bars = await alpaca.marketData.getStockBarsFor('AAPL', wish);
    expect(bars.length).toBeGreaterThan(0);
    const all = peer.market.barsOf('AAPL').map(({ close }) => close.toNumber());
    expect(all).toEqual([100, 101, 102, 103, 104, 105]);
    const first = await alpaca.marketData.crypto.cryptoBars({
      loc: 'us',
      symbols: 'BTC/USD',
      timeframe: '5Min',
      start: wish.start,
    });
    expect(first.bars['BTC/USD']?.map(({ c }) => c)).toEqual([50_004, 50_005]);
  });
});

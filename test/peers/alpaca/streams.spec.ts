import type { Alpaca, streaming } from '@alpacahq/alpaca-trade-api';
import { Decimal } from '../../../engine/model/decimal.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { VirtualClock } from '../clock.ts';
import { guardLoopback, type LoopbackGuard } from '../loopback.ts';
import type { AlpacaPeer } from './alpaca-peer.ts';
import { clientOf, closeCleanly, KEYS, startPeer, until } from './client.ts';

let guard: LoopbackGuard;
let peer: AlpacaPeer;
let clock: VirtualClock;
let alpaca: Alpaca;
const streams: { disconnect(): void }[] = [];

beforeAll(() => (guard = guardLoopback()));
afterAll(() => guard.restore());
beforeEach(async () => {
  ({ peer, clock } = await startPeer());
  alpaca = clientOf(peer);
});
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.disconnect();
  await closeCleanly(peer, clock);
});

/** Opens the stream of updates with the real client; what it hears is in `events`. */
async function openTrades(wishes: { reconnect?: boolean } = {}): Promise<{
  events: streaming.TradeUpdate[];
  errors: string[];
  stream: streaming.TradingStream;
}> {
  const stream = alpaca.trading.stream({ url: `${peer.streamUrl}/stream`, reconnect: wishes.reconnect ?? false });
  streams.push(stream);
  const events: streaming.TradeUpdate[] = [];
  const errors: string[] = [];
  stream.onTradeUpdate((update) => events.push(update));
  stream.onError((error) => errors.push(error));
  const isListening = new Promise((resolve) => stream.on('subscription', resolve));
  stream.onConnect(() => stream.subscribeTradeUpdates());
  stream.connect();
  await isListening;
  return { events, errors, stream };
}

const buy = (qty: string, extra: object = {}): void => {
  const base = { symbol: 'AAPL', side: 'buy', type: 'market', qty, time_in_force: 'day' };
  peer.desk.submit({ ...base, ...extra }).after();
};

describe('the stream of order updates', () => {
  it.each([true, false])('reports an order from new to filled (paper account: %s)', async (isPaper) => {
    peer.isPaper = isPaper;
    const { events } = await openTrades();
    buy('10', { type: 'limit', limit_price: '99', client_order_id: 'mine' });
    peer.market.trade('AAPL', '99', '4');
    peer.market.trade('AAPL', '98', '6');
    await until(() => events.length === 3);
    expect(events.map(({ event, qty, price }) => [event, qty, price])).toEqual([
      ['new', undefined, undefined],
      ['partial_fill', '4', '99'],
      ['fill', '6', '98'],
    ]);
    expect(events.map(({ order }) => [order.clientOrderId, order.filledQty])).toEqual([
      ['mine', '0'],
      ['mine', '4'],
      ['mine', '10'],
    ]);
    expect(new Set(events.map(({ executionId }) => executionId)).size).toBe(3);
    expect(events.at(-1)?.positionQty).toBe('10');
  });

  it('reports cancels, replacements and what becomes of an execution later', async () => {
    const { events } = await openTrades();
    buy('10', { type: 'limit', limit_price: '90' });
    const [order] = peer.desk.orders;
    const second = peer.desk.replace(order?.id ?? '', { limit_price: '91' });
    second.after();
    const execution = peer.exchange.fill(second.order.book, Decimal.one, Decimal.of(91));
    peer.exchange.correct(execution, Decimal.two, Decimal.of(90));
    peer.exchange.bust(execution);
    peer.desk.cancel(second.order.id).after();
    const names = ['new', 'replaced', 'new', 'partial_fill', 'trade_correct', 'trade_bust', 'canceled'];
    await until(() => events.length === names.length);
    expect(events.map(({ event }) => event)).toEqual(names);
    expect(peer.book.positionOf('AAPL').quantity.isZero).toBe(true);
  });

  it('refuses wrong keys', async () => {
    const stream = clientOf(peer, { secret: 'wrong' }).trading.stream({
      url: `${peer.streamUrl}/stream`,
      reconnect: false,
    });
    streams.push(stream);
    const errors: string[] = [];
    stream.onError((error) => errors.push(error));
    const answered = stream.whenAuthenticated();
    stream.connect();
    await answered;
    expect(errors).toEqual(['auth failed']);
  });
});

describe('a fault of the stream', () => {
  it('drops, duplicates, delays and exchanges messages', async () => {
    const { events } = await openTrades();
    peer.faults.add(
      { at: 'trade_updates new', fault: { kind: 'drop' } },
      { at: 'trade_updates partial_fill', fault: { kind: 'duplicate', times: 3 } },
      { at: 'trade_updates partial_fill', fault: { kind: 'delay', milliseconds: 500 } },
      { at: 'trade_updates partial_fill', fault: { kind: 'reorder' } },
    );
    buy('10', { type: 'limit', limit_price: '99' });
    for (const size of ['1', '2', '3', '4']) peer.market.trade('AAPL', '99', size);
    await until(() => events.length === 5);
    expect(events.map(({ qty }) => qty)).toEqual(['1', '1', '1', '4', '3']);
    clock.advance(500);
    await until(() => events.length === 6);
    expect(events.at(-1)?.qty).toBe('2');
    expect(peer.faults.pending).toBe(0);
  });

  it.each(['garbage', 'truncated', 'null', 'null order'])('damages a message: %s', async (form) => {
    const { events, errors } = await openTrades();
    peer.faults.add({ at: 'trade_updates new', fault: { kind: 'malformed', form } });
    buy('1');
    await until(() => events.length === 1);
    expect(errors).toHaveLength(1);
    expect(events[0]?.event).toBe('fill');
  });

  it('loses what happens while the connection is down, because the stream repeats nothing', async () => {
    const { stream, events } = await openTrades();
    const closed = new Promise((resolve) => stream.onDisconnect(() => resolve(undefined)));
    peer.faults.add({ at: 'trade_updates new', fault: { kind: 'die-after' } });
    buy('1');
    await closed;
    expect(events.map(({ event }) => event)).toEqual(['new']);
    expect(peer.book.executions).toHaveLength(1);
    const again = await openTrades();
    buy('1');
    await until(() => again.events.length === 2);
    expect(again.events.map(({ positionQty }) => positionQty)).toEqual([undefined, '2']);
  });

  it('leaves the connection half open: nothing passes and nothing closes', async () => {
    const socket = new WebSocket(`${peer.streamUrl}/stream`);
    const heard: string[] = [];
    socket.on('message', (data: Buffer) => heard.push(data.toString('utf8')));
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(JSON.stringify({ action: 'authenticate', data: { key_id: KEYS.keyId, secret_key: KEYS.secret } }));
    socket.send(JSON.stringify({ action: 'listen', data: { streams: ['trade_updates'] } }));
    await until(() => heard.length === 2);
    peer.faults.add({ at: 'trade_updates new', fault: { kind: 'half-open' } });
    buy('1');
    let hasPong = false;
    socket.once('pong', () => (hasPong = true));
    socket.ping();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([heard.length, hasPong, socket.readyState]).toEqual([2, false, WebSocket.OPEN]);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.terminate();
    await closed;
  });

  it('needs a point that exists', () => {
    expect(() => peer.faults.add({ at: 'trade_updates filled', fault: { kind: 'drop' } })).toThrow(RangeError);
  });
});

describe('the streams of market data', () => {
  /** Opens a stream of stocks with the real client. */
  async function openStocks(): Promise<streaming.StockDataStream> {
    const stream = alpaca.marketData.stockStream({ url: `${peer.streamUrl}/v2/iex`, reconnect: false });
    streams.push(stream);
    const isReady = stream.whenAuthenticated();
    stream.connect();
    await isReady;
    return stream;
  }

  const subscribed = (stream: streaming.StockDataStream): Promise<unknown> =>
    new Promise((resolve) => stream.on('subscription', resolve));

  it('carry trades, quotes, bars and halts of the symbols asked for', async () => {
    const stream = await openStocks();
    const heard: unknown[] = [];
    stream.onTrade(({ symbol, price, size }) => heard.push(['trade', symbol, price, size]));
    stream.onQuote(({ symbol, bidPrice, askPrice }) => heard.push(['quote', symbol, bidPrice, askPrice]));
    stream.onBar(({ symbol, close, timestamp }) => heard.push(['bar', symbol, close, timestamp.toISOString()]));
    stream.onStatus(({ symbol, statusCode }) => heard.push(['status', symbol, statusCode]));
    for (const subscribe of ['Trades', 'Quotes', 'Bars', 'Statuses'] as const) {
      const done = subscribed(stream);
      stream[`subscribeFor${subscribe}`](['AAPL']);
      await done;
    }
    peer.market.move('AAPL', '101', '7');
    peer.market.move('MSFT', '1');
    clock.advance(60_000);
    peer.market.setHalted('AAPL', true);
    await until(() => heard.length === 4);
    expect(heard).toEqual([
      ['quote', 'AAPL', 100.99, 101.01],
      ['trade', 'AAPL', 101, 7],
      ['bar', 'AAPL', 101, '2026-03-10T14:00:00.000Z'],
      ['status', 'AAPL', 'H'],
    ]);
  });

  it('end wrong keys with 402, a second connection with 406, and too many symbols with 405', async () => {
    const stream = await openStocks();
    const errors: string[] = [];
    stream.onError((error) => errors.push(error));
    peer.maxSymbols = 1;
    stream.subscribeForTrades(['AAPL', 'MSFT']);
    await until(() => errors.length === 1);
    const second = alpaca.marketData.stockStream({ url: `${peer.streamUrl}/v2/iex`, reconnect: false });
    streams.push(second);
    second.onError((error) => errors.push(error));
    second.connect();
    await until(() => errors.length === 2);
    stream.disconnect();
    await until(() => peer.resources.sockets <= 1);
    const wrong = clientOf(peer, { keyId: 'wrong' }).marketData.stockStream({
      url: `${peer.streamUrl}/v2/iex`,
      reconnect: false,
    });
    streams.push(wrong);
    wrong.onError((error) => errors.push(error));
    wrong.connect();
    await until(() => errors.length === 3);
    expect(errors).toEqual(
      [/symbol limit/, /connection limit/, /auth/].map((text) => expect.stringMatching(text) as unknown),
    );
  });

  it('carry crypto, around the clock', async () => {
    clock.advanceTo('2026-03-14T03:00:00Z');
    const stream = alpaca.marketData.cryptoStream({
      url: `${peer.streamUrl}/v1beta3/crypto/us`,
      reconnect: false,
    });
    streams.push(stream);
    const prices: number[] = [];
    stream.onTrade(({ price }) => prices.push(price));
    const isReady = stream.whenAuthenticated();
    stream.connect();
    await isReady;
    const done = new Promise((resolve) => stream.on('subscription', resolve));
    stream.subscribeForTrades(['BTC/USD']);
    await done;
    peer.market.move('BTC/USD', '51000.5');
    await until(() => prices.length === 1);
    expect(prices).toEqual([51_000.5]);
    peer.desk.submit({ symbol: 'BTC/USD', side: 'buy', type: 'market', qty: '0.5', time_in_force: 'gtc' }).after();
    expect(peer.book.positionOf('BTC/USD').quantity.toString()).toBe('0.5');
  });
});

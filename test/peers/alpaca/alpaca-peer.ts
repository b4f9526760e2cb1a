import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Decimal } from '../../../engine/model/decimal.ts';
import { type WebSocket, WebSocketServer } from 'ws';
import { Book } from '../book.ts';
import { type PeerClock, TimerGroup } from '../clock.ts';
import { Exchange } from '../exchange.ts';
import { FaultScript } from '../faults.ts';
import { isLoopback } from '../loopback.ts';
import { PeerMarket } from '../market.ts';
import { MinuteBars } from '../minute-bars.ts';
import { Sessions } from '../sessions.ts';
import { AlpacaAccount } from './account.ts';
import type { OtherActivity } from './activities.ts';
import type { PeerAsset } from './assets.ts';
import { AlpacaContract } from './contract.ts';
import { barJson } from './history.ts';
import { OrderDesk, reservedOf } from './order-desk.ts';
import { orderJson } from './order-json.ts';
import { type Route, routesOf } from './rest.ts';
import { type RequestLogEntry, RestServer } from './rest-server.ts';
import { haltFrame, quoteFrame, tradeFrame } from './stream-frames.ts';
import { STREAM_SCHEMAS } from './stream-schemas.ts';
import {
  type ApiKeys,
  DATA_KINDS,
  MarketStreamConnection,
  type StreamParts,
  TradeStreamConnection,
} from './streams.ts';

export interface AlpacaPeerOptions {
  readonly clock: PeerClock;
  readonly keys: ApiKeys;
  readonly assets: readonly PeerAsset[];
  /** Dollars at the start; 100,000 when absent. */
  readonly cash?: string;
  readonly accountNumber?: string;
  readonly sessions?: Sessions;
  /** Whether the account pays for the consolidated feed; no when absent. */
  readonly hasSip?: boolean;
  /** Requests in a minute of the clock; without limit when absent. */
  readonly requestsPerMinute?: number;
}

const STREAM_POINTS = ['authorization', 'listening'].map((name) => `trade ${name}`);
const UPDATE_POINTS =
  STREAM_SCHEMAS['trade_updates'] === undefined ? [] : updateEvents().map((name) => `trade_updates ${name}`);
const DATA_POINTS = ['connected', 'authenticated', 'subscription', 'error', ...DATA_KINDS].map(
  (name) => `data ${name}`,
);
/** Connections that are accepted, and the items of bulk requests. */
const OTHER_POINTS = ['connect trade', 'connect data', 'cancel of many'];

function updateEvents(): readonly string[] {
  const { properties } = STREAM_SCHEMAS['trade_updates'] as {
    properties: { data: { properties: { event: { enum: string[] } } } };
  };
  return properties.data.properties.event.enum;
}

/**
 * Alpaca on one port of the loopback interface: the REST interface of trading and of market data, the stream of order
 * updates at `/stream`, and the streams of market data at `/v2/iex`, `/v2/sip`, `/v2/test` and `/v1beta3/crypto/us`.
 */
export class AlpacaPeer {
  readonly market: PeerMarket;
  readonly book: Book;
  readonly exchange: Exchange;
  readonly account: AlpacaAccount;
  readonly desk: OrderDesk;
  readonly contract = new AlpacaContract();
  /** The points are the routes such as `POST /v2/orders`, and the messages such as `trade_updates fill` or `data b`. */
  readonly faults: FaultScript;
  /** Whether updates are binary frames as of a paper account; text as of a real one when false. */
  isPaper = true;
  /** How many symbols the streams of market data allow. */
  maxSymbols = 30;
  /** For so long a new order cannot be found by its own id, in milliseconds of the clock. */
  visibilityDelayMs = 0;
  private readonly others: OtherActivity[] = [];
  private readonly timers: TimerGroup;
  private readonly rest: RestServer;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private readonly webSockets = new WebSocketServer({ noServer: true });
  private readonly tradeStreams = new Set<TradeStreamConnection>();
  private readonly dataStreams = new Set<MarketStreamConnection>();
  private readonly streamParts: StreamParts;

  private constructor(options: AlpacaPeerOptions) {
    const { clock, keys, cash = '100000', sessions = new Sessions() } = options;
    const assets = new Map(options.assets.map((asset) => [asset.symbol, asset]));
    this.timers = new TimerGroup(clock);
    this.market = new PeerMarket(clock);
    this.book = new Book(Decimal.parse(cash));
    this.exchange = new Exchange({
      clock,
      sessions,
      market: this.market,
      book: this.book,
      feeOf: () => Decimal.zero,
      onEvent: (event) => this.desk.onExchange(event),
      isAlwaysOpen: (symbol) => assets.get(symbol)?.class === 'crypto',
    });
    this.account = new AlpacaAccount({
      book: this.book,
      market: this.market,
      assets,
      accountNumber: options.accountNumber ?? 'PA0000000001',
      reserved: (symbol, side) => reservedOf(this.desk, symbol, side),
      reservedCash: () => this.reservedCash(),
    });
    this.desk = new OrderDesk({
      exchange: this.exchange,
      market: this.market,
      account: this.account,
      timers: this.timers,
      assets,
      publish: (event, order, extra = {}) => this.publishUpdate(event, { order: orderJson(order), ...extra }),
    });
    const routes = this.routes(assets, sessions, options.hasSip ?? false);
    const points = new Set([
      ...routes.map(({ name }) => name),
      ...STREAM_POINTS,
      ...UPDATE_POINTS,
      ...DATA_POINTS,
      ...OTHER_POINTS,
    ]);
    this.faults = new FaultScript((name) => points.has(name));
    this.streamParts = {
      faults: this.faults,
      timers: this.timers,
      keys,
      check: (name, message) =>
        this.contract.checkMessage(name, STREAM_SCHEMAS[name] ?? { const: 'no schema' }, message),
    };
    this.rest = new RestServer({
      routes,
      keys,
      clock,
      faults: this.faults,
      timers: this.timers,
      contract: this.contract,
      requestsPerMinute: options.requestsPerMinute,
    });
    this.server = createServer((request, response) => this.rest.answer(request, response));
    this.publishMarket(assets);
  }

  /** Starts a peer on a free port. */
  static async start(options: AlpacaPeerOptions): Promise<AlpacaPeer> {
    const peer = new AlpacaPeer(options);
    peer.accept();
    await new Promise<void>((resolve) => peer.server.listen(0, '127.0.0.1', resolve));
    return peer;
  }

  /** `http://127.0.0.1:<port>`. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** `ws://127.0.0.1:<port>`. */
  get streamUrl(): string {
    return this.url.replace('http', 'ws');
  }

  /** Every request with its answer, in order; keys are not in it. */
  get requests(): readonly RequestLogEntry[] {
    return this.rest.log;
  }

  /** Sockets and timers that are open. */
  get resources(): { readonly sockets: number; readonly timers: number } {
    return { sockets: this.sockets.size, timers: this.timers.size };
  }

  /** Sends a frame to the subscribers of its symbol, such as a correction or a limit band. */
  publishData(frame: { readonly T: string; readonly S: string; readonly [field: string]: unknown }): void {
    for (const stream of this.dataStreams) stream.publish(frame);
  }

  /** Moves money without an order, such as a deposit or a dividend. */
  credit(type: OtherActivity['type'], amount: string, symbol?: string): void {
    this.book.deposit(amount);
    this.others.push({ type, amount, symbol, utc: this.market.clock.utc });
  }

  /** Cuts every connection, as a network does that fails. The account lives on. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** Ends the peer with all of its connections and timers. */
  async close(): Promise<void> {
    this.market.stop();
    this.exchange.close();
    this.timers.cancelAll();
    const closed = [...this.sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    this.cut();
    this.webSockets.close();
    await Promise.all([...closed, new Promise((resolve) => this.server.close(resolve))]);
  }

  private routes(assets: ReadonlyMap<string, PeerAsset>, sessions: Sessions, hasSip: boolean): readonly Route[] {
    return routesOf({
      desk: this.desk,
      account: this.account,
      market: this.market,
      sessions,
      assets,
      others: this.others,
      rights: { hasSip },
      isVisible: (clientOrderId) => {
        const order = this.book.orderByClientId(clientOrderId);
        return order === undefined || this.exchange.utc >= order.createdUtc + this.visibilityDelayMs;
      },
      bulkStatus: () => {
        const fault = this.faults.take('cancel of many');
        return fault?.kind === 'answer' ? fault.status : 200;
      },
    });
  }

  private accept(): void {
    this.server.on('connection', (socket) => {
      if (!isLoopback(socket.remoteAddress ?? '')) socket.destroy();
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
      // the client may be gone before its answer
      socket.on('error', () => socket.destroy());
    });
    this.server.on('upgrade', (request, socket, head) => {
      const path = new URL(request.url ?? '/', this.url).pathname;
      const isTrade = path === '/stream';
      const fault = this.faults.take(isTrade ? 'connect trade' : 'connect data');
      if (fault?.kind === 'half-open' || fault?.kind === 'drop') return;
      const isStream = isTrade || /^\/(?:v2\/(?:iex|sip|delayed_sip|test)|v1beta3\/crypto\/us)$/.test(path);
      if (fault !== undefined || !isStream) {
        socket.destroy();
        return;
      }
      const isMsgpack = request.headers['content-type'] === 'application/msgpack';
      this.webSockets.handleUpgrade(request, socket, head, (client) =>
        isTrade ? this.acceptTrade(client) : this.acceptData(client, isMsgpack),
      );
    });
  }

  private acceptTrade(client: WebSocket): void {
    const stream = new TradeStreamConnection(client, () => this.isPaper, this.streamParts);
    this.tradeStreams.add(stream);
    client.on('close', () => this.tradeStreams.delete(stream));
    client.on('error', () => client.terminate());
  }

  private acceptData(client: WebSocket, isMsgpack: boolean): void {
    const stream = new MarketStreamConnection(client, isMsgpack, this.streamParts, () => this.maxSymbols);
    client.on('error', () => client.terminate());
    if (this.dataStreams.size > 0) {
      stream.refuse();
      return;
    }
    this.dataStreams.add(stream);
    client.on('close', () => this.dataStreams.delete(stream));
  }

  private publishUpdate(event: string, data: Readonly<Record<string, unknown>>): void {
    const timestamp = new Date(this.exchange.utc).toISOString();
    for (const stream of this.tradeStreams) stream.publish(event, { event, timestamp, ...data });
  }

  private publishMarket(assets: ReadonlyMap<string, PeerAsset>): void {
    const isCrypto = (symbol: string): boolean => assets.get(symbol)?.class === 'crypto';
    this.market.listen({
      onTrade: (trade) => this.publishData(tradeFrame(trade, isCrypto(trade.symbol))),
      onQuote: (quote) => this.publishData(quoteFrame(quote, isCrypto(quote.symbol))),
      onHalt: (symbol, isHalted) => this.publishData(haltFrame(symbol, isHalted, this.exchange.utc)),
    });
    const bars = new MinuteBars(this.market, this.timers, (bar) =>
      this.publishData({ T: 'b', S: bar.symbol, ...barJson(bar) }),
    );
    bars.start();
  }

  /** What open buy orders may cost. */
  private reservedCash(): Decimal {
    return this.desk.open.reduce((sum, { book, isLeg }) => {
      const { side, limitPrice, quantity } = book.request;
      const price = limitPrice ?? book.stopPrice ?? this.market.quoteOf(book.request.symbol)?.ask ?? Decimal.zero;
      return side === 'buy' && !isLeg ? sum.add(price.mul(quantity.sub(book.filled))) : sum;
    }, Decimal.zero);
  }
}

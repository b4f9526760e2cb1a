import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Decimal } from '../../../engine/model/decimal.ts';
import { Book } from '../book.ts';
import { type PeerClock, TimerGroup } from '../clock.ts';
import { Exchange } from '../exchange.ts';
import { FaultScript } from '../faults.ts';
import { isLoopback } from '../loopback.ts';
import { PeerMarket } from '../market.ts';
import { MinuteBars } from '../minute-bars.ts';
import { newYorkInstant, newYorkTime, Sessions } from '../sessions.ts';
import { ClientSession } from './client-session.ts';
import type { TwsContract } from './contracts.ts';
import { HANDLERS } from './handlers.ts';
import { HistoryPacing } from './history.ts';
import { error, message, OUT, type OutMessage, portfolioValue, position } from './messages.ts';
import { TwsOrderDesk } from './order-desk.ts';
import { REQUEST_NAMES } from './requests.ts';

export interface TwsPeerOptions {
  readonly clock: PeerClock;
  readonly contracts: readonly TwsContract[];
  /** Dollars at the start; 100,000 when absent. */
  readonly cash?: string;
  /** DU… is a paper account, U… a real one; the first is the one that trades. */
  readonly accounts?: readonly string[];
  readonly sessions?: Sessions;
}

/** A request that arrived, as it was. */
export interface RequestLogEntry {
  readonly clientId: number | undefined;
  readonly name: string;
  readonly fields: readonly string[];
  readonly utc: number;
}

const POINTS = new Set([
  'hello',
  ...REQUEST_NAMES.map((name) => `in ${name}`),
  ...Object.keys(OUT).map((name) => `out ${name}`),
]);
const DAY_MS = 86_400_000;
/** Half a cent for a share, a dollar at least. */
const FEE_PER_SHARE = Decimal.parse('0.005');

const money = (value: Decimal): string => value.round(2).toFixed(2);

/** TWS or IB Gateway on a port of the loopback interface: the text protocol, at server version 176. */
export class TwsPeer {
  readonly market: PeerMarket;
  readonly book: Book;
  readonly exchange: Exchange;
  readonly desk: TwsOrderDesk;
  readonly contracts: readonly TwsContract[];
  readonly accounts: readonly string[];
  /** The points are `hello`, `in <request>` and `out <message>`, by the names of the client's methods and of {@link OUT}. */
  readonly faults = new FaultScript((name) => POINTS.has(name));
  readonly log: RequestLogEntry[] = [];
  /** What clients sent that is no protocol of TWS. */
  readonly complaints: string[] = [];
  readonly pacing = new HistoryPacing();
  serverVersion = 176;
  connectionTime = '20260310 14:00:00 Greenwich Mean Time';
  marketDataLines = 100;
  hasMarketData = true;
  /** How far the clock of IB's servers is ahead. */
  clockSkewMs = 0;
  /** Ids below are taken for used up. */
  lowestOrderId = 1;
  private readonly nextIds = new Map<number, number>();
  private readonly sessions = new Set<ClientSession>();
  private readonly sockets = new Set<Socket>();
  private readonly timers: TimerGroup;
  private server: Server | undefined;
  private portInUse = 0;

  private constructor(options: TwsPeerOptions) {
    const { clock, contracts, cash = '100000', accounts = ['DU1234567'], sessions = new Sessions() } = options;
    this.contracts = contracts;
    this.accounts = accounts;
    this.timers = new TimerGroup(clock);
    this.market = new PeerMarket(clock);
    this.book = new Book(Decimal.parse(cash));
    this.exchange = new Exchange({
      clock,
      sessions,
      market: this.market,
      book: this.book,
      feeOf: (_, quantity) => Decimal.max(Decimal.one, quantity.mul(FEE_PER_SHARE)),
      onEvent: (event) => this.desk.onExchange(event),
    });
    this.desk = new TwsOrderDesk({
      exchange: this.exchange,
      market: this.market,
      timers: this.timers,
      contracts,
      account: this.account,
      sendTo: (clientId, sent) => this.sessionOf(clientId)?.send(sent),
      buyingPower: () => this.equity.mul(Decimal.of(4)),
      onExecution: () => this.reportAccount(),
    });
    this.market.listen({
      onQuote: (quote) => this.each((session) => session.feeds.onQuote(quote)),
      onTrade: (trade) => this.each((session) => session.feeds.onTrade(trade)),
      onHalt: (symbol, isHalted) => this.each((session) => session.feeds.onHalt(symbol, isHalted)),
    });
    const bars = new MinuteBars(this.market, this.timers, () => {});
    bars.start();
  }

  /** Starts a simulator on a free port. */
  static async start(options: TwsPeerOptions): Promise<TwsPeer> {
    const peer = new TwsPeer(options);
    await peer.listen();
    return peer;
  }

  /** The port on 127.0.0.1, which is the same after a restart. */
  get port(): number {
    return this.portInUse;
  }

  get account(): string {
    return this.accounts[0] ?? '';
  }

  get resources(): { readonly sockets: number; readonly timers: number } {
    return { sockets: this.sockets.size, timers: this.timers.size };
  }

  get equity(): Decimal {
    return this.book.positions.reduce(
      (sum, { symbol, quantity, averagePrice }) => sum.add(quantity.mul(this.priceOf(symbol) ?? averagePrice)),
      this.book.cash,
    );
  }

  isConnected(clientId: number): boolean {
    return this.sessionOf(clientId) !== undefined;
  }

  /** The next id of a client, which outlives its connections. */
  nextOrderId(clientId: number): number {
    return Math.max(this.lowestOrderId, this.nextIds.get(clientId) ?? 1);
  }

  noteOrderId(clientId: number, orderId: number): void {
    this.nextIds.set(clientId, Math.max(this.nextOrderId(clientId), orderId + 1));
  }

  /** Starts the sequences of ids again, as the setting of TWS does. */
  resetOrderIds(): void {
    this.nextIds.clear();
  }

  execute(session: ClientSession, name: string, fields: readonly string[]): void {
    const handler = HANDLERS[name];
    if (handler !== undefined) handler(this, session, fields);
    else session.send(error(-1, 321, `Error validating request: ${fields[0] ?? ''} is unknown to this simulator.`));
  }

  /** The connection to IB's servers is lost: 1100. Data and reports stop, orders wait. */
  loseConnectivity(): void {
    this.broadcast(error(-1, 1100, 'Connectivity between IB and Trader Workstation has been lost.'));
    this.desk.isOffline = true;
  }

  /** It is back: 1102 when the subscriptions live on, 1101 when they are gone. */
  restoreConnectivity(keepsData: boolean): void {
    const text = `Connectivity between IB and Trader Workstation has been restored - data ${keepsData ? 'maintained' : 'lost'}.`;
    if (!keepsData) this.each((session) => session.feeds.clear());
    this.desk.isOffline = false;
    this.broadcast(error(-1, keepsData ? 1102 : 1101, text));
    this.desk.goOnline();
  }

  /** Sends a notice without an id, such as 2103 for a data farm that is down. */
  notify(code: number, text: string): void {
    this.broadcast(error(-1, code, text));
  }

  /** Cuts every connection; new ones are accepted at once. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** Leaves every connection open and says nothing more on it. */
  halfOpen(): void {
    this.each((session) => session.halfOpen());
  }

  /** Goes down: connections end and new ones are refused, while the account and the market live on. */
  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    const closed = [...this.sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    this.cut();
    await Promise.all([
      ...closed,
      new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve))),
    ]);
  }

  /** Comes up again on the same port, with the same book. */
  async listen(): Promise<void> {
    const server = createServer((socket) => this.accept(socket));
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.portInUse, '127.0.0.1', resolve);
    });
    this.portInUse = (server.address() as AddressInfo).port;
  }

  /** Restarts each night at a time of New York such as `23:45`. @param onChange called after each step */
  restartNightly(time: string, downMs: number, onChange: (isUp: boolean) => void = () => {}): void {
    const { utc } = this.market.clock;
    const today = newYorkInstant(newYorkTime(utc).date, time);
    const next = today > utc ? today : newYorkInstant(newYorkTime(utc + DAY_MS).date, time);
    this.timers.set(next - utc, () => {
      void this.stop().then(() => onChange(false));
      this.timers.set(downMs, () => {
        void this.listen().then(() => onChange(true));
        this.restartNightly(time, downMs, onChange);
      });
    });
  }

  /** Ends the simulator with all of its connections and timers. */
  async close(): Promise<void> {
    this.market.stop();
    this.exchange.close();
    this.timers.cancelAll();
    await this.stop();
    this.timers.cancelAll();
  }

  /** The values of the account by their names in TWS. */
  accountValues(): Readonly<Record<string, string>> {
    const { equity } = this;
    const gross = this.book.positions.reduce(
      (sum, { symbol, quantity, averagePrice }) => sum.add(quantity.mul(this.priceOf(symbol) ?? averagePrice).abs()),
      Decimal.zero,
    );
    return {
      AccountType: 'INDIVIDUAL',
      NetLiquidation: money(equity),
      TotalCashValue: money(this.book.cash),
      TotalCashBalance: money(this.book.cash),
      CashBalance: money(this.book.cash),
      AvailableFunds: money(equity),
      BuyingPower: money(equity.mul(Decimal.of(4))),
      GrossPositionValue: money(gross),
    };
  }

  sendAccount(session: ClientSession): void {
    for (const [key, value] of Object.entries(this.accountValues()))
      session.send(message('accountValue', 2, key, value, key === 'AccountType' ? '' : 'USD', this.account));
    for (const held of this.book.positions) {
      const contract = this.contracts.find(({ symbol }) => symbol === held.symbol);
      if (contract !== undefined)
        session.send(portfolioValue(this.account, contract, held, this.priceOf(held.symbol) ?? held.averagePrice));
    }
    session.send(message('accountUpdateTime', 1, newYorkTime(this.market.clock.utc).time.slice(0, 5)));
  }

  sendPositions(session: ClientSession): void {
    for (const contract of this.contracts) {
      const held = this.book.positionOf(contract.symbol);
      const hasTraded = this.book.executions.some(({ symbol }) => symbol === contract.symbol);
      // a position that was closed today is reported as zero
      if (!held.quantity.isZero || hasTraded) session.send(position(this.account, contract, held));
    }
  }

  private accept(socket: Socket): void {
    if (!isLoopback(socket.remoteAddress ?? '')) socket.destroy();
    const session = new ClientSession(this, socket, this.timers);
    this.sessions.add(session);
    this.sockets.add(socket);
    socket.once('close', () => {
      this.sessions.delete(session);
      this.sockets.delete(socket);
    });
  }

  private sessionOf(clientId: number): ClientSession | undefined {
    return [...this.sessions].find((session) => session.clientId === clientId && !session.socket.destroyed);
  }

  private each(work: (session: ClientSession) => void): void {
    for (const session of this.sessions) if (session.clientId !== undefined) work(session);
  }

  private broadcast(sent: OutMessage): void {
    this.each((session) => session.send(sent));
  }

  private reportAccount(): void {
    this.each((session) => {
      if (session.watchesPositions) this.sendPositions(session);
      if (session.watchesAccount) this.sendAccount(session);
    });
  }

  private priceOf(symbol: string): Decimal | undefined {
    return this.market.lastTradeOf(symbol)?.price;
  }
}

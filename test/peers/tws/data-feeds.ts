import { Decimal } from '../../../engine/model/decimal.ts';
import type { PeerTimer, TimerGroup } from '../clock.ts';
import type { MarketQuote, MarketTrade, PeerMarket } from '../market.ts';
import type { TwsContract } from './contracts.ts';
import { type HistoryRequest, historicalUpdate } from './history.ts';
import { message, type OutMessage } from './messages.ts';

const FIVE_SECONDS = 5000;
const text = (value: Decimal): string => value.normalize().toString();

/** What TWS calls the numbers of its ticks. */
const TICK = { bidSize: 0, bid: 1, ask: 2, askSize: 3, last: 4, lastSize: 5, halted: 49 } as const;

type TickByTickKind = 'Last' | 'AllLast' | 'BidAsk' | 'MidPoint';

/** The subscriptions of one client to market data. */
export class DataFeeds {
  private readonly market: PeerMarket;
  private readonly timers: TimerGroup;
  private readonly send: (message: OutMessage) => void;
  private readonly quotes = new Map<number, TwsContract>();
  private readonly ticks = new Map<number, { readonly contract: TwsContract; readonly kind: TickByTickKind }>();
  private readonly bars = new Map<number, PeerTimer>();
  private readonly histories = new Map<number, HistoryRequest>();

  constructor(market: PeerMarket, timers: TimerGroup, send: (message: OutMessage) => void) {
    this.market = market;
    this.timers = timers;
    this.send = send;
  }

  /** Lines of market data in use. */
  get lines(): number {
    return this.quotes.size + this.ticks.size;
  }

  has(reqId: number): boolean {
    return this.quotes.has(reqId) || this.ticks.has(reqId) || this.bars.has(reqId) || this.histories.has(reqId);
  }

  clear(): void {
    for (const timer of this.bars.values()) timer.cancel();
    for (const map of [this.quotes, this.ticks, this.bars, this.histories]) map.clear();
  }

  /** @returns whether there was such a subscription */
  remove(reqId: number): boolean {
    this.bars.get(reqId)?.cancel();
    return [this.quotes, this.ticks, this.bars, this.histories].map((map) => map.delete(reqId)).includes(true);
  }

  addQuotes(reqId: number, contract: TwsContract, isSnapshot: boolean, dataType: number): void {
    this.send(message('marketDataType', 1, reqId, dataType));
    this.send(message('tickReqParams', reqId, contract.minTick, '9c0001', 3));
    const quote = this.market.quoteOf(contract.symbol);
    const trade = this.market.lastTradeOf(contract.symbol);
    if (quote !== undefined) this.sendQuote(reqId, quote);
    if (trade !== undefined) this.sendTrade(reqId, trade);
    if (isSnapshot) this.send(message('tickSnapshotEnd', 1, reqId));
    else this.quotes.set(reqId, contract);
  }

  addTicks(reqId: number, contract: TwsContract, kind: string): void {
    this.ticks.set(reqId, { contract, kind: kind as TickByTickKind });
  }

  addHistory(request: HistoryRequest): void {
    this.histories.set(request.reqId, request);
  }

  /** Bars of five seconds, of the last price. */
  addBars(reqId: number, { symbol }: TwsContract): void {
    const start = this.market.clock.utc;
    const wait = FIVE_SECONDS - (start % FIVE_SECONDS);
    const next = (): void => {
      const price = this.market.lastTradeOf(symbol)?.price;
      const utc = this.market.clock.utc - FIVE_SECONDS;
      if (price !== undefined) {
        const four = [price, price, price, price].map(text);
        this.send(message('realTimeBar', 3, reqId, utc / 1000, ...four, 0, text(price), 0));
      }
      this.bars.set(reqId, this.timers.set(FIVE_SECONDS, next));
    };
    this.bars.set(reqId, this.timers.set(wait, next));
  }

  onQuote(quote: MarketQuote): void {
    for (const [reqId, { symbol }] of this.quotes) if (symbol === quote.symbol) this.sendQuote(reqId, quote);
    const time = Math.floor(quote.utc / 1000);
    for (const [reqId, { contract, kind }] of this.ticks) {
      if (contract.symbol !== quote.symbol) continue;
      const { bid, ask, bidSize, askSize } = quote;
      if (kind === 'BidAsk')
        this.send(message('tickByTick', reqId, 3, time, ...[bid, ask, bidSize, askSize].map(text), 0));
      if (kind === 'MidPoint') this.send(message('tickByTick', reqId, 4, time, text(bid.add(ask).div(Decimal.two))));
    }
  }

  onTrade(trade: MarketTrade): void {
    for (const [reqId, { symbol }] of this.quotes) if (symbol === trade.symbol) this.sendTrade(reqId, trade);
    const { symbol, price, size, utc } = trade;
    for (const [reqId, { contract, kind }] of this.ticks) {
      const number = kind === 'Last' ? 1 : kind === 'AllLast' ? 2 : 0;
      if (contract.symbol === symbol && number > 0)
        this.send(
          message('tickByTick', reqId, number, Math.floor(utc / 1000), text(price), text(size), 0, 'NASDAQ', ''),
        );
    }
    for (const request of this.histories.values()) {
      const start = Math.floor(utc / 60_000) * 60_000;
      const bar = { symbol, utc: start, open: price, high: price, low: price, close: price, volume: size, trades: 1 };
      if (request.symbol === symbol) this.send(historicalUpdate(request, bar));
    }
  }

  onHalt(symbol: string, isHalted: boolean): void {
    for (const [reqId, contract] of this.quotes)
      if (contract.symbol === symbol) this.send(message('tickGeneric', 6, reqId, TICK.halted, isHalted ? 1 : 0));
  }

  private sendQuote(reqId: number, { bid, ask, bidSize, askSize }: MarketQuote): void {
    this.sendTick(reqId, TICK.bid, TICK.bidSize, bid, bidSize);
    this.sendTick(reqId, TICK.ask, TICK.askSize, ask, askSize);
  }

  private sendTrade(reqId: number, { price, size }: MarketTrade): void {
    this.sendTick(reqId, TICK.last, TICK.lastSize, price, size);
  }

  private sendTick(reqId: number, type: number, sizeType: number, price: Decimal, size: Decimal): void {
    this.send(message('tickPrice', 6, reqId, type, text(price), text(size), 0));
    this.send(message('tickSize', 6, reqId, sizeType, text(size)));
  }
}

import type { ExchangeHours } from '../data/time/exchange-hours.ts';
import type { TimeZone } from '../data/time/time-zone.ts';
import type { Clock } from '../model/clock.ts';
import { SecuritySymbol } from '../model/security-symbol.ts';

/** The dates on which an event is due. */
export interface DateRule {
  readonly name: string;
  /** The dates in a range (both inclusive), ascending, as wall-clock midnights; iterated lazily. */
  dates(from: number, thru: number): Iterable<number>;
}

/** The times of given dates at which an event is due. */
export interface TimeRule {
  readonly name: string;
  /** The UTC instants on the given dates, date by date. */
  utcTimes(dates: Iterable<number>): Iterable<number>;
}

/** The part of a security that rules use: the hours of its market, and a name for messages. */
export interface ScheduledMarket {
  readonly exchangeHours: ExchangeHours;
  readonly symbol?: { readonly ticker: string };
}

/** An argument that identifies a market: a security, its symbol or its ticker. */
export type MarketLike = ScheduledMarket | SecuritySymbol | string;

/** The part of the engine that rules use. */
export interface ScheduleContext {
  readonly clock: Clock;
  /** The algorithm's zone; it may change until the run starts. */
  readonly timeZone: TimeZone;
  /**
   * The hours for `afterMarketOpen()` and related rules without a security: the hours of US stocks and of every other
   * subscribed market that closes (LEAN's BaseScheduleRules.GetMarketOpenCloseExchangeHours).
   */
  readonly marketHours: () => Iterable<ExchangeHours>;
  /** Finds a security by its symbol or ticker. @throws EngineError when the run does not know it */
  readonly marketOf?: (name: SecuritySymbol | string) => ScheduledMarket;
}

/** A rule's first argument, with a symbol or a ticker resolved to its security. */
export function resolved<T>(context: ScheduleContext, first: MarketLike | T): ScheduledMarket | T {
  const isName = typeof first === 'string' || first instanceof SecuritySymbol;
  return isName ? context.marketOf!(first) : first;
}

/** The prefix of a rule's name: the ticker, if there is a security. */
export function ruleName(market: ScheduledMarket | undefined, name: string): string {
  return market?.symbol === undefined ? name : `${market.symbol.ticker}: ${name}`;
}

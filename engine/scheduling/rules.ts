import type { ExchangeHours } from '../data/time/exchange-hours.ts';
import type { TimeZone } from '../data/time/time-zone.ts';
import type { Clock } from '../model/clock.ts';
import { SecuritySymbol } from '../model/security-symbol.ts';

/** Says on which dates an event is due. */
export interface DateRule {
  readonly name: string;
  /** The dates from one to another, both inclusive, ascending, as wall-clock midnights; asked for one at a time. */
  dates(from: number, thru: number): Iterable<number>;
}

/** Says at which times of given dates an event is due. */
export interface TimeRule {
  readonly name: string;
  /** The UTC instants on the given dates, date by date. */
  utcTimes(dates: Iterable<number>): Iterable<number>;
}

/** What rules need of a security: its market's hours, and a name for messages. */
export interface ScheduledMarket {
  readonly exchangeHours: ExchangeHours;
  readonly symbol?: { readonly ticker: string };
}

/** How a market may be named: by a security, its symbol or its ticker. */
export type MarketLike = ScheduledMarket | SecuritySymbol | string;

/** What rules need of the engine. */
export interface ScheduleContext {
  readonly clock: Clock;
  /** The algorithm's zone; it may change until the run starts. */
  readonly timeZone: TimeZone;
  /**
   * The hours that `afterMarketOpen()` and its kin mean when no security is named: those of US stocks, and of every other
   * subscribed market that closes (LEAN's BaseScheduleRules.GetMarketOpenCloseExchangeHours).
   */
  readonly marketHours: () => Iterable<ExchangeHours>;
  /** Finds a security by its symbol or ticker. @throws EngineError when the run does not know it */
  readonly marketOf?: (name: SecuritySymbol | string) => ScheduledMarket;
}

/** A rule's first argument, with the security in place of its name. */
export function resolved<T>(context: ScheduleContext, first: MarketLike | T): ScheduledMarket | T {
  const isName = typeof first === 'string' || first instanceof SecuritySymbol;
  return isName ? context.marketOf!(first) : first;
}

/** The ticker before a rule's name, when a security is named. */
export function ruleName(market: ScheduledMarket | undefined, name: string): string {
  return market?.symbol === undefined ? name : `${market.symbol.ticker}: ${name}`;
}

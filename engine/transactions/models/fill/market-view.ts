import type { SecurityView, SubscriptionView } from '../../../api/security-view.ts';
import { dateOf, HOUR } from '../../../data/time/calendar-math.ts';
import { TickType } from '../../../model/data-kinds.ts';
import { isHourOrLonger, Resolution, resolutionPeriod } from '../../../model/resolution.ts';
import { SecurityType } from '../../../model/security-type.ts';
import type { Tick } from '../../../model/bars.ts';
import { Field } from '../../../model/market-fields.ts';

/** The kinds of rows of a security's subscriptions, one bit each. */
export const Rows = { None: 0, Ticks: 1, QuoteBars: 2, TradeBars: 4 } as const;

/** The kinds of rows that a security is subscribed to; with `withInternal` including internal feeds. */
export function subscribedRows(security: SecurityView, withInternal: boolean): number {
  const { subscriptions } = security;
  let rows = 0;
  for (let i = 0; i < subscriptions.length; i++) {
    const config = subscriptions[i];
    if (!config.isInternal || withInternal) rows |= rowsOf(config);
  }
  return rows;
}

function rowsOf(config: SubscriptionView): number {
  if (config.resolution === Resolution.Tick) return Rows.Ticks;
  return config.tickType === TickType.Quote ? Rows.QuoteBars : Rows.TradeBars;
}

/** Whether the subscriptions include extended hours; internal subscriptions count only if there are no others. */
export function wantsExtendedHours(security: SecurityView, internalToo: boolean): boolean {
  const { subscriptions } = security;
  let hasOwn = false;
  let own = false;
  let internal = false;
  for (let i = 0; i < subscriptions.length; i++) {
    const config = subscriptions[i];
    if (config.isInternal) internal ||= config.extendedMarketHours;
    else {
      hasOwn = true;
      own ||= config.extendedMarketHours;
    }
  }
  return hasOwn || !internalToo ? own : internal;
}

/** True when the strategy receives only hourly or daily rows. */
export function isCoarse(security: SecurityView): boolean {
  const { subscriptions } = security;
  let hasOwn = false;
  for (let i = 0; i < subscriptions.length; i++) {
    const config = subscriptions[i];
    if (config.isInternal) continue;
    if (!isHourOrLonger(config.resolution)) return false;
    hasOwn = true;
  }
  return hasOwn;
}

/** Whether a market order should wait for new data instead of filling at a price that ended at `dataEndUtc`. */
export function shouldWaitForData(security: SecurityView, dataEndUtc: number, orderUtc: number): boolean {
  if (isCoarse(security)) return true;
  const { subscriptions } = security;
  let period = resolutionPeriod(Resolution.Daily);
  for (let i = 0; i < subscriptions.length; i++)
    period = Math.min(period, resolutionPeriod(subscriptions[i].resolution));
  return period > 0 && orderUtc - dataEndUtc > period;
}

/** Start of the newest row that set the price; equal to its end for ticks. */
function lastDataStart(security: SecurityView): number {
  const { cache } = security;
  const end = cache.get(Field.LastDataEnd);
  if (cache.get(Field.QuoteEnd) === end && security.symbol.securityType !== SecurityType.Equity)
    return cache.get(Field.QuoteTime);
  if (cache.get(Field.TradeEnd) === end) return cache.get(Field.TradeTime);
  return cache.get(Field.QuoteEnd) === end ? cache.get(Field.QuoteTime) : end;
}

/**
 * Whether orders may fill now: the market is open, or the newest bar reaches up to now (for bars of more than an hour:
 * ends today) and overlaps market hours. That is how orders fill on the bar that ends with the close.
 */
export function isOpenForFills(security: SecurityView, utc: number, extended: boolean): boolean {
  const { exchangeHours } = security;
  const local = exchangeHours.timeZone.toLocal(utc);
  if (exchangeHours.isOpen(local, extended)) return true;
  const end = security.cache.get(Field.LastDataEnd);
  if (end !== end) return false;
  const start = lastDataStart(security);
  const isCurrent = end - start > HOUR ? dateOf(local) === dateOf(end) : local <= end;
  return isCurrent && exchangeHours.isOpenDuring(start, end, extended);
}

/** The newest tick of trades and quotes; undefined when there is none. */
export function newestTick(security: SecurityView): Tick | undefined {
  const trade = newest(security.cache.tradeTicks);
  const quote = security.symbol.securityType === SecurityType.Equity ? undefined : newest(security.cache.quoteTicks);
  if (trade === undefined) return quote;
  return quote !== undefined && quote.endTime > trade.endTime ? quote : trade;
}

/** The newest quote tick with a price on the wanted side. */
export function newestQuote(security: SecurityView, isBuy: boolean): Tick | undefined {
  const ticks = security.cache.quoteTicks;
  for (let i = ticks.length - 1; i >= 0; i--) if ((isBuy ? ticks[i].askPrice : ticks[i].bidPrice) > 0) return ticks[i];
  return undefined;
}

export function newest(ticks: readonly Tick[]): Tick | undefined {
  return ticks.length > 0 ? ticks[ticks.length - 1] : undefined;
}

/** Prices of the newest data that an order of one side may fill on; times are wall-clock times of the exchange. */
export interface FillPrices {
  start: number;
  end: number;
  current: number;
  open: number;
  high: number;
  low: number;
  close: number;
}

/** A fresh, empty set of prices for a model to write into. */
export function noPrices(): FillPrices {
  return { start: NaN, end: NaN, current: NaN, open: NaN, high: NaN, low: NaN, close: NaN };
}

/** Writes one price as all of a bar. */
export function fillFromTick(tick: Tick, isBuy: boolean, into: FillPrices): boolean {
  const side = isBuy ? tick.askPrice : tick.bidPrice;
  const price = side > 0 ? side : tick.value;
  if (!(price > 0)) return false;
  into.start = tick.time;
  into.end = tick.endTime;
  into.current = into.open = into.high = into.low = into.close = price;
  return true;
}

/** Writes the side of the newest quote bar; false when the side has no quotes. */
export function fillFromQuoteBar(security: SecurityView, isBuy: boolean, into: FillPrices): boolean {
  const { cache } = security;
  const first = isBuy ? Field.AskOpen : Field.BidOpen;
  const close = cache.get(first + 3);
  if (!cache.hasQuoteBar || close !== close) return false;
  into.start = cache.get(Field.QuoteTime);
  into.end = cache.get(Field.QuoteEnd);
  into.current = into.close = close;
  into.open = orElse(cache.get(first), close);
  into.high = orElse(cache.get(first + 1), close);
  into.low = orElse(cache.get(first + 2), close);
  return true;
}

export function fillFromTradeBar(security: SecurityView, into: FillPrices): boolean {
  const { cache } = security;
  if (!cache.hasTradeBar) return false;
  const close = cache.get(Field.TradeClose);
  into.start = cache.get(Field.TradeTime);
  into.end = cache.get(Field.TradeEnd);
  into.current = into.close = close;
  into.open = orElse(cache.get(Field.TradeOpen), close);
  into.high = orElse(cache.get(Field.TradeHigh), close);
  into.low = orElse(cache.get(Field.TradeLow), close);
  return true;
}

/** Writes the security's own values: price, last bar and its times. */
export function fillFromSecurity(security: SecurityView, into: FillPrices): boolean {
  const { cache } = security;
  const price = cache.price;
  if (price !== price) return false;
  into.start = lastDataStart(security);
  into.end = cache.get(Field.LastDataEnd);
  into.current = price;
  into.open = orElse(cache.get(Field.Open), price);
  into.high = orElse(cache.get(Field.High), price);
  into.low = orElse(cache.get(Field.Low), price);
  into.close = orElse(cache.get(Field.Close), price);
  return true;
}

function orElse(price: number, fallback: number): number {
  return price === 0 || Number.isNaN(price) ? fallback : price;
}

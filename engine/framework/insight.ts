import { DAY, END_OF_TIME, HOUR, MINUTE, SECOND } from '../data/time/calendar-math.ts';
import { endTimeForTradeBars } from '../data/time/bar-times.ts';
import type { ExchangeHours } from '../data/time/exchange-hours.ts';
import { EngineError } from '../model/engine-error.ts';
import { Resolution, resolutionPeriod } from '../model/resolution.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { Security } from '../securities/security.ts';
import { FRAMEWORK_ERRORS } from './errors.ts';

/** The direction in which a price is expected to move (LEAN's InsightDirection). */
export const InsightDirection = { Up: 'up', Down: 'down', Flat: 'flat' } as const;
export type InsightDirection = (typeof InsightDirection)[keyof typeof InsightDirection];

const SIGNS = { up: 1, down: -1, flat: 0 } as const;

/** 1 for up, -1 for down, 0 for flat. */
export function signOf(direction: InsightDirection): 1 | -1 | 0 {
  return SIGNS[direction];
}

/**
 * How long an insight is active: milliseconds of trading (a day means a trading day), a number of bars, a wall-clock
 * time of the exchange, a function from the wall-clock time now to that of the end, or `'always'`.
 */
export type InsightPeriod =
  | number
  | { readonly bars: number; readonly resolution: Resolution }
  | { readonly closeTime: number }
  | ((localTime: number) => number)
  | 'always';

/** Optional properties of an insight. */
export interface InsightOptions {
  /** Expected relative move, 0.025 for 2.5 %. */
  readonly magnitude?: number;
  /** From 0 to 1. */
  readonly confidence?: number;
  /** Target share of the portfolio. */
  readonly weight?: number;
  /** Name of the alpha model; set automatically when omitted. */
  readonly sourceModel?: string;
  readonly tag?: string;
}

/** A prediction about one security, with the time until which it is active (LEAN's Insight of the type Price). */
export class Insight {
  readonly symbol: SecuritySymbol;
  readonly direction: InsightDirection;
  readonly magnitude: number | undefined;
  readonly confidence: number | undefined;
  readonly weight: number | undefined;
  readonly tag: string;
  sourceModel: string;
  private readonly span: InsightPeriod;
  private generated = NaN;
  private closes = NaN;
  private reference = NaN;

  private constructor(
    symbol: SecuritySymbol,
    period: InsightPeriod,
    direction: InsightDirection,
    options: InsightOptions,
  ) {
    this.symbol = symbol;
    this.span = period;
    this.direction = direction;
    this.magnitude = options.magnitude;
    this.confidence = options.confidence;
    this.weight = options.weight;
    this.sourceModel = options.sourceModel ?? '';
    this.tag = options.tag ?? '';
  }

  /** A prediction of the price. @throws EngineError FRAMEWORK_BAD_INSIGHT when the period or direction is invalid */
  static price(
    security: Security | SecuritySymbol,
    period: InsightPeriod,
    direction: InsightDirection,
    options: InsightOptions = {},
  ): Insight {
    const symbol = 'symbol' in security ? security.symbol : security;
    requirePeriod(symbol, period);
    if (!Object.hasOwn(SIGNS, direction))
      throw badInsight(symbol, `the direction ${JSON.stringify(direction)}. Give 'up', 'down' or 'flat'`);
    return new Insight(symbol, period, direction, options);
  }

  /** UTC instant of emission; NaN before it is emitted. */
  get generatedTimeUtc(): number {
    return this.generated;
  }

  /** UTC instant until which it is active; NaN before it is emitted. */
  get closeTimeUtc(): number {
    return this.closes;
  }

  /** Milliseconds from the emission to the end. */
  get period(): number {
    return this.closes - this.generated;
  }

  /** Price of the security when the insight was emitted. */
  get referenceValue(): number {
    return this.reference;
  }

  isExpired(utc: number): boolean {
    return this.closes < utc;
  }

  isActive(utc: number): boolean {
    return !this.isExpired(utc);
  }

  /** Ends an active insight now. */
  expire(utc: number): void {
    if (this.isActive(utc)) this.closes = utc - SECOND;
  }

  /** @internal Sets time, price and end of an insight that is emitted now. */
  emit(utc: number, security: Security, sourceModel: string): void {
    this.generated = utc;
    this.reference = security.price;
    if (this.sourceModel === '') this.sourceModel = sourceModel;
    this.closes = closeTime(security.exchangeHours, utc, this.span);
    if (this.closes < utc) throw badInsight(this.symbol, 'a close time in the past. Give one in the future');
  }
}

function requirePeriod(symbol: SecuritySymbol, period: InsightPeriod): void {
  if (typeof period === 'number' && !(period >= SECOND))
    throw badInsight(symbol, `a period of ${period} ms. Give one second or more`);
  if (typeof period === 'object' && 'bars' in period && !(Number.isInteger(period.bars) && period.bars >= 1))
    throw badInsight(symbol, `a period of ${period.bars} bars. Give a whole number of at least 1`);
}

function badInsight(symbol: SecuritySymbol, found: string): EngineError {
  return new EngineError(FRAMEWORK_ERRORS.BAD_INSIGHT, `An insight for ${symbol.ticker} has ${found}.`, {
    data: { symbol: symbol.ticker },
  });
}

function closeTime(hours: ExchangeHours, utc: number, period: InsightPeriod): number {
  if (period === 'always') return END_OF_TIME;
  if (typeof period === 'number') return closeAfter(hours, utc, period);
  if (typeof period === 'object' && 'bars' in period) return closeAfterBars(hours, utc, period.resolution, period.bars);
  const local = typeof period === 'function' ? period(hours.timeZone.toLocal(utc)) : period.closeTime;
  return hours.timeZone.toUtc(hours.isOpen(local, false) ? local : hours.nextMarketOpen(local, false));
}

/**
 * Advances by bars in market hours; hours are counted in minutes, because markets open at half hours
 * (Insight.ComputeCloseTime).
 */
function closeAfterBars(hours: ExchangeHours, utc: number, resolution: Resolution, bars: number): number {
  const isHour = resolution === Resolution.Hour;
  const period = isHour ? MINUTE : resolution === Resolution.Tick ? SECOND : resolutionPeriod(resolution);
  const barCount = isHour ? bars * (HOUR / MINUTE) : bars;
  const query = { exchangeHours: hours, period, barCount, extended: false };
  return hours.timeZone.toUtc(endTimeForTradeBars(query, hours.timeZone.toLocal(utc)));
}

/** Advances by whole bars of the largest resolution that fits, then by the remaining minutes. */
function closeAfter(hours: ExchangeHours, utc: number, period: number): number {
  const bar = period < MINUTE ? SECOND : period < DAY ? MINUTE : DAY;
  const resolution = bar === SECOND ? Resolution.Second : bar === MINUTE ? Resolution.Minute : Resolution.Daily;
  const close = closeAfterBars(hours, utc, resolution, Math.floor(period / bar));
  let rest = period - Math.floor(period / bar) * bar;
  if (bar === DAY) rest *= regularDuration(hours, close) / DAY;
  const minutes = Math.floor(rest / MINUTE);
  return minutes > 0 ? closeAfterBars(hours, close, Resolution.Minute, minutes) : close;
}

/** Length of the regular session of the trading day at or after an instant. */
function regularDuration(hours: ExchangeHours, utc: number): number {
  const open = hours.nextMarketOpen(hours.timeZone.toLocal(utc), false);
  return hours.nextMarketClose(open, false) - open;
}

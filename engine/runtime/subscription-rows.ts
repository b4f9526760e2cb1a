import type { DataSource, RowReader } from '../api/data-source.ts';
import { CorporateActions } from '../data/corporate-actions.ts';
import { CorporateEventKind, corporateEvents } from '../data/feed/corporate-events.ts';
import type { CorporateEvent } from '../data/feed/corporate-events.ts';
import type { RowCursor } from '../data/feed/row-cursor.ts';
import { SubscriptionCursor } from '../data/feed/subscription-cursor.ts';
import type { FeedRequest, SharedNumber } from '../data/feed/feed-request.ts';
import { WarmUpCursor } from '../data/feed/warm-up-cursor.ts';
import { subscriptionPeriod } from '../data/subscription-config.ts';
import type { SubscriptionConfig } from '../data/subscription-config.ts';
import { startTimeForTradeBars, usesStrictEndTime } from '../data/time/bar-times.ts';
import { DAY, dateOf } from '../data/time/calendar-math.ts';
import type { MarketHoursDatabase } from '../data/time/market-hours-database.ts';
import { convertLocal } from '../data/time/time-zone.ts';
import type { TimeZone } from '../data/time/time-zone.ts';
import { DataNormalizationMode, TickType } from '../model/data-kinds.ts';
import { isHourOrLonger, resolutionPeriod } from '../model/resolution.ts';
import type { Resolution } from '../model/resolution.ts';
import { SecurityType } from '../model/security-type.ts';
import type { PriceFactor } from '../securities/security-cache.ts';
import type { Security } from '../securities/security.ts';
import type { AlgorithmSettings } from './algorithm-settings.ts';
import type { Subscription } from './subscription.ts';
import { lastRowUntil, seeded } from './warm-up-seed.ts';

/** Which rows are wanted, in UTC instants, both inclusive. */
export interface Span {
  readonly startUtc: number;
  readonly endUtc: number;
}

/** What rows of a past period are asked for beside the span. */
export interface RowQuery extends Span {
  readonly fillPeriod: SharedNumber;
}

/** What reading rows uses of a run. */
export interface SubscriptionRowsParts {
  readonly source: DataSource;
  readonly marketHours: MarketHoursDatabase;
  readonly settings: Pick<AlgorithmSettings, 'dailyPreciseEndTime'>;
}

/** Opens the rows of subscriptions and of past periods: dates, adjustments and corporate events (LEAN's FileSystemDataFeed). */
export class SubscriptionRows {
  /** UTC instant of the last moment of the run. */
  endUtc = NaN;
  /** UTC instant at which the warm-up ends, and its resolution where it differs from the subscriptions'. */
  warmUpEndUtc = -Infinity;
  warmUpResolution: Resolution | undefined;
  private readonly source: DataSource;
  private readonly marketHours: MarketHoursDatabase;
  private readonly settings: SubscriptionRowsParts['settings'];
  private readonly actions = new Map<string, CorporateActions>();
  /** Dates from which on the rows of securities came. */
  private readonly firstDates = new Map<Security, number>();

  constructor({ source, marketHours, settings }: SubscriptionRowsParts) {
    this.source = source;
    this.marketHours = marketHours;
    this.settings = settings;
  }

  /** The rows of a subscription from an instant on, those of its warm-up first. */
  open({ config, security }: Subscription, startUtc: number, fillPeriod: SharedNumber): RowCursor {
    if (!this.firstDates.has(security))
      this.firstDates.set(security, dateOf(security.exchangeHours.timeZone.toLocal(startUtc)));
    const { warmUpEndUtc, warmUpResolution, endUtc } = this;
    const query = { startUtc, endUtc, fillPeriod };
    return warmUpResolution !== undefined && startUtc < warmUpEndUtc
      ? this.warmUpCursor(security, config, query, warmUpResolution)
      : this.cursorOf(security, config, query);
  }

  /** Finds the price factor of a security by the wall clock of a row; undefined for what has no corporate actions. */
  factorsOf(security: Security): ((time: number) => PriceFactor) | undefined {
    const actions = this.actionsOf(security);
    return actions === undefined ? undefined : dayByDay(security, (date) => this.factorOf(security, actions, date));
  }

  /** The rows of a past period of a configuration, by the same rules as those of a subscription. */
  rowsOf(security: Security, config: SubscriptionConfig, query: RowQuery): SubscriptionCursor {
    return new SubscriptionCursor(this.requestOf(security, config, query));
  }

  /** The zone that the times of a security's data are written in. */
  dataTimeZoneOf({ symbol }: Security): TimeZone {
    return this.marketHours.entryOf(symbol).dataTimeZone;
  }

  /** Splits, dividends and names of an equity; undefined for other instruments. */
  private actionsOf(security: Security): CorporateActions | undefined {
    const { symbol } = security;
    if (symbol.securityType !== SecurityType.Equity) return undefined;
    let actions = this.actions.get(symbol.key);
    if (actions === undefined) {
      actions = new CorporateActions(this.source.factorRows(symbol), this.source.mapRows(symbol));
      this.actions.set(symbol.key, actions);
    }
    return actions;
  }

  /** What turned the raw prices of a date into those that the strategy sees. */
  private factorOf(security: Security, actions: CorporateActions, date: number): PriceFactor {
    const mode = security.dataNormalizationMode;
    const factor = actions.factorOn(date, mode);
    if (mode !== DataNormalizationMode.TotalReturn) return factor;
    return { ...factor, addend: actions.dividendsBetween(this.firstDates.get(security) ?? date, date) };
  }

  private cursorOf(
    security: Security,
    config: SubscriptionConfig,
    query: RowQuery,
    seed?: Float64Array,
  ): SubscriptionCursor {
    const request = this.requestOf(security, config, query);
    return new SubscriptionCursor({
      ...(seed === undefined ? request : seeded(request, seed)),
      events: this.eventsOf(security, config, query),
    });
  }

  /** First the rows of the warm-up's resolution, where there are such, then the subscription's own from the day before on. */
  private warmUpCursor(
    security: Security,
    config: SubscriptionConfig,
    span: RowQuery,
    resolution: Resolution,
  ): RowCursor {
    const { warmUpEndUtc } = this;
    const { fillPeriod } = span;
    const own = (startUtc: number, seed?: Float64Array): SubscriptionCursor =>
      this.cursorOf(security, config, { startUtc, endUtc: span.endUtc, fillPeriod }, seed);
    if (!hasRows(config, resolution)) return new WarmUpCursor(undefined, own(warmUpEndUtc), warmUpEndUtc);
    const warmUp = {
      startUtc: span.startUtc,
      endUtc: warmUpEndUtc,
      fillPeriod: { value: resolutionPeriod(resolution) },
    };
    const first = this.cursorOf(security, { ...config, resolution }, warmUp);
    const startUtc = Math.max(this.tradingDayBefore(security, warmUpEndUtc), span.startUtc);
    const second = own(startUtc);
    if (!config.fillForward || subscriptionPeriod(config) === 0 || second.emit <= warmUpEndUtc)
      return new WarmUpCursor(first, second, warmUpEndUtc);
    // nothing of its own to repeat at the start: then it repeats what the warm-up ended with
    const raw = { ...config, resolution, fillForward: false, normalization: DataNormalizationMode.Raw };
    const last = lastRowUntil(this.rowsOf(security, raw, warmUp), warmUpEndUtc);
    return new WarmUpCursor(first, last === undefined ? second : own(startUtc, last), warmUpEndUtc);
  }

  private tradingDayBefore(security: Security, utc: number): number {
    const { exchangeHours, symbol } = security;
    const { dataTimeZone } = this.marketHours.entryOf(symbol);
    const strictDaily = usesStrictEndTime(
      { securityType: symbol.securityType, market: symbol.market, period: DAY, exchangeHours },
      this.settings.dailyPreciseEndTime,
    );
    const query = { exchangeHours, period: DAY, barCount: 1, extended: false, dataTimeZone, strictDaily };
    return exchangeHours.timeZone.toUtc(startTimeForTradeBars(query, exchangeHours.timeZone.toLocal(utc)));
  }

  private requestOf(security: Security, config: SubscriptionConfig, query: RowQuery): FeedRequest {
    const { symbol, exchangeHours } = security;
    const zone = exchangeHours.timeZone;
    const { dataTimeZone } = this.marketHours.entryOf(symbol);
    const start = zone.toLocal(query.startUtc);
    const end = zone.toLocal(query.endUtc);
    const actions = this.actionsOf(security);
    return {
      config,
      exchangeHours,
      dataTimeZone,
      strictEndTimes: this.isStrict(security, config),
      // a period that lies before the first day of a stock has no rows, and must not end before it begins
      start: actions === undefined ? start : Math.min(end, Math.max(start, actions.firstDate, actions.firstFactorDate)),
      end,
      reader: this.readerOf(config, actions, {
        fromDate: dateOf(convertLocal(firstRowStart(config, start), zone, dataTimeZone)),
        toDate: dateOf(convertLocal(end, zone, dataTimeZone)),
      }),
      actions: actions === undefined || actions.factors(config.normalization).length < 2 ? undefined : actions,
      fillPeriod: query.fillPeriod,
      accepts: security.dataFilter,
    };
  }

  private readerOf(
    config: SubscriptionConfig,
    actions: CorporateActions | undefined,
    dates: { fromDate: number; toDate: number },
  ): RowReader {
    const { symbol, resolution, tickType } = config;
    const tickerOn =
      actions === undefined ? () => symbol.ticker : (date: number) => actions.tickerOn(date, symbol.ticker);
    return this.source.open({ symbol, resolution, tickType, ...dates, tickerOn });
  }

  private isStrict(security: Security, config: SubscriptionConfig): boolean {
    const { securityType, market } = config.symbol;
    return usesStrictEndTime(
      { securityType, market, period: subscriptionPeriod(config), exchangeHours: security.exchangeHours },
      this.settings.dailyPreciseEndTime,
    );
  }

  /** Corporate events are told by the trade subscriptions of an equity; internal ones tell neither splits nor dividends. */
  private eventsOf(security: Security, config: SubscriptionConfig, span: Span): readonly CorporateEvent[] | undefined {
    const actions = this.actionsOf(security);
    if (actions === undefined || config.tickType !== TickType.Trade) return undefined;
    const zone = security.exchangeHours.timeZone;
    const period = { from: dateOf(zone.toLocal(span.startUtc)), to: dateOf(zone.toLocal(span.endUtc)) };
    const events = corporateEvents(actions, security.exchangeHours, period);
    return config.isInternal ? events.filter((event) => event.kind > CorporateEventKind.Dividend) : events;
  }
}

/** Finds the factor of a row by its wall clock; that of the newest day asked for is kept. */
function dayByDay(security: Security, factorOn: (date: number) => PriceFactor): (time: number) => PriceFactor {
  let date = NaN;
  let mode: DataNormalizationMode | undefined;
  let factor: PriceFactor | undefined;
  return (time) => {
    if (factor === undefined || !(time >= date && time < date + DAY) || mode !== security.dataNormalizationMode) {
      date = dateOf(time);
      mode = security.dataNormalizationMode;
      factor = factorOn(date);
    }
    return factor;
  };
}

/**
 * Hours and days come from one file for all dates: a bar that ends at the very start belongs to the request, as in LEAN.
 * Finer rows of the day before would be in a file of their own, which is not opened.
 */
function firstRowStart(config: SubscriptionConfig, start: number): number {
  return isHourOrLonger(config.resolution) ? start - subscriptionPeriod(config) : start;
}

/** Equities have no quotes by the hour or the day. */
function hasRows(config: SubscriptionConfig, resolution: Resolution): boolean {
  return !(
    config.symbol.securityType === SecurityType.Equity &&
    config.tickType === TickType.Quote &&
    isHourOrLonger(resolution)
  );
}

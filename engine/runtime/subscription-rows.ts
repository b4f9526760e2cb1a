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
import type { ArrivingRows, PresentSource } from './present-source.ts';
import type { Subscription } from './subscription.ts';
import { lastRowUntil, seeded } from './warm-up-seed.ts';

/** A range of rows in UTC instants, both inclusive. */
export interface Span {
  readonly startUtc: number;
  readonly endUtc: number;
}

/** A query for the rows of a past period. */
export interface RowQuery extends Span {
  readonly fillPeriod: SharedNumber;
}

/** Parts of a run that reading rows uses. */
export interface SubscriptionRowsParts {
  readonly source: DataSource;
  readonly marketHours: MarketHoursDatabase;
  readonly settings: Pick<AlgorithmSettings, 'dailyPreciseEndTime'>;
  /** Rows that arrive during the run; undefined for rows of the data source. */
  readonly present?: PresentSource;
}

/**
 * Opens the rows of subscriptions and of past periods with their dates, adjustments and corporate events (LEAN's
 * FileSystemDataFeed).
 */
export class SubscriptionRows {
  /** UTC instant of the end of the run. */
  endUtc = NaN;
  /** UTC instant of the end of the warm-up, and its resolution if it differs from the subscriptions'. */
  warmUpEndUtc = -Infinity;
  warmUpResolution: Resolution | undefined;
  private readonly source: DataSource;
  private readonly marketHours: MarketHoursDatabase;
  private readonly settings: SubscriptionRowsParts['settings'];
  private readonly present: PresentSource | undefined;
  private readonly actions = new Map<string, CorporateActions>();
  /** First dates of the securities' rows. */
  private readonly firstDates = new Map<Security, number>();

  constructor({ source, marketHours, settings, present }: SubscriptionRowsParts) {
    this.present = present;
    this.source = source;
    this.marketHours = marketHours;
    this.settings = settings;
  }

  /** Opens the rows of a subscription from an instant on, starting with its warm-up. */
  open(subscription: Subscription, startUtc: number, fillPeriod: SharedNumber): RowCursor {
    if (this.present !== undefined) return this.openPresent(this.present, subscription, startUtc, fillPeriod);
    const { config, security } = subscription;
    if (!this.firstDates.has(security))
      this.firstDates.set(security, dateOf(security.exchangeHours.timeZone.toLocal(startUtc)));
    const { warmUpEndUtc, warmUpResolution, endUtc } = this;
    const query = { startUtc, endUtc, fillPeriod };
    return warmUpResolution !== undefined && startUtc < warmUpEndUtc
      ? this.warmUpCursor(security, config, query, warmUpResolution)
      : this.cursorOf(security, config, query);
  }

  /** Returns the look-up of a security's price factor by wall-clock time; undefined without corporate actions. */
  factorsOf(security: Security): ((time: number) => PriceFactor) | undefined {
    const actions = this.actionsOf(security);
    return actions === undefined ? undefined : dayByDay(security, (date) => this.factorOf(security, actions, date));
  }

  /** Opens the rows of a past period by the rules of a subscription. */
  rowsOf(security: Security, config: SubscriptionConfig, query: RowQuery): SubscriptionCursor {
    return new SubscriptionCursor(this.requestOf(security, config, query));
  }

  /** Time zone of a security's data. */
  dataTimeZoneOf({ symbol }: Security): TimeZone {
    return this.marketHours.entryOf(symbol).dataTimeZone;
  }

  /** Splits, dividends and earlier tickers of an equity; undefined for other instruments. */
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

  /** The factors between raw prices of a date and the prices that the strategy sees. */
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

  /** Arriving rows have the prices of today and come without corporate events. */
  private openPresent(
    present: PresentSource,
    subscription: Subscription,
    startUtc: number,
    fillPeriod: SharedNumber,
  ): RowCursor {
    const { config, security } = subscription;
    const query = { startUtc, endUtc: this.endUtc, fillPeriod };
    return present.open({
      subscription,
      startUtc,
      dataTimeZone: this.dataTimeZoneOf(security),
      strictEndTimes: this.isStrict(security, config),
      cursorOf: (rows: ArrivingRows) =>
        new SubscriptionCursor({ ...this.requestOf(security, config, query), ...rows, actions: undefined }),
    });
  }

  /** Rows of the warm-up's resolution, if any, followed by the subscription's own from the day before on. */
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
    // without an own row at the start, fill-forward repeats the last row of the warm-up
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
      // a period before the first day of a stock has no rows, and must not end before it begins
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
    if (this.present !== undefined) return this.present.past(config);
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

  /** An equity's trade subscriptions deliver its corporate events; internal ones deliver no splits or dividends. */
  private eventsOf(security: Security, config: SubscriptionConfig, span: Span): readonly CorporateEvent[] | undefined {
    const actions = this.actionsOf(security);
    if (actions === undefined || config.tickType !== TickType.Trade) return undefined;
    const zone = security.exchangeHours.timeZone;
    const period = { from: dateOf(zone.toLocal(span.startUtc)), to: dateOf(zone.toLocal(span.endUtc)) };
    const events = corporateEvents(actions, security.exchangeHours, period);
    return config.isInternal ? events.filter((event) => event.kind > CorporateEventKind.Dividend) : events;
  }
}

/** Look-up of a price factor by wall-clock time, with the latest day's factor cached. */
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
 * Hourly and daily rows are in one file for all dates: a bar that ends exactly at the start belongs to the request, as
 * in LEAN. Finer rows of the day before are in a separate file, which is not opened.
 */
function firstRowStart(config: SubscriptionConfig, start: number): number {
  return isHourOrLonger(config.resolution) ? start - subscriptionPeriod(config) : start;
}

/** Equities have no hourly or daily quotes. */
function hasRows(config: SubscriptionConfig, resolution: Resolution): boolean {
  return !(
    config.symbol.securityType === SecurityType.Equity &&
    config.tickType === TickType.Quote &&
    isHourOrLonger(resolution)
  );
}

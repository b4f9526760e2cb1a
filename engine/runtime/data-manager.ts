import type { DataSource, RowReader } from '../api/data-source.ts';
import { CorporateActions } from '../data/corporate-actions.ts';
import { CorporateEventKind, corporateEvents } from '../data/feed/corporate-events.ts';
import type { CorporateEvent } from '../data/feed/corporate-events.ts';
import type { RowCursor } from '../data/feed/row-cursor.ts';
import { SubscriptionCursor } from '../data/feed/subscription-cursor.ts';
import type { FeedRequest, SharedNumber } from '../data/feed/feed-request.ts';
import { Synchronizer } from '../data/feed/synchronizer.ts';
import { WarmUpCursor } from '../data/feed/warm-up-cursor.ts';
import { isSameSubscription, subscriptionPeriod } from '../data/subscription-config.ts';
import type { SubscriptionConfig } from '../data/subscription-config.ts';
import { startTimeForTradeBars, usesStrictEndTime } from '../data/time/bar-times.ts';
import { DAY, dateOf } from '../data/time/calendar-math.ts';
import type { MarketHoursDatabase } from '../data/time/market-hours-database.ts';
import { convertLocal } from '../data/time/time-zone.ts';
import type { TimeZone } from '../data/time/time-zone.ts';
import { EngineError } from '../model/engine-error.ts';
import type { RowKind } from '../model/columns.ts';
import { DataNormalizationMode, TickType } from '../model/data-kinds.ts';
import { SECURITY_TYPE_CODES } from '../model/lean-codes.ts';
import { isHourOrLonger, Resolution, resolutionPeriod } from '../model/resolution.ts';
import { SecurityType } from '../model/security-type.ts';
import type { PriceFactor } from '../securities/security-cache.ts';
import type { Security } from '../securities/security.ts';
import type { AlgorithmSettings } from './algorithm-settings.ts';
import { RUNTIME_ERRORS } from './errors.ts';
import { Subscription } from './subscription.ts';
import type { RowConsumer } from './subscription.ts';
import { SubscriptionTable } from './subscription-table.ts';
import { lastRowUntil, seeded } from './warm-up-seed.ts';

const MINUTE = 60_000;
/** A moment after now: rows of the present instant are not delivered twice (LEAN adds one tick). */
export const NEXT_TICK = 0.001;

/** Which rows are wanted, in UTC instants, both inclusive. */
export interface Span {
  readonly startUtc: number;
  readonly endUtc: number;
}

/** What rows of a past period are asked for beside the span. */
export interface RowQuery extends Span {
  readonly fillPeriod: SharedNumber;
}

/** Keeps the subscriptions of a run and opens their rows (LEAN's DataManager and FileSystemDataFeed). */
export class DataManager {
  readonly synchronizer: Synchronizer;
  /** Every subscription of the run by its index, removed ones included. */
  readonly subscriptions: Subscription[] = [];
  readonly table = new SubscriptionTable();
  /** UTC instant of the last moment of the run. */
  endUtc = NaN;
  /** UTC instant at which the warm-up ends, and its resolution where it differs from the subscriptions'. */
  warmUpEndUtc = -Infinity;
  warmUpResolution: Resolution | undefined;
  private readonly source: DataSource;
  private readonly marketHours: MarketHoursDatabase;
  private readonly settings: AlgorithmSettings;
  private readonly fillPeriod: SharedNumber = { value: MINUTE };
  private readonly actions = new Map<string, CorporateActions>();
  /** Dates from which on the rows of securities came. */
  private readonly firstDates = new Map<Security, number>();

  constructor(parts: {
    source: DataSource;
    marketHours: MarketHoursDatabase;
    settings: AlgorithmSettings;
    chunkRows?: number;
  }) {
    this.source = parts.source;
    this.marketHours = parts.marketHours;
    this.settings = parts.settings;
    this.synchronizer = new Synchronizer(parts.chunkRows);
  }

  /** Number of subscriptions that feed indicators or consolidators. */
  consumingSubscriptions = 0;

  /** The live subscription of a configuration, if there is one. */
  find(config: SubscriptionConfig): Subscription | undefined {
    return this.subscriptions.find((one) => !one.isRemoved && isSameSubscription(one.config, config));
  }

  /** The live subscriptions of a security. */
  of(security: Security): Subscription[] {
    return this.subscriptions.filter((one) => one.security === security && !one.isRemoved);
  }

  /** Prepares a subscription without opening its rows, so that consolidators can be attached to it. */
  declare(security: Security, config: SubscriptionConfig): Subscription {
    const known = this.find(config);
    if (known !== undefined) return known;
    const subscription = new Subscription(this.subscriptions.length, config, security);
    this.subscriptions.push(subscription);
    this.table.add(subscription);
    const actions = this.actionsOf(security);
    if (actions !== undefined)
      security.cache.factorAt ??= dayByDay(security, (date) => this.factorOf(security, actions, date));
    return subscription;
  }

  /** Opens a declared subscription from an instant on; finer subscriptions make the others be filled forward as finely. */
  open(subscription: Subscription, startUtc: number): void {
    if (subscription.cursor !== undefined || subscription.isRemoved) return;
    if (setsFillPeriod(subscription.config) && subscription.period !== this.fillPeriod.value)
      this.updateFillPeriod([...this.fillPeriodSetters(startUtc), subscription], startUtc);
    this.start(subscription, startUtc);
  }

  remove(subscription: Subscription, nowUtc: number): void {
    const startUtc = nowUtc + NEXT_TICK;
    const isEnded = this.isEnded(subscription, startUtc);
    subscription.isRemoved = true;
    this.table.remove(subscription);
    this.synchronizer.remove(subscription.index);
    subscription.cursor = undefined;
    if (isEnded || !setsFillPeriod(subscription.config) || subscription.period !== this.fillPeriod.value) return;
    const others = this.fillPeriodSetters(startUtc);
    if (!others.some(({ period }) => period === subscription.period)) this.updateFillPeriod(others, startUtc);
  }

  /** Subscriptions whose rows are at an end have left, as in LEAN; those that have just come have not been looked at. */
  private isEnded({ cursor, index, openedUtc }: Subscription, nowUtc: number): boolean {
    if (cursor === undefined) return true;
    return cursor.emit === Infinity && openedUtc < nowUtc && !this.synchronizer.holds(index);
  }

  private fillPeriodSetters(nowUtc: number): Subscription[] {
    return this.subscriptions.filter(
      (one) => !one.isRemoved && setsFillPeriod(one.config) && !this.isEnded(one, nowUtc),
    );
  }

  /** Feeds somebody with the rows of a subscription, from the next slice on at the latest. */
  addConsumer(subscription: Subscription, consumer: RowConsumer): void {
    subscription.consumers = [...subscription.consumers, consumer];
    this.consumersChanged(subscription);
  }

  removeConsumer(subscription: Subscription, consumer: RowConsumer): void {
    subscription.consumers = subscription.consumers.filter((one) => one !== consumer);
    this.consumersChanged(subscription);
  }

  private consumersChanged(subscription: Subscription): void {
    this.table.setHasConsumers(subscription);
    this.consumingSubscriptions = this.subscriptions.filter((one) => one.consumers.length > 0).length;
  }

  /** The subscription whose rows a consolidator of such rows takes; trades come before quotes. */
  subscriptionFor(security: Security, kind?: RowKind): Subscription {
    const own = this.of(security).filter((one) => !one.config.isInternal);
    const found =
      kind === undefined
        ? (own.find((one) => one.config.tickType === TickType.Trade) ?? own[0])
        : own.find((one) => one.kind === kind);
    if (found !== undefined) return found;
    const ticker = security.symbol.ticker;
    throw new EngineError(
      RUNTIME_ERRORS.NO_SUBSCRIPTION,
      `${ticker} has no subscription that delivers the rows that were asked for. Subscribe to ${ticker} at a resolution that has them first.`,
      { data: { symbol: ticker } },
    );
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
  actionsOf(security: Security): CorporateActions | undefined {
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

  private start(subscription: Subscription, startUtc: number): void {
    const { config, security } = subscription;
    if (!this.firstDates.has(security))
      this.firstDates.set(security, dateOf(security.exchangeHours.timeZone.toLocal(startUtc)));
    subscription.openedUtc = startUtc;
    const { warmUpEndUtc, warmUpResolution: resolution } = this;
    const isWarmingUp = resolution !== undefined && startUtc < warmUpEndUtc;
    const span = { startUtc, endUtc: this.endUtc };
    subscription.cursor = isWarmingUp
      ? this.warmUpCursor(security, config, span, resolution)
      : this.cursorOf(security, config, { ...span, fillPeriod: this.fillPeriod });
    this.synchronizer.add(subscription.cursor, subscription.index, rankOf(config));
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
  private warmUpCursor(security: Security, config: SubscriptionConfig, span: Span, resolution: Resolution): RowCursor {
    const { warmUpEndUtc, fillPeriod } = this;
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

  /** A change of the finest period restarts what is filled forward, as LEAN does (SubscriptionCollection, DataManager). */
  private updateFillPeriod(setters: readonly Subscription[], startUtc: number): void {
    const finest = setters.length === 0 ? MINUTE : Math.min(...setters.map((one) => one.period));
    if (finest === this.fillPeriod.value) return;
    this.fillPeriod.value = finest;
    for (const one of this.subscriptions) {
      if (one.cursor === undefined || one.isRemoved || !one.config.fillForward || one.period === 0) continue;
      if (this.synchronizer.isUntouched) continue;
      this.synchronizer.remove(one.index);
      this.start(one, startUtc);
    }
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

function setsFillPeriod(config: SubscriptionConfig): boolean {
  return !config.isInternal && config.resolution !== Resolution.Tick;
}

/** Sorts subscriptions inside one instant as LEAN does: security type, tick type, symbol. */
function rankOf(config: SubscriptionConfig): string {
  const { securityType, ticker } = config.symbol;
  const code = String(SECURITY_TYPE_CODES.codes[securityType]).padStart(2, '0');
  return `${code}/${config.tickType === TickType.Trade ? 0 : 1}/${ticker}`;
}

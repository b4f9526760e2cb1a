import type { SubscriptionCursor } from '../data/feed/subscription-cursor.ts';
import { ROW_STRIDE, Row, RowFlag } from '../data/feed/row-layout.ts';
import type { SubscriptionConfig } from '../data/subscription-config.ts';
import { durationMilliseconds, isDuration } from '../data/time/duration.ts';
import { startTimeForTradeBars, usesStrictEndTime } from '../data/time/bar-times.ts';
import { QuoteBar, Tick, TradeBar } from '../model/bars.ts';
import type { Clock } from '../model/clock.ts';
import { TickType } from '../model/data-kinds.ts';
import { isHourOrLonger, Resolution, resolutionPeriod } from '../model/resolution.ts';
import type { SecurityManager } from '../securities/security-manager.ts';
import type { Security } from '../securities/security.ts';
import type { History, HistoryOptions, HistoryRequest, HistoryRows } from './algorithm-host.ts';
import { requireHistoryType, requirePastSpan } from './request-checks.ts';
import type { AlgorithmSettings } from './algorithm-settings.ts';
import type { DataManager } from './data-manager.ts';
import type { RunDates } from './run-dates.ts';
import type { SubscriptionRows } from './subscription-rows.ts';
import { readQuoteBar, readTick, readTradeBar, rowKindOf } from './subscription.ts';
import { defaultConfigs, defaultResolution } from './subscription-defaults.ts';

/** Parts of a run that history uses. */
export interface HistoryParts {
  readonly clock: Pick<Clock, 'utc'>;
  readonly dates: Pick<RunDates, 'timeZone'>;
  readonly data: Pick<DataManager, 'of'>;
  readonly rows: Pick<SubscriptionRows, 'rowsOf' | 'dataTimeZoneOf'>;
  readonly settings: Pick<AlgorithmSettings, 'dailyPreciseEndTime'>;
  readonly securities: Pick<SecurityManager, 'all'>;
}

/** Past rows up to the current instant, by the feed's own rules (LEAN's SubscriptionDataReaderHistoryProvider). */
export class HistoryProvider implements History {
  /** Number of rows returned so far (LEAN's AlgorithmHistoryDataPoints). */
  dataPoints = 0;
  private readonly parts: HistoryParts;
  private readonly row = new Float64Array(ROW_STRIDE);

  constructor(parts: HistoryParts) {
    this.parts = parts;
  }

  rows<Type extends keyof HistoryRows>(
    security: Security,
    request: HistoryRequest<Type>,
    resolution: Resolution | undefined = request.resolution,
  ): HistoryRows[Type][] {
    const readers: { readonly [Each in keyof HistoryRows]: () => HistoryRows[Each][] } = {
      trade: () => this.tradeBars(security, request, resolution),
      quote: () => this.quoteBars(security, request, resolution),
      tick: () => this.ticks(security, request),
    };
    const type = request.type ?? 'trade';
    requireHistoryType(security.symbol.ticker, type, Object.keys(readers));
    return (readers as { readonly [Each in keyof HistoryRows]: () => HistoryRows[Type][] })[type]();
  }

  tradeBars(security: Security, request: HistoryOptions, resolution?: Resolution): TradeBar[] {
    const config = this.configOf(security, TickType.Trade, resolution, request);
    return this.collect(security, config, request, (row) => readTradeBar(new TradeBar(security.symbol), row, 0));
  }

  quoteBars(security: Security, request: HistoryOptions, resolution?: Resolution): QuoteBar[] {
    const config = this.configOf(security, TickType.Quote, resolution, request);
    return this.collect(security, config, request, (row) => readQuoteBar(new QuoteBar(security.symbol), row, 0));
  }

  ticks(security: Security, request: HistoryOptions): Tick[] {
    return [TickType.Trade, TickType.Quote]
      .flatMap((tickType) => {
        const config = this.configOf(security, tickType, Resolution.Tick, request);
        const kind = rowKindOf(config);
        return this.collect(security, config, request, (row) => readTick(new Tick(security.symbol), row, 0, kind));
      })
      .sort((a, b) => a.time - b.time);
  }

  /** Iterates over the rows of a request in time order and calls `read` with each past row. */
  walk(
    security: Security,
    config: SubscriptionConfig,
    request: HistoryOptions,
    read: (row: Float64Array) => void,
  ): void {
    const count = (row: Float64Array): true => {
      this.dataPoints++;
      read(row);
      return true;
    };
    this.scan(security, config, request, count);
  }

  /** Iterates over the rows of a request while `read` answers true, without counting them as data points. */
  scan(
    security: Security,
    config: SubscriptionConfig,
    request: HistoryOptions,
    read: (row: Float64Array) => boolean,
  ): void {
    const span = this.spanOf(security, config, request);
    const cursor: SubscriptionCursor = this.parts.rows.rowsOf(security, config, {
      ...span,
      fillPeriod: { value: resolutionPeriod(config.resolution) || 60_000 },
    });
    // a bar that ends exactly at the start is filled forward, but not returned
    const after = config.resolution === Resolution.Tick ? -Infinity : span.startUtc;
    while (cursor.emit <= span.endUtc) {
      cursor.write(this.row, 0, 0);
      if (
        cursor.emit > after &&
        (this.row[Row.Flags] < RowFlag.Auxiliary || this.row[Row.Flags] === RowFlag.Suspicious)
      ) {
        if (!read(this.row)) return;
      }
      cursor.moveNext();
    }
  }

  private collect<T>(
    security: Security,
    config: SubscriptionConfig,
    request: HistoryOptions,
    read: (row: Float64Array) => T,
  ): T[] {
    const rows: T[] = [];
    this.walk(security, config, request, (row) => rows.push(read(row)));
    return 'bars' in request && rows.length > request.bars ? rows.slice(-request.bars) : rows;
  }

  /** The security's subscription of that kind with the overrides of the request. */
  private configOf(
    security: Security,
    tickType: TickType,
    resolution: Resolution | undefined,
    request: HistoryOptions,
  ): SubscriptionConfig {
    const configs =
      security.subscriptions.length > 0
        ? security.subscriptions
        : this.parts.data.of(security).map((one) => one.config);
    const own = configs.find((one) => one.tickType === tickType) ?? configs[0];
    const base =
      own ??
      defaultConfigs(security.symbol, resolution ?? defaultResolution(this.parts.securities.all, security), {})[0];
    const asked = resolution ?? base.resolution;
    return {
      ...base,
      tickType,
      isInternal: false,
      resolution: asked,
      fillForward: request.fillForward ?? base.fillForward,
      // bars of an hour or longer have no extended hours
      extendedMarketHours: !isHourOrLonger(asked) && (request.extendedMarketHours ?? base.extendedMarketHours),
      normalization: request.dataNormalizationMode ?? base.normalization,
    };
  }

  private spanOf(
    security: Security,
    config: SubscriptionConfig,
    request: HistoryOptions,
  ): { startUtc: number; endUtc: number } {
    const { clock, dates, rows, settings } = this.parts;
    const now = clock.utc;
    requirePastSpan(`History of ${security.symbol.ticker}`, request);
    if ('start' in request) {
      return {
        startUtc: dates.timeZone.toUtc(request.start),
        endUtc: Math.min(now, dates.timeZone.toUtc(request.end)),
      };
    }
    if (isDuration(request)) return { startUtc: now - durationMilliseconds(request), endUtc: now };
    return {
      startUtc: startOfBars(security, config, {
        bars: request.bars,
        nowUtc: now,
        dataTimeZone: rows.dataTimeZoneOf(security),
        precise: settings.dailyPreciseEndTime,
      }),
      endUtc: now,
    };
  }
}

/** The UTC start of the last `bars` bars before now, by the market's calendar (LEAN's HistoryRequestFactory). */
export function startOfBars(
  security: Security,
  config: SubscriptionConfig,
  query: {
    bars: number;
    nowUtc: number;
    dataTimeZone: Parameters<typeof startTimeForTradeBars>[0]['dataTimeZone'];
    precise: boolean;
  },
): number {
  const { exchangeHours, symbol } = security;
  const extended = config.extendedMarketHours && !isHourOrLonger(config.resolution);
  const period = resolutionPeriod(config.resolution) || 1_000;
  const strictDaily = usesStrictEndTime(
    { securityType: symbol.securityType, market: symbol.market, period, exchangeHours },
    query.precise,
  );
  const local = startTimeForTradeBars(
    { exchangeHours, period, barCount: query.bars, extended, dataTimeZone: query.dataTimeZone, strictDaily },
    exchangeHours.timeZone.toLocal(query.nowUtc),
  );
  return exchangeHours.timeZone.toUtc(local);
}

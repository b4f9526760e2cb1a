import type { ClosedTrade, SplitRow } from '../api/result-handler.ts';
import { currencySymbol } from '../model/currency-symbols.ts';
import { closedTrades } from '../statistics/closed-trades.ts';
import { orderListHash } from '../statistics/order-list-hash.ts';
import { contractTerms, fillRows } from '../statistics/order-rows.ts';
import { runStatistics } from '../statistics/run-statistics.ts';
import type { RunStatistics } from '../statistics/run-statistics.ts';
import type { SampleSeries } from '../statistics/statistics-input.ts';
import { tradingDayFigures } from '../statistics/trading-day-figures.ts';
import type { TradingDayFigures } from '../statistics/trading-day-figures.ts';
import { toHashedOrder } from '../transactions/hashed-order.ts';
import type { Order } from '../transactions/order.ts';
import type { OrderEvent } from '../transactions/order-event.ts';
import type { OrderDesk } from '../transactions/order-desk.ts';
import type { SecurityPortfolio } from '../securities/security-portfolio.ts';
import type { AlgorithmServices } from './algorithm-services.ts';
import type { AlgorithmSettings } from './algorithm-settings.ts';
import type { Engine } from './engine.ts';
import type { ExitManager } from './exit-manager.ts';
import type { HistoryProvider } from './history-provider.ts';
import type { RunDates } from './run-dates.ts';
import type { BacktestRequest, BacktestResult } from './run-request.ts';
import type { RunSamples } from './run-samples.ts';
import { TradeRanges } from './trade-ranges.ts';
import type { RangeParts } from './trade-ranges.ts';
import type { UniverseSchedule } from './universe-schedule.ts';

/** Parts of a run that its statistics are computed from. */
export interface StatisticsParts {
  readonly request: Pick<BacktestRequest, 'interestRates'>;
  readonly settings: Pick<AlgorithmSettings, 'tradingDaysPerYear'>;
  readonly portfolio: SecurityPortfolio;
  readonly desk: Pick<OrderDesk, 'ordersCount' | 'brokerageModel' | 'orders' | 'allEvents' | 'risk'>;
  readonly samples: Pick<RunSamples, 'sampler' | 'capacity' | 'trail' | 'intraday'>;
}

/** Parts of a run that its result is built from. */
export interface ResultParts extends StatisticsParts, RangeParts {
  readonly dates: Pick<RunDates, 'startDate' | 'endDate' | 'timeZone'>;
  readonly services: Pick<AlgorithmServices, 'summaryStatistics' | 'runtimeStatistics' | 'plots'>;
  readonly history: Pick<HistoryProvider, 'dataPoints' | 'scan'>;
  readonly universes: Pick<UniverseSchedule, 'points'>;
  readonly exits: Pick<ExitManager, 'record'>;
}

interface Outcome {
  readonly status: BacktestResult['status'];
  readonly ending: BacktestResult['ending'];
  readonly error: unknown;
  /** Elapsed times in milliseconds. */
  readonly timings: { readonly started: number; readonly loaded: number; readonly ran: number };
}

/** Computes the statistics of a run from its samples so far. */
export function statisticsOf(run: StatisticsParts): RunStatistics {
  const { portfolio, desk, samples } = run;
  const { sampler } = samples;
  return runStatistics({
    equity: sampler.equity,
    performance: sampler.performance,
    benchmark: sampler.benchmark,
    portfolioTurnover: sampler.portfolioTurnover,
    transactions: portfolio.transactionRecords.records,
    startingCapital: sampler.startingPortfolioValue,
    totalFees: portfolio.exactTotalFees,
    totalOrders: desk.ordersCount,
    tradingDaysPerYear: run.settings.tradingDaysPerYear ?? desk.brokerageModel.tradingDaysPerYear,
    accountCurrencySymbol: currencySymbol(portfolio.cashBook.accountCurrency),
    riskFreeInterestRateModel: run.request.interestRates,
    capacity: samples.capacity.result,
  });
}

/** Builds the result of a finished run. */
export function backtestResult(
  run: ResultParts,
  engine: Pick<Engine, 'dataPoints' | 'corporateActions'> | undefined,
  outcome: Outcome,
): BacktestResult {
  const { timings } = outcome;
  const { portfolio, desk, samples } = run;
  const { sampler } = samples;
  const statistics = statisticsOf(run);
  const finished = performance.now();
  let hash: string | undefined;
  let orders: readonly Order[] | undefined;
  let events: readonly OrderEvent[] | undefined;
  let trades: readonly ClosedTrade[] | undefined;
  const splits = engine?.corporateActions.splits ?? [];
  const { accountCurrency } = portfolio.cashBook;
  return {
    status: outcome.status,
    ending: outcome.ending,
    error: outcome.error,
    statistics: { ...statistics.total, ...run.services.summaryStatistics },
    runtimeStatistics: run.services.runtimeStatistics,
    figures: { ...statistics.numbers, ...tradingDays(run) },
    dataPoints: (engine?.dataPoints ?? 0) + run.universes.points,
    historyDataPoints: run.history.dataPoints,
    get orders() {
      orders ??= desk.orders();
      return orders;
    },
    get orderEvents() {
      events ??= desk.allEvents();
      return events;
    },
    get trades() {
      trades ??= tradesOf(run, this.orderEvents, splits);
      return trades;
    },
    get orderListHash() {
      hash ??= orderListHash(desk.orders().map(toHashedOrder));
      return hash;
    },
    equity: columns(sampler.equity),
    benchmark: columns(sampler.benchmark),
    daily: samples.trail.result,
    intraday: samples.intraday.isEmpty ? undefined : samples.intraday.result,
    finalEquity: portfolio.exactTotalPortfolioValue.toNumber(),
    accountCurrency,
    timeZone: run.dates.timeZone.id,
    splits,
    plots: run.services.plots,
    startDate: run.dates.startDate,
    endDate: run.dates.endDate,
    caveats: [...run.exits.record.sentences(portfolio.cashBook.accountCurrency), ...desk.risk.sentences()],
    timings: {
      load: timings.loaded - timings.started,
      run: timings.ran - timings.loaded,
      statistics: finished - timings.ran,
    },
  };
}

/** Closed trades with the range of prices while they were open. */
function tradesOf(
  run: ResultParts,
  events: readonly OrderEvent[],
  splits: readonly SplitRow[],
): readonly ClosedTrade[] {
  const { accountCurrency } = run.portfolio.cashBook;
  const ranges = new TradeRanges(run, events, splits);
  return closedTrades(fillRows(events), {
    accountCurrency,
    contracts: contractTerms(events, accountCurrency),
    splits,
    rangeOf: (symbol, entry, exit) => ranges.of(symbol, entry, exit),
  });
}

/** Figures of the returns between trading days. */
function tradingDays({ samples, request, dates }: ResultParts): Partial<TradingDayFigures> {
  return (
    tradingDayFigures({
      days: samples.trail.result,
      toLocal: (utc) => dates.timeZone.toLocal(utc),
      startingCapital: samples.sampler.startingPortfolioValue.toNumber(),
      riskFreeInterestRateModel: request.interestRates,
    }) ?? {}
  );
}

function columns(series: SampleSeries): { time: Float64Array; value: Float64Array } {
  return {
    time: series.timesUtc,
    value: series.numbers(),
  };
}

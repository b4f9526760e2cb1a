import { DAY } from '../data/time/calendar-math.ts';
import { durationMilliseconds, isDuration } from '../data/time/duration.ts';
import { formatDate } from '../data/time/date-text.ts';
import { EngineError } from '../model/engine-error.ts';
import { ScheduledEvent } from '../scheduling/scheduled-event.ts';
import type { Clock } from '../model/clock.ts';
import type { RoundTrips } from '../positions/round-trips.ts';
import type { ScheduleManager } from '../scheduling/schedule-manager.ts';
import type { OrderDesk } from '../transactions/order-desk.ts';
import type { Algorithm } from './algorithm.ts';
import type { AlgorithmServices } from './algorithm-services.ts';
import type { AlgorithmSettings } from './algorithm-settings.ts';
import type { Benchmark } from './benchmark.ts';
import { connectCurrencies } from './currency-feeds.ts';
import type { CurrencyParts } from './currency-feeds.ts';
import { RUNTIME_ERRORS } from './errors.ts';
import type { ExitManager } from './exit-manager.ts';
import { startOfBars } from './history-provider.ts';
import type { RunDates } from './run-dates.ts';
import type { BacktestRequest } from './run-request.ts';
import type { RunSamples } from './run-samples.ts';
import type { Subscription } from './subscription.ts';
import type { SubscriptionRows } from './subscription-rows.ts';
import { guardHandlers, tracePromises } from './synchronous-handlers.ts';
import type { UniverseSchedule } from './universe-schedule.ts';

/** Parts of a run that are fixed before its first instant. */
export interface SetUpParts extends CurrencyParts {
  readonly request: Pick<
    BacktestRequest,
    'createAlgorithm' | 'onInitialized' | 'onPromise' | 'riskRules' | 'symbolProperties'
  >;
  readonly clock: Clock;
  readonly dates: RunDates;
  readonly settings: AlgorithmSettings;
  readonly services: AlgorithmServices;
  readonly benchmark: Pick<Benchmark, 'settle'>;
  readonly rows: SubscriptionRows;
  readonly universes: Pick<UniverseSchedule, 'endAt'>;
  readonly desk: Pick<OrderDesk, 'brokerageModel' | 'isWarmingUp' | 'risk'>;
  readonly samples: Pick<RunSamples, 'begin' | 'daily'>;
  readonly schedule: Pick<ScheduleManager, 'add' | 'events'>;
  readonly exits: ExitManager;
  readonly trades: RoundTrips;
  algorithm: Algorithm;
}

/** Least time between two observations by risk rules; that of margin calls. */
const RISK_PERIOD = 300_000;

/**
 * Creates and initializes the strategy and fixes the settings that are then final (LEAN's BacktestingSetupHandler).
 * @returns feeds of exchange rates, to be opened when the run starts
 */
export async function setUp(run: SetUpParts): Promise<Subscription[]> {
  const { request, dates } = run;
  run.algorithm = request.createAlgorithm(run.services);
  guardHandlers(run.algorithm);
  if (request.onPromise !== undefined) tracePromises(run.algorithm, request.onPromise);
  await run.algorithm.handleInitialize();
  request.onInitialized?.();
  if (Number.isNaN(dates.endDate)) {
    throw new EngineError(
      RUNTIME_ERRORS.BAD_DATES,
      'The backtest has no end date. Give one with --end, in config.json or by setEndDate.',
    );
  }
  if (dates.endDate < dates.startDate) {
    throw new EngineError(
      RUNTIME_ERRORS.BAD_DATES,
      `The backtest would start on ${formatDate(dates.startDate)} and end on ${formatDate(dates.endDate)}. Give a start that is not after the end.`,
    );
  }
  run.settings.tradingDaysPerYear ??= run.desk.brokerageModel.tradingDaysPerYear;
  run.benchmark.settle();
  run.rows.endUtc = dates.endUtc;
  run.universes.endAt(dates.endUtc);
  run.rows.warmUpEndUtc = dates.startUtc;
  run.rows.warmUpResolution = run.settings.warmupResolution;
  run.clock.utc = warmUpStart(run);
  dates.isLocked = true;
  dates.isWarmingUp = run.desk.isWarmingUp = run.clock.utc < dates.startUtc;
  const internalFeeds = connectCurrencies(run);
  run.samples.begin();
  run.schedule.add(new ScheduledEvent('Daily Sampling', midnights(dates), (_name, utc) => run.samples.daily(utc)));
  const { risk } = run.desk;
  const { exits, trades } = run;
  risk.setRules(request.riskRules ?? [], { past: exits, trades, stopPrice: (order) => exits.stopPriceOf(order) });
  risk.beginDay();
  if (risk.hasRules) watchRisk(run);
  run.schedule.events.start();
  return internalFeeds;
}

/** Starts the day of the risk rules at midnight, and lets them observe slices. */
function watchRisk({ schedule, dates, desk, clock, algorithm }: SetUpParts): void {
  const { risk } = desk;
  schedule.add(new ScheduledEvent('Risk Day', midnights(dates), () => risk.beginDay()));
  let nextUtc = -Infinity;
  const handleSlice = algorithm.handleSlice.bind(algorithm);
  // an own property only in runs with rules: the others keep the method of the class
  algorithm.handleSlice = (slice) => {
    if (clock.utc >= nextUtc) {
      nextUtc = clock.utc + RISK_PERIOD;
      risk.observe();
    }
    return handleSlice(slice);
  };
}

function* midnights({ localTime, endDate, timeZone }: RunDates): Generator<number, void, void> {
  for (let date = Math.floor(localTime / DAY) * DAY; date <= endDate + DAY; date += DAY) yield timeZone.toUtc(date);
}

/** Start of the clock: the start date, or earlier by the length of the warm-up. */
function warmUpStart(run: SetUpParts): number {
  const { dates, settings } = run;
  const { warmUp, startUtc } = dates;
  if (warmUp === undefined) return startUtc;
  if (isDuration(warmUp)) return dates.timeZone.toUtc(dates.startDate - durationMilliseconds(warmUp));
  const { bars } = warmUp;
  let earliest = startUtc;
  for (const security of run.securities.all) {
    for (const config of security.subscriptions) {
      const resolution = settings.warmupResolution ?? config.resolution;
      const query = {
        bars,
        nowUtc: startUtc,
        dataTimeZone: run.rows.dataTimeZoneOf(security),
        precise: settings.dailyPreciseEndTime,
      };
      earliest = Math.min(earliest, startOfBars(security, { ...config, resolution }, query));
    }
  }
  return earliest;
}

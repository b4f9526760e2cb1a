import { DAY } from '../data/time/calendar-math.ts';
import { formatDate } from '../data/time/date-text.ts';
import { startTimeForTradeBars, usesStrictEndTime } from '../data/time/bar-times.ts';
import { EngineError } from '../model/engine-error.ts';
import { ScheduledEvent } from '../scheduling/scheduled-event.ts';
import { OrderArchive } from '../transactions/order-archive.ts';
import { connectCurrencies } from './currency-feeds.ts';
import { Engine } from './engine.ts';
import { RUNTIME_ERRORS } from './errors.ts';
import { expectedRows } from './expected-rows.ts';
import type { Drive, Feed } from './feed.ts';
import { startOfBars } from './history-provider.ts';
import type { BacktestRequest, BacktestResult } from './run-request.ts';
import { backtestResult } from './run-result.ts';
import { Run } from './run.ts';
import { QuietLane } from './quiet-lane.ts';
import { RunSamples } from './run-samples.ts';

/** Instants between two looks at the signal, and between two reports of progress. */
const PAUSE_EVERY = 16;
const LOOK_EVERY = 256;

/** Runs a strategy over past data: the same step and loop as live, fed as fast as they go. */
export async function runBacktest(request: BacktestRequest): Promise<BacktestResult> {
  return runStrategy(request);
}

/** Runs a strategy, fed by the synchronizer itself or by what `drive` puts in front of it. */
export async function runStrategy(request: BacktestRequest, drive?: Drive): Promise<BacktestResult> {
  const started = performance.now();
  const run = new Run(request);
  run.clock.utc = run.startUtc;
  let loaded = started;
  let status: BacktestResult['status'] = 'completed';
  let error: unknown;
  let engine: Engine | undefined;
  try {
    await setUp(run);
    request.onReady?.(expectedRows(run));
    engine = new Engine(run, run.algorithm);
    if (drive === undefined) run.desk.archive = new OrderArchive();
    loaded = performance.now();
    status = await loop(run, engine, drive === undefined ? run.data.synchronizer : await drive.begin(run, engine));
    if (status === 'completed') await run.algorithm.onEndOfAlgorithm();
    await drive?.end();
  } catch (cause) {
    if (engine === undefined) throw cause;
    status = 'failed';
    error = cause;
  }
  const ran = performance.now();
  run.samples.finish(run.clock.utc);
  run.samples.daily(run.clock.utc);
  return backtestResult(run, engine, { status, error, timings: { started, loaded, ran } });
}

/** Creates the strategy and fixes what is final once it has initialized (LEAN's BacktestingSetupHandler). */
async function setUp(run: Run): Promise<void> {
  const { request } = run;
  run.algorithm = request.createAlgorithm(run);
  await run.algorithm.handleInitialize();
  if (Number.isNaN(run.endDate)) {
    throw new EngineError(
      RUNTIME_ERRORS.BAD_DATES,
      'The backtest has no end date. Give one with --end, in config.json or by setEndDate.',
    );
  }
  if (run.endDate < run.startDate) {
    throw new EngineError(
      RUNTIME_ERRORS.BAD_DATES,
      `The backtest would start on ${formatDate(run.startDate)} and end on ${formatDate(run.endDate)}. Give a start that is not after the end.`,
    );
  }
  run.settings.tradingDaysPerYear ??= run.desk.brokerageModel.tradingDaysPerYear;
  run.benchmark.settle();
  run.data.endUtc = run.endUtc;
  run.data.warmUpEndUtc = run.startUtc;
  run.data.warmUpResolution = run.settings.warmupResolution;
  run.clock.utc = warmUpStart(run);
  run.isLocked = true;
  run.isWarmingUp = run.desk.isWarmingUp = run.clock.utc < run.startUtc;
  run.internalFeeds.push(...connectCurrencies(run));
  run.samples = new RunSamples(run, { startDate: run.startDate, endDate: run.endDate }, run.isWarmingUp);
  run.schedule.add(new ScheduledEvent('Daily Sampling', midnights(run), (_name, utc) => run.samples.daily(utc)));
  run.schedule.events.start();
}

function* midnights(run: Run): Generator<number, void, void> {
  for (let date = Math.floor(run.localTime / DAY) * DAY; date <= run.endDate + DAY; date += DAY)
    yield run.timeZone.toUtc(date);
}

/** Where the clock starts: at the start date, or as far before it as the warm-up reaches. */
function warmUpStart(run: Run): number {
  const { warmUp, startUtc } = run;
  if (warmUp === undefined) return startUtc;
  if ('milliseconds' in warmUp) return run.timeZone.toUtc(run.startDate - warmUp.milliseconds);
  const { bars } = warmUp;
  let earliest = startUtc;
  for (const security of run.securities.all) {
    for (const config of security.subscriptions) {
      const resolution = run.settings.warmupResolution ?? config.resolution;
      const query = {
        bars,
        nowUtc: startUtc,
        dataTimeZone: run.dataTimeZoneOf(security),
        precise: run.settings.dailyPreciseEndTime,
      };
      earliest = Math.min(earliest, startOfBars(security, { ...config, resolution }, query));
    }
  }
  return earliest;
}

/** Where the benchmark's feed starts: one trading day before the run, so that it has a price. */
function benchmarkStart(run: Run): number {
  const subscription = run.benchmarkSubscription!;
  const { exchangeHours, symbol } = subscription.security;
  const strictDaily = usesStrictEndTime(
    { securityType: symbol.securityType, market: symbol.market, period: DAY, exchangeHours },
    run.settings.dailyPreciseEndTime,
  );
  const end = exchangeHours.timeZone.toLocal(run.clock.utc);
  const query = {
    exchangeHours,
    period: DAY,
    barCount: 1,
    extended: false,
    dataTimeZone: run.dataTimeZoneOf(subscription.security),
    strictDaily,
  };
  return exchangeHours.timeZone.toUtc(startTimeForTradeBars(query, end));
}

async function loop(run: Run, engine: Engine, feed: Feed): Promise<BacktestResult['status']> {
  const { data, changes, request } = run;
  const { synchronizer } = data;
  const lane = new QuietLane(run, engine);
  const warmUpEnd = run.startUtc;
  if (!run.isWarmingUp) run.algorithm.onWarmupFinished();
  let isFirst = true;
  let nextPause = PAUSE_EVERY;
  let nextLook = LOOK_EVERY;
  for (;;) {
    let stepping: void | Promise<void>;
    if (feed === synchronizer && !isFirst && lane.isNext()) {
      stepping = lane.step(PAUSE_EVERY);
    } else {
      if (isFirst || changes.isPending) {
        const utc = changes.instant(run.clock.utc);
        const pulsing = engine.pulse(utc);
        if (pulsing instanceof Promise) await pulsing;
        engine.dataPoints += changes.select(utc);
        if (isFirst) openInternalFeeds(run);
        isFirst = false;
        synchronizer.takeUntilNow(utc);
        engine.instant = utc;
      } else {
        if (feed === synchronizer) {
          if (!synchronizer.advance(run.clock)) return 'completed';
          engine.instant = synchronizer.instant;
        } else {
          const next = feed.next(run.clock.utc);
          const utc = typeof next === 'number' ? next : await next;
          if (utc === Infinity) return feed.isStopped === true ? 'interrupted' : 'completed';
          engine.instant = utc;
        }
        if (run.isWarmingUp && engine.instant > warmUpEnd) {
          const pulsing = engine.pulse(warmUpEnd);
          if (pulsing instanceof Promise) await pulsing;
          run.finishWarmupIfDue();
        }
      }
      stepping = engine.step();
    }
    if (stepping instanceof Promise) await stepping;
    if (engine.stopReason !== '' || run.quitReason !== undefined) return 'completed';
    if (engine.instants < nextPause) continue;
    nextPause = engine.instants + PAUSE_EVERY;
    const pausing = request.pause?.();
    if (pausing !== undefined) await pausing;
    if (request.signal?.aborted === true) return 'interrupted';
    if (engine.instants >= nextLook) {
      nextLook = engine.instants + LOOK_EVERY;
      request.onProgress?.({ utc: run.clock.utc, startUtc: run.startUtc, endUtc: run.endUtc, rows: engine.dataPoints });
    }
  }
}

function openInternalFeeds(run: Run): void {
  for (const subscription of run.internalFeeds) run.data.open(subscription, run.clock.utc);
  run.benchmarkSubscription = run.benchmark.subscription();
  if (run.benchmarkSubscription !== undefined) run.data.open(run.benchmarkSubscription, benchmarkStart(run));
}

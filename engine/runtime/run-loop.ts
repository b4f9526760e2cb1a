import { DAY } from '../data/time/calendar-math.ts';
import { startTimeForTradeBars, usesStrictEndTime } from '../data/time/bar-times.ts';
import type { Clock } from '../model/clock.ts';
import type { Algorithm } from './algorithm.ts';
import type { AlgorithmServices } from './algorithm-services.ts';
import type { AlgorithmSettings } from './algorithm-settings.ts';
import type { Benchmark } from './benchmark.ts';
import type { DataManager } from './data-manager.ts';
import type { Engine } from './engine.ts';
import type { Feed } from './feed.ts';
import type { BacktestRequest, BacktestResult } from './run-request.ts';
import type { RunDates } from './run-dates.ts';
import type { Subscription } from './subscription.ts';
import type { SubscriptionRows } from './subscription-rows.ts';
import type { UniverseChanges } from './universe-changes.ts';
import type { UniverseSchedule } from './universe-schedule.ts';

/** Parts of a run that the loop advances. */
export interface RunLoopParts {
  readonly request: Pick<BacktestRequest, 'signal' | 'pause' | 'onProgress'>;
  readonly clock: Clock;
  readonly dates: RunDates;
  readonly settings: Pick<AlgorithmSettings, 'dailyPreciseEndTime'>;
  readonly data: Pick<DataManager, 'synchronizer' | 'open'>;
  readonly rows: Pick<SubscriptionRows, 'dataTimeZoneOf'>;
  readonly changes: Pick<UniverseChanges, 'isPending' | 'instant' | 'select'>;
  readonly universes: Pick<UniverseSchedule, 'nextUtc' | 'select'>;
  readonly benchmark: Pick<Benchmark, 'subscription'>;
  readonly algorithm: Pick<Algorithm, 'onWarmupFinished'>;
  readonly services: Pick<AlgorithmServices, 'quitReason'>;
}

/** Instants between two looks at the signal, and between two reports of progress. */
const PAUSE_EVERY = 64;
const LOOK_EVERY = 256;

/** What the loop is fed with. */
export interface LoopFeeds {
  readonly feed: Feed;
  /** Feeds of exchange rates, opened with the first instant. */
  readonly internalFeeds: readonly Subscription[];
}

/** Advances from instant to instant until the data end or the run is ended. The loop awaits; the step does not. */
export class RunLoop {
  private readonly run: RunLoopParts;
  private readonly engine: Engine;
  private readonly feed: Feed;
  private readonly internalFeeds: readonly Subscription[];
  private readonly isFedByRows: boolean;
  private isFirst = true;
  private nextPause = PAUSE_EVERY;
  private nextLook = LOOK_EVERY;

  constructor(run: RunLoopParts, engine: Engine, { feed, internalFeeds }: LoopFeeds) {
    this.run = run;
    this.engine = engine;
    this.feed = feed;
    this.internalFeeds = internalFeeds;
    this.isFedByRows = feed === run.data.synchronizer;
  }

  /** Runs to the end and says how it came. */
  async execute(): Promise<BacktestResult['status']> {
    const { run, engine, feed } = this;
    if (!run.dates.isWarmingUp) run.algorithm.onWarmupFinished();
    for (;;) {
      const moving = this.mustSelect() ? this.selectSecurities() : this.moveOn();
      if (!(typeof moving === 'boolean' ? moving : await moving))
        return feed.isStopped === true ? 'interrupted' : 'completed';
      const stepping = this.isFedByRows ? engine.stepThrough(PAUSE_EVERY) : engine.step();
      if (stepping instanceof Promise) await stepping;
      if (engine.isRuined || run.services.quitReason !== undefined) return 'ended-early';
      if (engine.instants < this.nextPause) continue;
      const pausing = this.pause();
      if (pausing !== undefined) await pausing;
      if (run.request.signal?.aborted === true) return 'interrupted';
      this.reportProgress();
    }
  }

  /** Whether securities come or go, or a universe is to be asked, before the next row. */
  private mustSelect(): boolean {
    const { changes, data, universes } = this.run;
    if (this.isFirst || changes.isPending) return true;
    const { nextUtc } = universes;
    return nextUtc < Infinity && this.isFedByRows && nextUtc <= data.synchronizer.peek();
  }

  /** An instant of its own for securities that come and go. */
  private async selectSecurities(): Promise<true> {
    const { run, engine } = this;
    const { changes, clock, data, universes } = run;
    const isUniverseDue = !this.isFirst && !changes.isPending;
    const utc = isUniverseDue ? Math.max(universes.nextUtc, clock.utc) : changes.instant(clock.utc);
    await engine.pulse(utc);
    universes.select(utc);
    engine.dataPoints += changes.select(utc);
    if (this.isFirst) this.openInternalFeeds();
    this.isFirst = false;
    data.synchronizer.takeUntilNow(utc);
    engine.instant = utc;
    return true;
  }

  /** Moves to the next instant; false when there is none. */
  private moveOn(): boolean | Promise<boolean> {
    const { clock, data } = this.run;
    if (this.isFedByRows) return data.synchronizer.advance(clock) && this.arriveAt(data.synchronizer.instant);
    const next = this.feed.next(clock.utc);
    return typeof next === 'number' ? this.arriveLive(next) : next.then((utc) => this.arriveLive(utc));
  }

  /** A live feed stops at the instants of universes too, before the rows of the same time. */
  private arriveLive(utc: number): boolean | Promise<boolean> {
    return utc < Infinity && this.run.universes.nextUtc <= utc ? this.selectSecurities() : this.arriveAt(utc);
  }

  private arriveAt(utc: number): boolean | Promise<boolean> {
    if (utc === Infinity) return false;
    const { engine } = this;
    const { dates } = this.run;
    engine.instant = utc;
    return dates.isWarmingUp && utc > dates.startUtc ? this.endWarmUp() : true;
  }

  /** The warm-up ends at the start of the run, whether there are rows at that instant or not. */
  private async endWarmUp(): Promise<true> {
    await this.engine.pulse(this.run.dates.startUtc);
    this.engine.endWarmUpIfDue();
    return true;
  }

  private pause(): Promise<void> | undefined {
    this.nextPause = this.engine.instants + PAUSE_EVERY;
    return this.run.request.pause?.();
  }

  private reportProgress(): void {
    const { engine, run } = this;
    if (engine.instants < this.nextLook) return;
    this.nextLook = engine.instants + LOOK_EVERY;
    const { startUtc, endUtc } = run.dates;
    run.request.onProgress?.({ utc: run.clock.utc, startUtc, endUtc, rows: engine.dataPoints });
  }

  private openInternalFeeds(): void {
    const { data, clock, benchmark } = this.run;
    for (const subscription of this.internalFeeds) data.open(subscription, clock.utc);
    const subscription = benchmark.subscription();
    if (subscription !== undefined) data.open(subscription, benchmarkStart(this.run, subscription));
  }
}

/** Where the benchmark's feed starts: one trading day before the run, so that it has a price. */
function benchmarkStart(run: RunLoopParts, subscription: Subscription): number {
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
    dataTimeZone: run.rows.dataTimeZoneOf(subscription.security),
    strictDaily,
  };
  return exchangeHours.timeZone.toUtc(startTimeForTradeBars(query, end));
}

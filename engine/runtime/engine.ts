import { Row, ROW_STRIDE, RowFlag } from '../data/feed/row-layout.ts';
import { CorporateEventKind } from '../data/feed/corporate-events.ts';
import type { CorporateEvent } from '../data/feed/corporate-events.ts';
import { updatePrices } from '../securities/price-update.ts';
import type { Clock } from '../model/clock.ts';
import { RowKind } from '../model/columns.ts';
import { mayBecomeWorthless } from '../securities/contribution.ts';
import type { SecurityPortfolio } from '../securities/security-portfolio.ts';
import type { EventSchedule, FireEvent } from '../scheduling/event-schedule.ts';
import type { MarketState } from '../securities/market-state.ts';
import type { SecurityManager } from '../securities/security-manager.ts';
import type { OrderDesk } from '../transactions/order-desk.ts';
import type { Trading } from '../transactions/trading.ts';
import type { Algorithm } from './algorithm.ts';
import type { ConsolidatorHub } from './consolidator-hub.ts';
import { CorporateActionsStep } from './corporate-actions-step.ts';
import type { DataManager } from './data-manager.ts';
import type { RunDates } from './run-dates.ts';
import type { RunSamples } from './run-samples.ts';
import type { SliceBuilder } from './slice-builder.ts';
import type { Subscription } from './subscription.ts';
import { SubscriptionFlag } from './subscription-table.ts';
import type { UniverseChanges } from './universe-changes.ts';

const HOUR = 3_600_000;
const MARGIN_CALL_PERIOD = 300_000;

// local constants avoid look-ups of module bindings
const STRIDE = ROW_STRIDE;
const { Subscription: SUBSCRIPTION, Flags: FLAGS } = Row;
const { FillForward: FILL_FORWARD, Auxiliary: AUXILIARY } = RowFlag;
const { Removed: REMOVED, Internal: INTERNAL, HasConsumers: HAS_CONSUMERS } = SubscriptionFlag;
const FED = SubscriptionFlag.HasConsumers | SubscriptionFlag.Removed;
const UNSEEN = SubscriptionFlag.Removed | SubscriptionFlag.Internal;
const { QuoteBar: QUOTE_BAR } = RowKind;
const MARK = RowFlag.Auxiliary | RowFlag.FillForward | RowFlag.Suspicious;

/** Not a number of calls: every check is made. */
const ALL_CHECKS = -1;

/** Where the order of work goes on once a handler that was awaited is done. */
const Stage = { Begin: 0, Rows: 1, Strategy: 2, End: 3 } as const;
type Stage = (typeof Stage)[keyof typeof Stage];

/** What the step works with. */
export interface EngineParts {
  readonly clock: Clock;
  readonly dates: RunDates;
  readonly data: DataManager;
  readonly state: MarketState;
  readonly slices: SliceBuilder;
  readonly changes: UniverseChanges;
  readonly schedule: { readonly events: EventSchedule };
  readonly consolidators: ConsolidatorHub;
  readonly securities: SecurityManager;
  readonly portfolio: SecurityPortfolio;
  readonly desk: OrderDesk;
  readonly trading: Trading;
  readonly samples: RunSamples;
  readonly algorithm: Algorithm;
  readonly services: { readonly quitReason: string | undefined };
  readonly universes: { readonly nextUtc: number };
}

/**
 * One step for one instant: everything that a run does, in LEAN's order (Engine/AlgorithmManager.cs, Run). The order of work
 * is written here and nowhere else; what an instant does not need is skipped by a condition in its place.
 *
 * The loop around it waits; the step itself never does, unless a handler of the strategy returned a promise.
 */
export class Engine {
  /** Rows of all subscriptions so far, internal ones and filled-forward ones included (LEAN's DataPoints). */
  dataPoints = 0;
  /** True once the account was found to be worth nothing any more: the run ends. */
  isRuined = false;
  /** The UTC instant to step through; a field, as a number that is handed on from call to call may be allocated. */
  instant = NaN;
  /** Number of instants so far. */
  instants = 0;
  readonly corporateActions: CorporateActionsStep;
  private readonly run: EngineParts;
  private readonly algorithm: Algorithm;
  private readonly clock: Clock;
  private readonly dates: RunDates;
  private readonly data: DataManager;
  private readonly state: MarketState;
  private readonly slices: SliceBuilder;
  private readonly changes: UniverseChanges;
  private readonly consolidators: ConsolidatorHub;
  private readonly portfolio: SecurityPortfolio;
  private readonly desk: OrderDesk;
  private readonly samples: RunSamples;
  private readonly events: EventSchedule;
  /** The bar that {@link takePlainBar} took last. */
  private plainRow = -1;
  private plainSubscription: Subscription | undefined;
  private nextModelScan: number;
  private nextMarginCall = -Infinity;
  /** Number of calls when {@link findUneventful} ran; its findings hold while that stays and until the instant below. */
  private uneventfulCalls: number = ALL_CHECKS;
  private uneventfulUntil = -Infinity;
  private hasOpenOrders = true;
  /** Whether prices alone could make the portfolio worthless. */
  private mayLose = true;
  /** Whether the next instant needs what the loop around the steps does. */
  private needsLoop = true;

  constructor(run: EngineParts) {
    this.run = run;
    this.algorithm = run.algorithm;
    this.clock = run.clock;
    this.dates = run.dates;
    this.data = run.data;
    this.state = run.state;
    this.slices = run.slices;
    this.changes = run.changes;
    this.consolidators = run.consolidators;
    this.portfolio = run.portfolio;
    this.desk = run.desk;
    this.samples = run.samples;
    this.events = run.schedule.events;
    this.corporateActions = new CorporateActionsStep(run);
    this.nextModelScan = nextHour(run.clock.utc);
    run.data.synchronizer.beforeMove.push(() => run.state.settle());
  }

  /** Moves algorithm time without data, as LEAN's time pulse does. */
  pulse(utc: number): void | Promise<void> {
    const waiting = this.firePastEvents(utc);
    if (waiting instanceof Promise) return waiting.then(() => void (this.clock.utc = utc));
    this.clock.utc = utc;
    return undefined;
  }

  /** Works through {@link instant}; the synchronizer stands at its rows. A promise means that a handler is still at work. */
  step(): void | Promise<void> {
    return this.proceed(Stage.Begin, this.instants + 1);
  }

  /**
   * Works through {@link instant}, and through those after it that wait in the window: until so many are done, a handler is
   * still at work, securities come or go, or the run ends.
   */
  stepThrough(most: number): void | Promise<void> {
    return this.proceed(Stage.Begin, this.instants + most);
  }

  /**
   * The order of work. One method for all of it, from the stage at which a handler kept it waiting on, as calls between its
   * parts cost more than most instants need.
   * @param last number of the instant to stop after
   */
  private proceed(first: Stage, last: number): void | Promise<void> {
    const { clock, data, slices, changes, portfolio, desk, events, algorithm, samples } = this;
    const { universes } = this.run;
    const { synchronizer } = data;
    const { slice } = slices;
    for (let stage = first; ; stage = Stage.Begin) {
      let isPlainBar = false;
      if (stage === Stage.Begin) {
        this.instants++;
        if (clock.calls !== this.uneventfulCalls || this.instant >= this.uneventfulUntil) this.makeAllChecks();
        if (this.mayLose && portfolio.isWorthless()) return this.endInRuin();
        if (clock.calls !== this.uneventfulCalls) {
          const waiting = this.firePastEvents(this.instant);
          if (waiting instanceof Promise) return waiting.then(() => this.proceed(Stage.Rows, this.instants));
        }
      }
      const { instant } = this;
      if (stage <= Stage.Rows) {
        clock.utc = instant;
        if (changes.hasNews) changes.apply();
        isPlainBar = synchronizer.to - synchronizer.from === 1 && this.takePlainBar();
        if (!isPlainBar) this.takeRows();
        if (clock.calls !== this.uneventfulCalls && instant >= this.nextModelScan) this.scanSecurityModels();
        portfolio.pricesChanged();
        if (clock.calls !== this.uneventfulCalls) this.endWarmUpIfDue();
        if (slice.hasMore) this.corporateActions.announceSymbolChanges();
        if (this.hasOpenOrders || clock.calls !== this.uneventfulCalls) desk.processSynchronousEvents();
        if (slice.hasMore) this.corporateActions.delist();
        if (clock.calls !== this.uneventfulCalls && events.nextUtc <= instant) {
          const waiting = events.scanThrough(instant, fireEvent);
          if (waiting instanceof Promise) return waiting.then(() => this.proceed(Stage.Strategy, this.instants));
        }
      }
      if (stage <= Stage.Strategy) {
        if (instant >= this.nextMarginCall) this.callMargin();
        if (changes.hasNews) changes.tell();
        if (slice.hasMore) this.corporateActions.apply();
        if (data.consumingSubscriptions > 0) {
          // rows move when a handler adds or removes a subscription; the slice then no longer continues
          if (isPlainBar && slices.only >= 0) this.feed(this.plainSubscription!, this.plainRow);
          else this.feedAll();
        }
        if (slice.hasMore) this.corporateActions.announce();
        if (slice.hasData) {
          const waiting = algorithm.handleSlice(slice);
          if (waiting instanceof Promise) return waiting.then(() => this.proceed(Stage.End, this.instants));
        }
      }
      if (this.hasOpenOrders || clock.calls !== this.uneventfulCalls) desk.processSynchronousEvents();
      samples.endOfSlice();
      if (clock.calls !== this.uneventfulCalls) this.findUneventful();
      if (this.instants >= last || this.needsLoop || !synchronizer.advanceInWindow(clock, universes.nextUtc))
        return undefined;
      this.instant = synchronizer.instant;
    }
  }

  /** From now on every check is made. */
  private makeAllChecks(): void {
    this.uneventfulCalls = ALL_CHECKS;
    this.mayLose = mayBecomeWorthless(this.portfolio);
  }

  private endInRuin(): void {
    this.isRuined = true;
  }

  /**
   * Finds which checks the next instants can skip: those whose outcome changes only with a request to the engine
   * ({@link Clock.calls}) or when something is due by the clock.
   */
  private findUneventful(): void {
    const { clock, dates, changes, desk, portfolio } = this;
    desk.archiveClosed();
    this.hasOpenOrders = desk.openOrders.count > 0;
    this.mayLose = mayBecomeWorthless(portfolio);
    this.needsLoop = changes.isPending || dates.isWarmingUp || this.run.services.quitReason !== undefined;
    this.uneventfulUntil = Math.min(this.events.nextUtc, this.consolidators.nextScanUtc, this.nextModelScan);
    this.uneventfulCalls = dates.isWarmingUp || desk.hasWaitingChanges ? ALL_CHECKS : clock.calls;
  }

  private firePastEvents(utc: number): void | Promise<void> {
    const waiting = this.events.nextUtc < utc ? this.events.scanBefore(utc, this.fireAtItsTime) : undefined;
    if (waiting instanceof Promise) return waiting.then(() => this.consolidators.scanBefore(utc));
    if (this.consolidators.nextScanUtc < utc) this.consolidators.scanBefore(utc);
    return undefined;
  }

  /**
   * Takes the only row of the instant if it is a bar that the strategy sees, as in most instants of a strategy with few
   * symbols: its price update is deferred. False, without an effect, if it is another row.
   */
  private takePlainBar(): boolean {
    const { slices, state } = this;
    const { synchronizer, table } = this.data;
    const { rows } = synchronizer;
    const base = synchronizer.isLinedUp ? synchronizer.from * STRIDE : synchronizer.order[synchronizer.from];
    const index = rows[base + SUBSCRIPTION];
    if (rows[base + FLAGS] !== 0) return false;
    if (index === slices.only) {
      if (!state.deferNext(base)) state.defer(rows, base, index, table);
      slices.continueWith(base, this.instant);
    } else {
      if ((table.flags[index] & UNSEEN) !== 0 || table.kind[index] > QUOTE_BAR) return false;
      state.defer(rows, base, index, table);
      slices.beginWith(base, index, this.instant);
      this.plainSubscription = this.data.subscriptions[index];
    }
    this.plainRow = base;
    this.dataPoints++;
    return true;
  }

  /** Takes the rows of the instant into prices and slice. */
  private takeRows(): void {
    const { data, slices } = this;
    this.state.settle();
    slices.begin(this.instant);
    const { rows, order, from, to } = data.synchronizer;
    const { flags, stateBase, priceMode } = data.table;
    const state = this.state.values;
    let points = 0;
    for (let i = from; i < to; i++) {
      const base = order[i];
      const index = rows[base + SUBSCRIPTION];
      const flag = flags[index];
      if ((flag & REMOVED) !== 0) continue;
      points++;
      const mark = rows[base + FLAGS] & MARK;
      if ((mark & AUXILIARY) !== 0) {
        this.takeEvent(data.subscriptions[index], rows[base + Row.Value]);
        continue;
      }
      if (mark === 0) updatePrices(state, stateBase[index], rows, base, priceMode[index]);
      if ((flag & INTERNAL) === 0) slices.note(base, index);
    }
    this.dataPoints += points;
  }

  private takeEvent(subscription: Subscription, value: number): void {
    const event: CorporateEvent = subscription.cursor!.eventOf(value);
    const isDelisting =
      event.kind === CorporateEventKind.DelistingWarning || event.kind === CorporateEventKind.Delisted;
    // known before any handler of the slice runs, so that none can open a position any more
    if (event.kind === CorporateEventKind.Delisted) subscription.security.endTrading();
    if (!subscription.config.isInternal || isDelisting) this.slices.noteEvent(event, subscription);
  }

  /** Feeds the consumers of a subscription with its only row of the instant. */
  private feed(subscription: Subscription, base: number): void {
    if (subscription.isRemoved) return;
    const { rows } = this.data.synchronizer;
    const { consumers } = subscription;
    for (let c = 0; c < consumers.length; c++) {
      consumers[c].consume(rows, base, subscription);
      consumers[c].scan();
    }
  }

  /** Feeds consumers subscription by subscription, each with all rows of the instant before the next, then lets it check the clock. */
  private feedAll(): void {
    const { synchronizer, subscriptions, table } = this.data;
    const { rows, order, from, to } = synchronizer;
    for (let i = from; i < to; i++) {
      const index = rows[order[i] + SUBSCRIPTION];
      const isLast = i + 1 === to || rows[order[i + 1] + SUBSCRIPTION] !== index;
      if ((table.flags[index] & FED) !== HAS_CONSUMERS) continue;
      if (!isLast) i = this.feedRows(subscriptions[index], i);
      else if (rows[order[i] + FLAGS] <= FILL_FORWARD) this.feed(subscriptions[index], order[i]);
    }
  }

  /** Several rows of one subscription, from place `first` of the instant on; returns the place of the last. */
  private feedRows(subscription: Subscription, first: number): number {
    const { rows, order, to } = this.data.synchronizer;
    const { consumers } = subscription;
    let last = first;
    while (last + 1 < to && rows[order[last + 1] + SUBSCRIPTION] === subscription.index) last++;
    for (let c = 0; c < consumers.length; c++) {
      let isFed = false;
      for (let i = first; i <= last; i++) {
        if (rows[order[i] + FLAGS] > FILL_FORWARD) continue;
        consumers[c].consume(rows, order[i], subscription);
        isFed = true;
      }
      if (isFed) consumers[c].scan();
    }
    return last;
  }

  /** Once an hour of algorithm time: unsettled cash. */
  private scanSecurityModels(): void {
    const utc = this.instant;
    this.nextModelScan = nextHour(utc);
    const { cashBook } = this.portfolio;
    const { byIndex } = this.run.securities;
    for (let i = 0; i < byIndex.length; i++) byIndex[i].settlementModel.scan(cashBook, byIndex[i], utc);
  }

  /** The first instant at or after the start date ends the warm-up. */
  endWarmUpIfDue(): void {
    const { dates, desk } = this;
    if (!dates.isWarmingUp || this.clock.utc < dates.startUtc) return;
    dates.isWarmingUp = false;
    desk.isWarmingUp = false;
    this.samples.sampler.onWarmupFinished(this.portfolio.exactTotalPortfolioValue);
    this.algorithm.onWarmupFinished();
  }

  /** Fires an event that is due before the slice: the clock stands at the event's own time. */
  private readonly fireAtItsTime: FireEvent = (event, utc) => {
    this.clock.utc = utc;
    return event.fire();
  };

  /** At most every five minutes of algorithm time. */
  private callMargin(): void {
    const { algorithm, portfolio } = this;
    this.nextMarginCall = this.instant + MARGIN_CALL_PERIOD;
    if (portfolio.openPositions.length === 0) return;
    const decision = portfolio.marginCallModel.decide(portfolio);
    const { orders } = decision;
    if (orders.length > 0 && orders.every((order) => order.security.isExchangeOpen)) {
      algorithm.onMarginCall(orders.map(({ security, quantity }) => ({ symbol: security.symbol, quantity })));
      if (this.run.trading.executeMarginCall(orders).length > 0) return;
    }
    if (decision.isWarning) algorithm.onMarginCallWarning();
  }
}

const fireEvent: FireEvent = (event) => event.fire();

function nextHour(utc: number): number {
  return Math.floor(utc / HOUR) * HOUR + HOUR;
}

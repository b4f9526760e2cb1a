import { Row, RowFlag } from '../data/feed/row-layout.ts';
import { CorporateEventKind } from '../data/feed/corporate-events.ts';
import type { CorporateEvent } from '../data/feed/corporate-events.ts';
import { updatePrices } from '../securities/price-update.ts';
import type { Clock } from '../model/clock.ts';
import { DataNormalizationMode } from '../model/data-kinds.ts';
import { Decimal } from '../model/decimal.ts';
import type { SecurityPortfolio } from '../securities/security-portfolio.ts';
import type { EventSchedule, FireEvent } from '../scheduling/event-schedule.ts';
import type { MarketState } from '../securities/market-state.ts';
import type { SecurityManager } from '../securities/security-manager.ts';
import type { Security } from '../securities/security.ts';
import type { OrderDesk } from '../transactions/order-desk.ts';
import type { Trading } from '../transactions/trading.ts';
import type { Algorithm } from './algorithm.ts';
import type { ConsolidatorHub } from './consolidator-hub.ts';
import type { DataManager } from './data-manager.ts';
import type { RunDates } from './run-dates.ts';
import type { BacktestResult } from './run-request.ts';
import type { RunSamples } from './run-samples.ts';
import type { SliceBuilder } from './slice-builder.ts';
import type { Subscription } from './subscription.ts';
import { SubscriptionFlag } from './subscription-table.ts';
import type { UniverseChanges } from './universe-changes.ts';

const HOUR = 3_600_000;
const MARGIN_CALL_PERIOD = 300_000;

// what is imported is looked up at each use, what stands here is not
const { Subscription: SUBSCRIPTION, Flags: FLAGS } = Row;
const { FillForward: FILL_FORWARD, Auxiliary: AUXILIARY } = RowFlag;
const { Removed: REMOVED, Internal: INTERNAL, HasConsumers: HAS_CONSUMERS } = SubscriptionFlag;
const FED = SubscriptionFlag.HasConsumers | SubscriptionFlag.Removed;
const MARK = RowFlag.Auxiliary | RowFlag.FillForward | RowFlag.Suspicious;

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
 * One step for one instant: everything that a run does, in LEAN's order (Engine/AlgorithmManager.cs, Run).
 *
 * The loop around it waits; the step itself never does, unless a handler of the strategy returned a promise. Instants that
 * bring little are gone through by the {@link QuietLane}.
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
  /** Splits of positions with raw prices. */
  readonly splits: BacktestResult['splits'][number][] = [];
  /** Called when a position or cash has changed without an order that went to the market. */
  onCorporateAction: ((security: Security, reason: 'split' | 'dividend' | 'delisting') => void) | undefined;
  private readonly run: EngineParts;
  private readonly algorithm: Algorithm;
  private readonly clock: Clock;
  private readonly portfolio: SecurityPortfolio;
  readonly events: EventSchedule;
  private nextModelScan: number;
  /** From this instant on margin is to be looked at. */
  nextMarginCall = -Infinity;

  constructor(run: EngineParts) {
    this.run = run;
    this.algorithm = run.algorithm;
    this.clock = run.clock;
    this.portfolio = run.portfolio;
    this.events = run.schedule.events;
    this.nextModelScan = nextHour(run.clock.utc);
  }

  /** Moves algorithm time without data, as LEAN's time pulse does. */
  pulse(utc: number): void | Promise<void> {
    const waiting = this.firePastEvents(utc);
    if (waiting instanceof Promise) return waiting.then(() => void (this.clock.utc = utc));
    this.clock.utc = utc;
    return undefined;
  }

  /** Works through `instant`; the synchronizer stands at its rows. A promise means that a handler is still at work. */
  step(): void | Promise<void> {
    this.instants++;
    if (this.portfolio.isWorthless()) {
      this.isRuined = true;
      return undefined;
    }
    if (this.events.nextUtc < this.instant || this.run.consolidators.nextScanUtc < this.instant) {
      const waiting = this.firePastEvents(this.instant);
      if (waiting instanceof Promise) return waiting.then(() => this.stepOn());
    }
    return this.stepOn();
  }

  /** Before this instant nothing is due by the clock. */
  quietUntil(): number {
    const { run } = this;
    const { nextScanUtc } = run.consolidators;
    const until = Math.min(this.events.nextUtc, nextScanUtc, this.nextModelScan, run.universes.nextUtc);
    return run.dates.isWarmingUp ? Math.min(until, run.dates.startUtc) : until;
  }

  private firePastEvents(utc: number): void | Promise<void> {
    const { run } = this;
    const waiting =
      run.schedule.events.nextUtc < utc ? run.schedule.events.scanBefore(utc, this.fireAtItsTime) : undefined;
    if (waiting instanceof Promise) return waiting.then(() => run.consolidators.scanBefore(utc));
    run.consolidators.scanBefore(utc);
    return undefined;
  }

  private stepOn(): void | Promise<void> {
    const { run, instant } = this;
    const { slices } = run;
    this.clock.utc = instant;
    slices.begin(instant);
    if (run.changes.hasNews) run.changes.apply();
    this.takeRows();
    return this.stepAfterRows();
  }

  /** The rest of a step, from where the rows are in prices and slice. */
  stepAfterRows(): void | Promise<void> {
    const { run, instant } = this;
    const { slices } = run;
    if (instant >= this.nextModelScan) this.scanSecurityModels();
    this.portfolio.pricesChanged();
    if (run.dates.isWarmingUp) this.endWarmUpIfDue();
    if (slices.slice.hasMore) this.tellSymbolChanges();
    run.desk.processSynchronousEvents();
    return this.stepAfterScan();
  }

  /** The rest of a step, from where the market has looked at the orders. */
  stepAfterScan(): void | Promise<void> {
    const { run, instant } = this;
    if (run.slices.slice.hasMore) this.delistSecurities();
    if (this.events.nextUtc <= instant) {
      const waiting = this.events.scanThrough(instant, fireEvent);
      if (waiting instanceof Promise) return waiting.then(() => this.stepAfterEvents());
    }
    return this.stepAfterEvents();
  }

  private stepAfterEvents(): void | Promise<void> {
    const { run } = this;
    const { slice } = run.slices;
    if (this.instant >= this.nextMarginCall) this.callMargin();
    if (run.changes.hasNews) run.changes.tell();
    if (slice.hasMore) this.applyCorporateActions();
    if (run.data.consumingSubscriptions > 0) this.feedConsumers();
    if (slice.hasMore) this.tellCorporateActions();
    if (slice.hasData) {
      const waiting = this.algorithm.handleSlice(slice);
      if (waiting instanceof Promise) return waiting.then(() => this.finishStep());
    }
    this.finishStep();
    return undefined;
  }

  /** The end of a step, when the strategy has had its say. */
  finishStep(): void {
    const { run } = this;
    run.desk.processSynchronousEvents();
    run.desk.archiveClosed();
    run.samples.endOfSlice();
  }

  /** Takes the rows of the instant into prices and slice. */
  takeRows(): void {
    const { run } = this;
    const { data, slices } = run;
    const { rows, order, from, to } = data.synchronizer;
    const { flags, stateBase, priceMode } = data.table;
    const state = run.state.values;
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
    if (!subscription.config.isInternal || isDelisting) this.run.slices.noteEvent(event, subscription);
  }

  /** Subscription by subscription, consumer by consumer: all of the instant's rows, then a look at the clock. */
  feedConsumers(): void {
    const { data } = this.run;
    const { rows, order, from, to } = data.synchronizer;
    const { subscriptions } = data;
    const { flags } = data.table;
    for (let i = from; i < to; i++) {
      const base = order[i];
      const index = rows[base + SUBSCRIPTION];
      if ((flags[index] & FED) !== HAS_CONSUMERS) continue;
      const subscription = subscriptions[index];
      if (i + 1 < to && rows[order[i + 1] + SUBSCRIPTION] === index) {
        i = this.feedRows(subscription, i);
        continue;
      }
      if (rows[base + FLAGS] > FILL_FORWARD) continue;
      const { consumers } = subscription;
      for (let c = 0; c < consumers.length; c++) {
        consumers[c].consume(rows, base, subscription);
        consumers[c].scan();
      }
    }
  }

  /** Several rows of one subscription, from place `first` of the instant on; returns the place of the last. */
  private feedRows(subscription: Subscription, first: number): number {
    const { rows, order, to } = this.run.data.synchronizer;
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
    const { portfolio, securities } = this.run;
    const { cashBook } = portfolio;
    const { byIndex } = securities;
    for (let i = 0; i < byIndex.length; i++) byIndex[i].settlementModel.scan(cashBook, byIndex[i], utc);
  }

  private tellSymbolChanges(): void {
    const { run } = this;
    const { symbolChangedEvents } = run.slices.slice;
    if (symbolChangedEvents.length === 0) return;
    this.algorithm.onSymbolChangedEvents(symbolChangedEvents);
    for (const { symbol } of symbolChangedEvents) {
      run.desk.cancelOpenOrders(run.securities.of(symbol), 'Open order cancelled on symbol changed event');
    }
  }

  private delistSecurities(): void {
    const { run } = this;
    const delisted = run.slices.slice.delistings.filter(({ isWarning }) => !isWarning);
    for (const symbol of new Set(delisted.map((delisting) => delisting.symbol))) this.delist(run.securities.of(symbol));
  }

  private delist(security: Security): void {
    const { run } = this;
    run.desk.delist(security);
    this.onCorporateAction?.(security, 'delisting');
    run.changes.drop(security);
  }

  /** The first instant at or after the start date ends the warm-up. */
  endWarmUpIfDue(): void {
    const { run } = this;
    const { dates } = run;
    if (!dates.isWarmingUp || this.clock.utc < dates.startUtc) return;
    dates.isWarmingUp = false;
    run.desk.isWarmingUp = false;
    run.samples.sampler.onWarmupFinished(this.portfolio.exactTotalPortfolioValue);
    this.algorithm.onWarmupFinished();
  }

  /** Fires an event that is due before the slice: the clock stands at the event's own time. */
  private readonly fireAtItsTime: FireEvent = (event, utc) => {
    this.clock.utc = utc;
    return event.fire();
  };

  /** At most every five minutes of algorithm time. */
  callMargin(): void {
    const { run, algorithm } = this;
    this.nextMarginCall = this.instant + MARGIN_CALL_PERIOD;
    if (run.portfolio.openPositions.length === 0) return;
    const decision = run.portfolio.marginCallModel.decide(run.portfolio);
    const { orders } = decision;
    if (orders.length > 0 && orders.every((order) => order.security.isExchangeOpen)) {
      algorithm.onMarginCall(orders.map(({ security, quantity }) => ({ symbol: security.symbol, quantity })));
      if (run.trading.executeMarginCall(orders).length > 0) return;
    }
    if (decision.isWarning) algorithm.onMarginCallWarning();
  }

  private tellCorporateActions(): void {
    const { algorithm } = this;
    const { splits, dividends, delistings } = this.run.slices.slice;
    if (splits.length > 0) algorithm.onSplits(splits);
    if (dividends.length > 0) algorithm.onDividends(dividends);
    if (delistings.length > 0) algorithm.onDelistings(delistings);
  }

  private applyCorporateActions(): void {
    const { run } = this;
    const { dividends, splits } = run.slices.slice;
    if (run.dates.isWarmingUp) return;
    for (const dividend of dividends) {
      const security = run.securities.of(dividend.symbol);
      run.portfolio.applyDividend(security, Decimal.of(dividend.distribution));
      this.onCorporateAction?.(security, 'dividend');
    }
    for (const split of splits) {
      if (split.isWarning) continue;
      const security = run.securities.of(split.symbol);
      run.portfolio.applySplit(security, Decimal.of(split.factor), Decimal.of(split.referencePrice));
      this.onCorporateAction?.(security, 'split');
      if (security.dataNormalizationMode === DataNormalizationMode.Raw) {
        this.splits.push({ symbol: security.symbol.key, time: run.clock.utc, factor: split.factor });
        run.desk.splitOpenOrders(security, split.factor);
      }
    }
  }
}

const fireEvent: FireEvent = (event) => event.fire();

function nextHour(utc: number): number {
  return Math.floor(utc / HOUR) * HOUR + HOUR;
}

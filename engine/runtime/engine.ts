import { Row, ROW_STRIDE, RowFlag } from '../data/feed/row-layout.ts';
import { CorporateEventKind } from '../data/feed/corporate-events.ts';
import type { CorporateEvent } from '../data/feed/corporate-events.ts';
import { updatePrices } from '../securities/price-update.ts';
import type { Clock } from '../model/clock.ts';
import { RowKind } from '../model/columns.ts';
import { Decimal } from '../model/decimal.ts';
import { mayBecomeWorthless } from '../portfolio/contribution.ts';
import type { SecurityPortfolio } from '../portfolio/security-portfolio.ts';
import type { EventSchedule } from '../scheduling/event-schedule.ts';
import type { Algorithm } from './algorithm.ts';
import type { Run } from './run.ts';
import type { Subscription } from './subscription.ts';
import { SubscriptionFlag } from './subscription-table.ts';

const HOUR = 3_600_000;
const MARGIN_CALL_PERIOD = 300_000;

// what is imported is looked up at each use, what stands here is not
const { Emit: EMIT, Subscription: SUBSCRIPTION, Flags: FLAGS } = Row;
const STRIDE = ROW_STRIDE;
const { FillForward: FILL_FORWARD, Auxiliary: AUXILIARY } = RowFlag;
const { Removed: REMOVED, Internal: INTERNAL, HasConsumers: HAS_CONSUMERS } = SubscriptionFlag;
const FED = SubscriptionFlag.HasConsumers | SubscriptionFlag.Removed;
const { QuoteBar: QUOTE_BAR } = RowKind;
const MARK = RowFlag.Auxiliary | RowFlag.FillForward | RowFlag.Suspicious;

/**
 * One step for one instant: everything that a run does, in LEAN's order (Engine/AlgorithmManager.cs, Run).
 *
 * The loop around it waits; the step itself never does, unless a handler of the strategy returned a promise.
 */
export class Engine {
  /** Rows of all subscriptions so far, internal ones and filled-forward ones included (LEAN's DataPoints). */
  dataPoints = 0;
  /** Why the run ended before its data did; empty while it goes on. */
  stopReason = '';
  /** The UTC instant to step through; a field, as a number that is handed on from call to call may be allocated. */
  instant = NaN;
  /** Number of instants so far. */
  instants = 0;
  private readonly run: Run;
  private readonly algorithm: Algorithm;
  private readonly clock: Clock;
  private readonly portfolio: SecurityPortfolio;
  private readonly events: EventSchedule;
  private nextModelScan: number;
  private nextMarginCall = -Infinity;

  constructor(run: Run, algorithm: Algorithm) {
    this.run = run;
    this.algorithm = algorithm;
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
      this.stopReason = 'The portfolio is worth nothing any more; the run has stopped.';
      return undefined;
    }
    if (this.events.nextUtc < this.instant || this.run.consolidators.nextScanUtc < this.instant) {
      const waiting = this.firePastEvents(this.instant);
      if (waiting instanceof Promise) return waiting.then(() => this.stepOn());
    }
    return this.stepOn();
  }

  /**
   * Whether the next instant waits in the window and has nothing but prices, orders that rest, those who are fed with rows,
   * and the strategy: no event, no change of securities, no sample, nothing that is due by the clock. {@link stepQuietly}
   * then goes on.
   */
  isNextQuiet(): boolean {
    const { run } = this;
    if (!run.desk.isQuiet || run.changes.isPending || run.changes.hasNews) return false;
    const { synchronizer } = run.data;
    synchronizer.limit = this.quietUntil();
    return synchronizer.isNextWithin();
  }

  /**
   * Steps through quiet instants: the same work as {@link step} without asking at each for what cannot be. Ends where an
   * instant has more, where something comes up, and after `most`. A promise means that a handler is still at work.
   */
  stepQuietly(most: number): void | Promise<void> {
    const { run, clock, portfolio } = this;
    const { data, slices, algorithm } = run;
    const { synchronizer } = data;
    const { slice } = slices;
    const { state } = run;
    const { flags, stateBase, priceMode } = data.table;
    const mayLose = mayBecomeWorthless(portfolio);
    const { calls } = clock;
    const { hasOpenOrders } = run.desk;
    const last = this.instants + most;
    const isAlone = !mayLose && this.isAlone(synchronizer.sole);
    if (isAlone && synchronizer.isNextPlain()) return this.stepAlone(last);
    do {
      synchronizer.moveWithin();
      const utc = synchronizer.instant;
      this.instant = utc;
      if (mayLose && portfolio.isWorthless()) return this.step();
      this.instants++;
      clock.utc = utc;
      slices.begin(utc);
      const { rows, order, from, to } = synchronizer;
      const base = order[from];
      const index = rows[base + SUBSCRIPTION];
      let flag = flags[index];
      // most instants of a strategy with one symbol: a row of its own
      const isPlain = to - from === 1 && rows[base + FLAGS] === 0 && (flag & (REMOVED | INTERNAL)) === 0;
      if (isPlain) {
        this.dataPoints++;
        updatePrices(state.values, stateBase[index], rows, base, priceMode[index]);
        slices.note(base, index);
      } else {
        this.takeRows();
        if (slice.hasMore) return this.stepAfterRows();
      }
      portfolio.pricesChanged();
      if (hasOpenOrders && this.hasMoreAfterScan(calls)) return this.stepAfterScan();
      if (utc >= this.nextMarginCall) this.callMargin();
      // handlers of what came of orders and margin may have begun to listen to these very rows
      flag = data.table.flags[index];
      if (isPlain && (flag & HAS_CONSUMERS) !== 0) {
        const subscription = data.subscriptions[index];
        const { consumers } = subscription;
        for (let c = 0; c < consumers.length; c++) {
          consumers[c].consume(rows, base, subscription);
          consumers[c].scan();
        }
      } else if (!isPlain && data.consumingSubscriptions > 0) this.feedConsumers();
      if (slice.hasData) {
        const waiting = algorithm.onData(slice);
        if (waiting instanceof Promise) return waiting.then(() => this.finishStep());
      }
      if (clock.calls !== calls || hasOpenOrders) this.finishStep();
      else run.samples.endOfSlice();
      if (clock.calls !== calls) return undefined;
    } while (!isAlone && this.instants < last && synchronizer.isNextWithin());
    return undefined;
  }

  /** Whether a window that has rows of one subscription only can be gone through by {@link stepAlone}. */
  private isAlone(index: number): boolean {
    if (index < 0) return false;
    const { flags, kind } = this.run.data.table;
    return (flags[index] & (REMOVED | INTERNAL)) === 0 && kind[index] <= QUOTE_BAR;
  }

  /** The same for bars of one subscription, one an instant: what is the same for all of them is looked up once. */
  private stepAlone(last: number): void | Promise<void> {
    const { run, clock, portfolio } = this;
    const { data, slices, samples, algorithm } = run;
    const { synchronizer, table } = data;
    const { slice } = slices;
    const { rows, sole: index } = synchronizer;
    let { limit } = synchronizer;
    const subscription = data.subscriptions[index];
    const { state } = run;
    const barRows = table.kind[index] === QUOTE_BAR ? slices.quoteRow : slices.tradeRow;
    const security = table.securityIndex[index];
    let { calls } = clock;
    let { hasOpenOrders } = run.desk;
    const end = Math.min(synchronizer.windowLength, synchronizer.position + last - this.instants);
    let base = synchronizer.position * STRIDE;
    state.expect(rows, base, table.stateBase[index], table.priceMode[index]);
    slices.begin(rows[base + EMIT]);
    slices.note(base, index);
    do {
      const utc = rows[base + EMIT];
      synchronizer.position++;
      this.instants++;
      this.dataPoints++;
      clock.utc = utc;
      slice.utcTime = utc;
      barRows[security] = base;
      state.lateRow = base;
      portfolio.pricesChanged();
      if (hasOpenOrders && this.hasMoreAfterScan(calls)) {
        this.standAt(utc);
        return this.stepAfterScan();
      }
      if (utc >= this.nextMarginCall) {
        this.instant = utc;
        this.callMargin();
      }
      const { consumers } = subscription;
      for (let c = 0; c < consumers.length; c++) {
        consumers[c].consume(rows, base, subscription);
        consumers[c].scan();
      }
      const waiting = algorithm.onData(slice);
      if (waiting instanceof Promise) {
        this.standAt(utc);
        return waiting.then(() => this.finishStep());
      }
      if (clock.calls !== calls || hasOpenOrders) {
        this.finishStep();
        if (clock.calls !== calls) {
          this.standAt(utc);
          if (run.quitReason !== undefined || !this.isNextQuiet() || mayBecomeWorthless(portfolio)) return undefined;
          ({ calls } = clock);
          ({ limit } = synchronizer);
          ({ hasOpenOrders } = run.desk);
        }
      } else samples.endOfSlice();
      base += STRIDE;
    } while (synchronizer.position < end && rows[base + EMIT] < limit && rows[base + FLAGS] === 0);
    this.standAt(clock.utc);
    return undefined;
  }

  /** Lets the market look at the resting orders; true when what came of it takes more than the quiet steps do. */
  private hasMoreAfterScan(calls: number): boolean {
    const { run, clock } = this;
    run.desk.processSynchronousEvents();
    return clock.calls !== calls && (run.changes.hasNews || this.events.nextUtc <= clock.utc);
  }

  private standAt(utc: number): void {
    this.instant = utc;
    this.run.state.settle();
    this.run.data.synchronizer.standAt(utc);
  }

  /** Before this instant nothing is due by the clock. */
  private quietUntil(): number {
    const { run } = this;
    const until = Math.min(this.events.nextUtc, run.consolidators.nextScanUtc, this.nextModelScan);
    return run.isWarmingUp ? Math.min(until, run.startUtc) : until;
  }

  private firePastEvents(utc: number): void | Promise<void> {
    const { run } = this;
    const waiting =
      run.schedule.events.nextUtc < utc ? run.schedule.events.scanBefore(utc, run.fireAtItsTime) : undefined;
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

  private stepAfterRows(): void | Promise<void> {
    const { run, instant } = this;
    const { slices } = run;
    if (instant >= this.nextModelScan) this.scanSecurityModels();
    this.portfolio.pricesChanged();
    if (run.isWarmingUp) run.finishWarmupIfDue();
    if (slices.slice.hasMore) this.tellSymbolChanges();
    run.desk.processSynchronousEvents();
    return this.stepAfterScan();
  }

  private stepAfterScan(): void | Promise<void> {
    const { run, instant } = this;
    if (run.slices.slice.hasMore) this.delistSecurities();
    if (this.events.nextUtc <= instant) {
      const waiting = this.events.scanThrough(instant, run.fireEvent);
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
      const waiting = this.algorithm.onData(slice);
      if (waiting instanceof Promise) return waiting.then(() => this.finishStep());
    }
    this.finishStep();
    return undefined;
  }

  private finishStep(): void {
    const { run } = this;
    run.desk.processSynchronousEvents();
    run.desk.archiveClosed();
    run.samples.endOfSlice();
  }

  /** Takes the rows of the instant into prices and slice. */
  private takeRows(): void {
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
    if (!subscription.config.isInternal || isDelisting) this.run.slices.noteEvent(event, subscription);
  }

  /** Subscription by subscription, consumer by consumer: all of the instant's rows, then a look at the clock. */
  private feedConsumers(): void {
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
    const { byIndex } = securities;
    for (let i = 0; i < byIndex.length; i++) byIndex[i].settlementModel.scan(portfolio, byIndex[i], utc);
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
    for (const delisting of run.slices.slice.delistings) {
      if (!delisting.isWarning) run.delist(run.securities.of(delisting.symbol));
    }
  }

  /** At most every five minutes of algorithm time. */
  private callMargin(): void {
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
    if (run.isWarmingUp) return;
    for (const dividend of dividends) {
      const security = run.securities.of(dividend.symbol);
      run.portfolio.applyDividend(security, Decimal.of(dividend.distribution));
      run.onCorporateAction?.(security, 'dividend');
    }
    for (const split of splits) {
      if (split.isWarning) continue;
      const security = run.securities.of(split.symbol);
      run.portfolio.applySplit(security, Decimal.of(split.factor), Decimal.of(split.referencePrice));
      run.onCorporateAction?.(security, 'split');
      if (security.dataNormalizationMode === 0)
        run.desk.brokerageModel.applySplit(run.desk.openTickets(security), split.factor);
    }
  }
}

function nextHour(utc: number): number {
  return Math.floor(utc / HOUR) * HOUR + HOUR;
}

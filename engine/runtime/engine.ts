import { Row, RowFlag } from '../data/feed/row-layout.ts';
import { CorporateEventKind } from '../data/feed/corporate-events.ts';
import type { CorporateEvent } from '../data/feed/corporate-events.ts';
import { updatePrices } from '../securities/price-update.ts';
import { Decimal } from '../model/decimal.ts';
import type { RowKind } from '../model/columns.ts';
import type { Algorithm } from './algorithm.ts';
import type { Run } from './run.ts';
import type { Subscription } from './subscription.ts';
import { SubscriptionFlag } from './subscription-table.ts';

const HOUR = 3_600_000;
const MARGIN_CALL_PERIOD = 300_000;
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
  private readonly run: Run;
  private readonly algorithm: Algorithm;
  private nextModelScan: number;
  private nextMarginCall = -Infinity;

  constructor(run: Run, algorithm: Algorithm) {
    this.run = run;
    this.algorithm = algorithm;
    this.nextModelScan = nextHour(run.clock.utc);
  }

  /** Moves algorithm time without data, as LEAN's time pulse does. */
  pulse(utc: number): void | Promise<void> {
    const waiting = this.firePastEvents(utc);
    if (waiting instanceof Promise) return waiting.then(() => this.setTime(utc));
    this.setTime(utc);
    return undefined;
  }

  /** Works through one instant; the synchronizer stands at its rows. A promise means that a handler is still at work. */
  step(utc: number): void | Promise<void> {
    const { run } = this;
    if (run.portfolio.totalPortfolioValue <= 0) {
      this.stopReason = 'The portfolio is worth nothing any more; the run has stopped.';
      return undefined;
    }
    if (run.schedule.events.nextUtc < utc || run.consolidators.nextScanUtc < utc) {
      const waiting = this.firePastEvents(utc);
      if (waiting instanceof Promise) return waiting.then(() => this.stepOn(utc));
    }
    return this.stepOn(utc);
  }

  private firePastEvents(utc: number): void | Promise<void> {
    const { run } = this;
    const waiting = run.schedule.events.nextUtc < utc ? run.schedule.events.scanBefore(utc, run.fireAtItsTime) : undefined;
    if (waiting instanceof Promise) return waiting.then(() => run.consolidators.scanBefore(utc));
    run.consolidators.scanBefore(utc);
    return undefined;
  }

  private stepOn(utc: number): void | Promise<void> {
    const { run } = this;
    this.setTime(utc);
    run.slices.begin(utc, run.localTime);
    run.applySecurityChanges();
    this.takeRows();
    this.scanSecurityModels(utc);
    run.portfolio.pricesChanged();
    run.finishWarmupIfDue();
    this.tellSymbolChanges();
    run.desk.processSynchronousEvents();
    this.delistSecurities();
    if (run.schedule.events.nextUtc <= utc) {
      const waiting = run.schedule.events.scanThrough(utc, run.fireEvent);
      if (waiting instanceof Promise) return waiting.then(() => this.stepAfterEvents(utc));
    }
    return this.stepAfterEvents(utc);
  }

  private stepAfterEvents(utc: number): void | Promise<void> {
    const { run, algorithm } = this;
    const { slice } = run.slices;
    if (utc >= this.nextMarginCall) this.callMargin(utc);
    run.tellSecurityChanges();
    if (slice.dividends.length > 0 || slice.splits.length > 0) this.applyCorporateActions();
    if (run.data.consumingSubscriptions > 0) this.feedConsumers(utc);
    if (slice.splits.length > 0) algorithm.onSplits(slice.splits);
    if (slice.dividends.length > 0) algorithm.onDividends(slice.dividends);
    if (slice.delistings.length > 0) algorithm.onDelistings(slice.delistings);
    if (slice.hasData) {
      const waiting = algorithm.onData(slice);
      if (waiting instanceof Promise) return waiting.then(() => this.finishStep(utc));
    }
    this.finishStep(utc);
    return undefined;
  }

  private finishStep(utc: number): void {
    const { run } = this;
    run.desk.processSynchronousEvents();
    run.samples.endOfSlice(utc);
  }

  private setTime(utc: number): void {
    this.run.clock.utc = utc;
  }

  /** Takes the rows of the instant into prices and slice. */
  private takeRows(): void {
    const { run } = this;
    const { data, slices } = run;
    const { rows, order, from, to } = data.synchronizer;
    const { flags, stateBase, kind } = data.table;
    const state = run.state.values;
    let points = 0;
    for (let i = from; i < to; i++) {
      const base = order[i];
      const index = rows[base + Row.Subscription];
      const flag = flags[index];
      if ((flag & SubscriptionFlag.Removed) !== 0) continue;
      points++;
      const mark = rows[base + Row.Flags] & MARK;
      if ((mark & RowFlag.Auxiliary) !== 0) {
        this.takeEvent(data.subscriptions[index], rows[base + Row.Value]);
        continue;
      }
      if (mark === 0) updatePrices(state, stateBase[index], rows, base, kind[index] as RowKind, (flag & SubscriptionFlag.SetsPrice) !== 0);
      if ((flag & SubscriptionFlag.Internal) === 0) slices.note(base, index);
    }
    this.dataPoints += points;
  }

  private takeEvent(subscription: Subscription, value: number): void {
    const event: CorporateEvent = subscription.cursor!.eventOf(value);
    const isDelisting = event.kind === CorporateEventKind.DelistingWarning || event.kind === CorporateEventKind.Delisted;
    if (!subscription.config.isInternal || isDelisting) this.run.slices.noteEvent(event, subscription);
  }

  /** Subscription by subscription, consumer by consumer: all of the instant's rows, then a look at the clock. */
  private feedConsumers(utc: number): void {
    const { data } = this.run;
    const { rows, order, from, to } = data.synchronizer;
    const { flags } = data.table;
    const mask = SubscriptionFlag.HasConsumers | SubscriptionFlag.Removed;
    for (let first = from, end = from; first < to; first = end) {
      const index = rows[order[first] + Row.Subscription];
      do end++;
      while (end < to && rows[order[end] + Row.Subscription] === index);
      if ((flags[index] & mask) !== SubscriptionFlag.HasConsumers) continue;
      const subscription = data.subscriptions[index];
      const { consumers } = subscription;
      for (let c = 0; c < consumers.length; c++) {
        let isFed = false;
        for (let i = first; i < end; i++) {
          const base = order[i];
          if (rows[base + Row.Flags] > RowFlag.FillForward) continue;
          consumers[c].consume(rows, base, subscription);
          isFed = true;
        }
        if (isFed) consumers[c].scan(utc);
      }
    }
  }

  /** Once an hour of algorithm time: unsettled cash. */
  private scanSecurityModels(utc: number): void {
    if (utc < this.nextModelScan) return;
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
  private callMargin(utc: number): void {
    const { run, algorithm } = this;
    this.nextMarginCall = utc + MARGIN_CALL_PERIOD;
    if (run.portfolio.openPositions.length === 0) return;
    const decision = run.portfolio.marginCallModel.decide(run.portfolio);
    const { orders } = decision;
    if (orders.length > 0 && orders.every((order) => order.security.isExchangeOpen)) {
      algorithm.onMarginCall(orders.map(({ security, quantity }) => ({ symbol: security.symbol, quantity })));
      if (run.trading.executeMarginCall(orders).length > 0) return;
    }
    if (decision.isWarning) algorithm.onMarginCallWarning();
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
      if (security.dataNormalizationMode === 0) run.desk.brokerageModel.applySplit(run.desk.openTickets(security), split.factor);
    }
  }
}

function nextHour(utc: number): number {
  return Math.floor(utc / HOUR) * HOUR + HOUR;
}

import { Row, ROW_STRIDE } from '../data/feed/row-layout.ts';
import type { Clock } from '../model/clock.ts';
import { RowKind } from '../model/columns.ts';
import { mayBecomeWorthless } from '../securities/contribution.ts';
import type { SecurityPortfolio } from '../securities/security-portfolio.ts';
import { updatePrices } from '../securities/price-update.ts';
import type { Engine, EngineParts } from './engine.ts';
import { SubscriptionFlag } from './subscription-table.ts';

// what is imported is looked up at each use, what stands here is not
const { Emit: EMIT, Subscription: SUBSCRIPTION, Flags: FLAGS } = Row;
const { QuoteBar: QUOTE_BAR } = RowKind;
const STRIDE = ROW_STRIDE;
const UNSEEN = SubscriptionFlag.Removed | SubscriptionFlag.Internal;
const { HasConsumers: HAS_CONSUMERS } = SubscriptionFlag;

/**
 * Goes through instants that bring nothing but prices, orders that rest, those who are fed with rows, and the strategy: no
 * event, no change of securities, nothing that is due by the clock. They are nearly all.
 *
 * The work and its order are those of {@link Engine.step}, without asking at each instant for what cannot be.
 */
export class QuietLane {
  private readonly engine: Engine;
  private readonly run: EngineParts;
  private readonly clock: Clock;
  private readonly portfolio: SecurityPortfolio;

  constructor(run: EngineParts, engine: Engine) {
    this.run = run;
    this.engine = engine;
    this.clock = run.clock;
    this.portfolio = run.portfolio;
  }

  /** Whether the next instant waits in the window and is a quiet one; {@link step} then goes on from there. */
  isNext(): boolean {
    const { run } = this;
    if (!run.desk.isQuiet || run.changes.isPending || run.changes.hasNews) return false;
    const { synchronizer } = run.data;
    synchronizer.limit = this.engine.quietUntil();
    return synchronizer.isNextWithin();
  }

  /**
   * Steps through quiet instants. Ends where an instant has more, where something comes up, and after `most`. A promise means
   * that a handler is still at work.
   */
  step(most: number): void | Promise<void> {
    const { engine, run } = this;
    const { synchronizer } = run.data;
    const last = engine.instants + most;
    const mayLose = mayBecomeWorthless(this.portfolio);
    if (mayLose || !this.isSole()) return this.stepThrough(last, mayLose);
    const isPlain = synchronizer.rows[synchronizer.position * STRIDE + FLAGS] === 0;
    return isPlain ? this.stepThroughSole(last) : this.stepThrough(engine.instants + 1, mayLose);
  }

  private stepThrough(last: number, mayLose: boolean): void | Promise<void> {
    const { engine, run, clock, portfolio } = this;
    const { data, slices, state, algorithm } = run;
    const { synchronizer } = data;
    const { slice } = slices;
    const { flags, stateBase, priceMode } = data.table;
    const { calls } = clock;
    const { hasOpenOrders } = run.desk;
    do {
      synchronizer.moveWithin();
      const utc = synchronizer.instant;
      engine.instant = utc;
      if (mayLose && portfolio.isWorthless()) return engine.step();
      engine.instants++;
      clock.utc = utc;
      slices.begin(utc);
      const { rows, order, from, to } = synchronizer;
      const base = order[from];
      const index = rows[base + SUBSCRIPTION];
      // most instants of a strategy with few symbols: a row of its own
      const isPlain = to - from === 1 && rows[base + FLAGS] === 0 && (flags[index] & UNSEEN) === 0;
      if (isPlain) {
        engine.dataPoints++;
        updatePrices(state.values, stateBase[index], rows, base, priceMode[index]);
        slices.note(base, index);
      } else {
        engine.takeRows();
        if (slice.hasMore) return engine.stepAfterRows();
      }
      portfolio.pricesChanged();
      if (hasOpenOrders && this.hasMoreAfterScan(calls)) return engine.stepAfterScan();
      if (utc >= engine.nextMarginCall) engine.callMargin();
      // looked up here, as handlers of what came of orders and margin may have begun to listen to these very rows
      if (isPlain && (data.table.flags[index] & HAS_CONSUMERS) !== 0) {
        const subscription = data.subscriptions[index];
        const { consumers } = subscription;
        for (let c = 0; c < consumers.length; c++) {
          consumers[c].consume(rows, base, subscription);
          consumers[c].scan();
        }
      } else if (!isPlain && data.consumingSubscriptions > 0) engine.feedConsumers();
      if (slice.hasData) {
        const waiting = algorithm.handleSlice(slice);
        if (waiting instanceof Promise) return waiting.then(() => engine.finishStep());
      }
      if (clock.calls !== calls || hasOpenOrders) engine.finishStep();
      else run.samples.endOfSlice();
    } while (clock.calls === calls && engine.instants < last && synchronizer.isNextWithin());
    return undefined;
  }

  /** Whether the window has bars of one subscription only, one an instant. */
  private isSole(): boolean {
    const { synchronizer, table } = this.run.data;
    const { sole } = synchronizer;
    return sole >= 0 && (table.flags[sole] & UNSEEN) === 0 && table.kind[sole] <= QUOTE_BAR;
  }

  /** The same for bars of one subscription, one an instant: what is the same for all of them is looked up once. */
  private stepThroughSole(last: number): void | Promise<void> {
    const { engine, run, clock, portfolio } = this;
    const { slices, samples, algorithm, state } = run;
    const { synchronizer, table, subscriptions } = run.data;
    const { slice } = slices;
    const { rows, sole: index } = synchronizer;
    const subscription = subscriptions[index];
    const barRows = table.kind[index] === QUOTE_BAR ? slices.quoteRow : slices.tradeRow;
    const security = table.securityIndex[index];
    const end = Math.min(synchronizer.slotCount, synchronizer.position + last - engine.instants);
    let { limit } = synchronizer;
    let { calls } = clock;
    let { hasOpenOrders } = run.desk;
    let base = synchronizer.position * STRIDE;
    state.expect(rows, base, table.stateBase[index], table.priceMode[index]);
    slices.begin(rows[base + EMIT]);
    slices.note(base, index);
    do {
      const utc = rows[base + EMIT];
      synchronizer.position++;
      engine.instants++;
      engine.dataPoints++;
      clock.utc = slice.utcTime = utc;
      barRows[security] = state.lateRow = base;
      portfolio.pricesChanged();
      if (hasOpenOrders && this.hasMoreAfterScan(calls)) {
        this.standAt(utc);
        return engine.stepAfterScan();
      }
      if (utc >= engine.nextMarginCall) {
        engine.instant = utc;
        engine.callMargin();
      }
      const { consumers } = subscription;
      for (let c = 0; c < consumers.length; c++) {
        consumers[c].consume(rows, base, subscription);
        consumers[c].scan();
      }
      const waiting = algorithm.handleSlice(slice);
      if (waiting instanceof Promise) {
        this.standAt(utc);
        return waiting.then(() => engine.finishStep());
      }
      if (clock.calls === calls && !hasOpenOrders) samples.endOfSlice();
      else {
        engine.finishStep();
        if (clock.calls !== calls) {
          this.standAt(utc);
          if (run.services.quitReason !== undefined || !this.isNext() || mayBecomeWorthless(portfolio))
            return undefined;
          ({ calls } = clock);
          ({ limit } = synchronizer);
          ({ hasOpenOrders } = run.desk);
        }
      }
      base += STRIDE;
    } while (synchronizer.position < end && rows[base + EMIT] < limit && rows[base + FLAGS] === 0);
    this.standAt(clock.utc);
    return undefined;
  }

  /** Lets the market look at the resting orders; true when what came of it takes more than quiet instants have. */
  private hasMoreAfterScan(calls: number): boolean {
    const { run, clock } = this;
    run.desk.processSynchronousEvents();
    return clock.calls !== calls && (run.changes.hasNews || this.engine.events.nextUtc <= clock.utc);
  }

  /** Brings everybody to where the lane is. */
  private standAt(utc: number): void {
    this.engine.instant = utc;
    this.run.state.settle();
    this.run.data.synchronizer.standAt(utc);
  }
}

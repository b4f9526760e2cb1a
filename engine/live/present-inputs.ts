import type { LiveFeedInbox, PresentFeed } from '../api/live-feed.ts';
import { EngineError } from '../model/engine-error.ts';
import { LIVE_ERRORS } from './errors.ts';
import type { RowColumns } from '../model/columns.ts';
import type { Clock } from '../model/clock.ts';
import type { Algorithm } from '../runtime/algorithm.ts';
import type { RunDates } from '../runtime/run-dates.ts';
import type { RunMessages } from '../runtime/run-messages.ts';
import type { OrderDesk } from '../transactions/order-desk.ts';
import type { Journal } from './journal.ts';
import type { RowsRecord } from './journal-records.ts';
import type { LiveClock } from './live-clock.ts';
import type { OrderGate } from './order-gate.ts';
import type { ArrivingSubscription, PresentRows } from './present-rows.ts';
import { decodeArrivals, HORIZON } from './row-block.ts';
import type { Arrival } from './row-block.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
/** How long after the end of a bar its row may still come before the last one is repeated. */
const GRACE = 5 * SECOND;
/** Buffered rows are written after this time at the latest. */
const FLUSH_AFTER = 2 * SECOND;
/** Between two attempts to back-fill an interruption. */
const RETRY_AFTER = 5 * SECOND;
const CONNECT_LIMIT = 60_000;
const HISTORY_LIMIT = 120_000;
/** Requests of history at a time. */
const PARALLEL = 8;

/** Parts of a run that its rows concern. */
export interface ReceivingRun {
  readonly clock: Pick<Clock, 'utc'>;
  readonly dates: Pick<RunDates, 'isWarmingUp'>;
  readonly messages: Pick<RunMessages, 'log'>;
  readonly algorithm: Pick<Algorithm, 'onDataStale'>;
  readonly desk: Pick<OrderDesk, 'processSynchronousEvents'>;
}

export interface PresentInputsParts {
  readonly run: ReceivingRun;
  readonly feed: PresentFeed;
  readonly rows: PresentRows;
  readonly journal: Journal;
  readonly gate: OrderGate;
  readonly clock: LiveClock;
  /** Called when something waits to be taken. */
  readonly onWaiting: () => void;
}

/** Rows that the feed delivered and the run has not taken. */
interface Delivery {
  readonly id: number;
  readonly rows: RowColumns;
}

/**
 * The present rows of a live run between feed and run: journals them when they enter, back-fills what was missed, repeats rows
 * where none came, and watches that they come. A restart delivers the journalled rows at the same points.
 */
export class PresentInputs implements LiveFeedInbox {
  private readonly parts: PresentInputsParts;
  private deliveries: Delivery[] = [];
  private past: Arrival[] = [];
  private isConnected = false;
  private isInterrupted = false;
  /** Subscriptions at the feed. */
  private readonly subscribed = new Set<number>();
  /** Subscriptions with rows that may be missing. */
  private readonly incomplete = new Set<number>();
  /** Ticks until this instant are history, by subscription. */
  private readonly seams = new Map<number, number>();
  private retryAt = -Infinity;
  private flushAt = Infinity;
  private horizonUtc = -Infinity;

  constructor(parts: PresentInputsParts) {
    this.parts = parts;
  }

  rows(id: number, rows: RowColumns): void {
    if (rows.length === 0) return;
    this.deliveries.push({ id, rows });
    this.parts.onWaiting();
  }

  interrupted(message: string): void {
    this.isInterrupted = true;
    this.message('error', message);
  }

  resumed(message: string): void {
    this.isInterrupted = false;
    for (const [id, { isServed }] of this.parts.rows.subscriptions) if (isServed === true) this.incomplete.add(id);
    this.message('debug', message);
    this.parts.onWaiting();
  }

  message(level: 'debug' | 'error', message: string): void {
    const { run, journal } = this.parts;
    run.messages.log(level, message);
    journal.note(`${this.parts.feed.name}: ${message}`);
  }

  /** Whether journalled rows wait for their points in the replay. */
  get hasPast(): boolean {
    return this.past.length > 0;
  }

  takePast(record: RowsRecord): void {
    this.past.push(...decodeArrivals(record.data));
  }

  /** Delivers the journalled rows of this point of the replay. */
  deliverPast(): void {
    const { instantCount } = this.parts.journal;
    let count = 0;
    for (; count < this.past.length && this.past[count].instants <= instantCount; count++) this.enter(this.past[count]);
    if (count > 0) this.past = this.past.slice(count);
  }

  /** Whether subscriptions have to be made or missed rows to be asked for now. */
  get isUnsettled(): boolean {
    if (!this.isConnected) return true;
    if (this.parts.clock.now() < this.retryAt) return false;
    if (this.incomplete.size > 0 && !this.isInterrupted) return true;
    const { subscriptions } = this.parts.rows;
    for (const [id, { subscription }] of subscriptions)
      if (subscription.isRemoved || !this.subscribed.has(id)) return true;
    return false;
  }

  /** Connects, subscribes, and asks for missed rows. @throws EngineError when that fails before the run has begun */
  async settle(): Promise<void> {
    const { feed, rows } = this.parts;
    if (!this.isConnected) {
      await feed.connect(this, AbortSignal.timeout(CONNECT_LIMIT));
      this.isConnected = true;
    }
    for (const [id, { subscription }] of rows.subscriptions) {
      if (!subscription.isRemoved) continue;
      rows.subscriptions.delete(id);
      this.incomplete.delete(id);
      if (this.subscribed.delete(id)) feed.unsubscribe(id);
    }
    try {
      await this.subscribeNew();
      await this.backfill();
    } catch (error) {
      if (this.parts.run.dates.isWarmingUp || this.parts.journal.instantCount === 0) throw error;
      this.retryAt = this.parts.clock.now() + RETRY_AFTER;
      this.message(
        'error',
        `Missed rows could not be loaded: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  async disconnect(): Promise<void> {
    if (this.isConnected) await this.parts.feed.disconnect();
    this.isConnected = false;
  }

  /** Whether delivered rows wait. They do while missed rows are missing. */
  get hasWaiting(): boolean {
    return this.deliveries.length > 0 && this.incomplete.size === 0;
  }

  /** Whether a waiting delivery ends staleness, which the strategy is told. */
  get endsStaleness(): boolean {
    return this.deliveries.some(({ id }) => this.parts.rows.subscriptions.get(id)?.isStale === true);
  }

  /** Takes delivered rows into the run. */
  takeWaiting(): void {
    const { rows } = this.parts;
    const deliveries = this.deliveries;
    this.deliveries = [];
    for (const { id, rows: delivered } of deliveries) {
      const arriving = rows.subscriptions.get(id);
      if (arriving !== undefined) this.take(arriving, delivered, this.seams.get(id) ?? -Infinity);
    }
  }

  /** The next instant at which {@link act} has something to do. */
  get deadline(): number {
    let deadline = Math.min(this.flushAt, this.nextHorizon);
    if (this.incomplete.size > 0 && !this.isInterrupted) deadline = Math.min(deadline, this.retryAt);
    for (const { isStale, isServed, staleAt } of this.parts.rows.subscriptions.values())
      if (isServed === true && !isStale && staleAt < deadline) deadline = staleAt;
    return deadline;
  }

  /** Does what is due by the clock; returns the subscriptions that have become stale, for {@link markStale}. */
  act(): ArrivingSubscription[] {
    const { clock, rows, journal } = this.parts;
    const now = clock.now();
    if (now >= this.flushAt) {
      this.flushAt = Infinity;
      journal.flushRows();
    }
    if (now >= this.nextHorizon) this.moveHorizon(now);
    return [...rows.subscriptions.values()].filter(
      ({ isStale, isServed, staleAt }) => isServed === true && !isStale && staleAt <= now,
    );
  }

  /** Marks a subscription stale and tells the strategy. */
  markStale(id: number): void {
    const arriving = this.parts.rows.subscriptions.get(id);
    if (arriving !== undefined) this.mark(arriving, true, arriving.lastUtc);
  }

  private mark(arriving: ArrivingSubscription, isStale: boolean, lastUtc: number): void {
    const { run, rows } = this.parts;
    const { security, config } = arriving.subscription;
    arriving.isStale = isStale;
    const own = [...rows.subscriptions.values()].filter(({ subscription }) => subscription.security === security);
    security.setStale(own.some((one) => one.isStale));
    if (config.isInternal) return;
    const { symbol, resolution, tickType } = config;
    run.messages.log(
      isStale ? 'error' : 'debug',
      `${symbol.ticker} (${resolution}) ${isStale ? 'is stale: an expected row did not come' : 'has rows again'}.`,
    );
    run.algorithm.onDataStale({ symbol, resolution, tickType, isStale, lastUtc });
    run.desk.processSynchronousEvents();
  }

  private async subscribeNew(): Promise<void> {
    const { feed, rows, clock } = this.parts;
    for (const [id, arriving] of rows.subscriptions) {
      if (this.subscribed.has(id)) continue;
      arriving.isServed = await feed.subscribe(arriving.asked);
      this.subscribed.add(id);
      this.seams.set(id, clock.now());
      if (arriving.isServed) this.incomplete.add(id);
      else this.tellOfMissing(arriving);
    }
  }

  /** A security needs rows of one kind at least. @throws EngineError if the feed has none */
  private tellOfMissing({ asked, subscription }: ArrivingSubscription): void {
    const { rows, feed } = this.parts;
    const { symbol, resolution, tickType } = asked;
    const message = `The feed ${feed.name} has no ${tickType} rows of ${symbol.key} (${resolution}).`;
    const others = [...rows.subscriptions.values()].filter(
      (other) => other.subscription.security === subscription.security && !other.subscription.config.isInternal,
    );
    if (subscription.config.isInternal || others.some((other) => other.isServed !== false))
      this.message('debug', message);
    else
      throw new EngineError(LIVE_ERRORS.NO_ROWS, `${message} ${LIVE_ERRORS.NO_ROWS.remedy}`, {
        data: { symbol: symbol.key },
      });
  }

  /** Asks for the rows since the last known one of each incomplete subscription; the run waits meanwhile. */
  private async backfill(): Promise<void> {
    const { rows, clock } = this.parts;
    const missing = [...this.incomplete].flatMap((id) => rows.subscriptions.get(id) ?? []);
    if (missing.length === 0 || this.isInterrupted) return;
    const toUtc = clock.now();
    for (const { subscription } of missing) this.seams.set(subscription.index, toUtc);
    const found: [ArrivingSubscription, readonly RowColumns[]][] = [];
    for (let first = 0; first < missing.length; first += PARALLEL) {
      const group = missing.slice(first, first + PARALLEL);
      found.push(...(await Promise.all(group.map((one) => this.historyOf(one, toUtc)))));
    }
    this.enterHistory(found, toUtc);
    this.incomplete.clear();
    this.moveHorizon(toUtc);
  }

  private async historyOf(
    arriving: ArrivingSubscription,
    toUtc: number,
  ): Promise<[ArrivingSubscription, readonly RowColumns[]]> {
    const { lastUtc, startUtc, asked } = arriving;
    // a bar that ends exactly at the start belongs to the run, as in a backtest
    const fromUtc = Number.isNaN(lastUtc) ? startUtc - arriving.subscription.period : lastUtc;
    if (fromUtc >= toUtc) return [arriving, []];
    return [arriving, await this.parts.feed.history(asked, fromUtc, toUtc, AbortSignal.timeout(HISTORY_LIMIT))];
  }

  private enterHistory(found: readonly [ArrivingSubscription, readonly RowColumns[]][], toUtc: number): void {
    const { run, journal, gate } = this.parts;
    const hasRows = found.some(([, blocks]) => blocks.some(({ length }) => length > 0));
    if (hasRows && !run.dates.isWarmingUp && journal.instantCount > 0) {
      const until = toUtc - this.cadence;
      journal.write({ type: 'catch-up', until });
      gate.catchUp(until);
    }
    for (const [arriving, blocks] of found) for (const block of blocks) this.take(arriving, block, arriving.lastUtc);
  }

  private take(arriving: ArrivingSubscription, delivered: RowColumns, afterUtc: number): void {
    const news = arriving.news(delivered, Number.isNaN(afterUtc) ? -Infinity : afterUtc);
    if (news === undefined) return;
    const { journal, clock } = this.parts;
    const utc = clock.now();
    const { index: id } = arriving.subscription;
    journal.arrival(utc, id, news);
    this.flushAt = Math.min(this.flushAt, utc + FLUSH_AFTER);
    this.enter({ instants: journal.instantCount, utc, id, rows: news });
  }

  private enter({ id, utc, rows }: Arrival): void {
    const { subscriptions } = this.parts.rows;
    if (rows === undefined) {
      for (const arriving of subscriptions.values()) arriving.advance(utc);
      return;
    }
    const arriving = subscriptions.get(id);
    if (arriving === undefined) return;
    const { lastUtc } = arriving;
    arriving.push(rows);
    if (arriving.isStale) this.mark(arriving, false, lastUtc);
  }

  private moveHorizon(now: number): void {
    const { rows, journal } = this.parts;
    this.horizonUtc = Math.floor((now - GRACE) / this.cadence) * this.cadence;
    this.enter({ instants: journal.instantCount, utc: this.horizonUtc, id: HORIZON, rows: undefined });
    // without a row to repeat or to come, the horizon has no effect
    const hasEffect = [...rows.subscriptions.values()].some(({ cursor }) => cursor.emit < Infinity);
    if (hasEffect) journal.arrival(this.horizonUtc, HORIZON, undefined);
    if (hasEffect) this.flushAt = Math.min(this.flushAt, now + FLUSH_AFTER);
  }

  /** Not while rows may be missing: they must not be replaced by repeated ones. */
  private get nextHorizon(): number {
    if (this.isInterrupted || this.incomplete.size > 0 || this.parts.rows.subscriptions.size === 0) return Infinity;
    return Math.max(this.horizonUtc + this.cadence, -Infinity) + GRACE;
  }

  /** The shortest period of the subscriptions, between a second and a minute. */
  private get cadence(): number {
    let cadence = MINUTE;
    for (const { subscription } of this.parts.rows.subscriptions.values())
      if (subscription.period > 0 && subscription.period < cadence) cadence = Math.max(SECOND, subscription.period);
    return cadence;
  }
}

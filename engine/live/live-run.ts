import type { Brokerage, BrokerageFill } from '../api/brokerage.ts';
import { runStrategy } from '../runtime/backtest.ts';
import type { Engine } from '../runtime/engine.ts';
import type { Feed } from '../runtime/feed.ts';
import type { BacktestRequest, BacktestResult } from '../runtime/run-request.ts';
import type { Run } from '../runtime/run.ts';
import { EngineError } from '../model/engine-error.ts';
import { OrderStatus } from '../model/order-types.ts';
import { marketAccess } from '../transactions/market-access.ts';
import type { Order } from '../transactions/order.ts';
import { requirePositions, takeAccount } from './account.ts';
import type { Journal } from './journal.ts';
import type { PresentFeed } from '../api/live-feed.ts';
import { LiveInstants } from './live-instants.ts';
import { SYSTEM_CLOCK } from './live-clock.ts';
import type { LiveClock } from './live-clock.ts';
import { LIVE_ERRORS } from './errors.ts';
import { booksOf } from './live-status.ts';
import type { LiveCommand, LiveState, LiveStatus, RunBooks } from './live-status.ts';
import { LiveVenue } from './live-venue.ts';
import { OrderGate } from './order-gate.ts';
import { Pace } from './pace.ts';
import { PresentInputs } from './present-inputs.ts';
import { PresentRows } from './present-rows.ts';
import { StepWatch } from './step-watch.ts';
import { recover } from './recovery.ts';

/** Input of a live run: a backtest's, and a broker, a journal and a pace. */
export interface LiveRequest extends Omit<BacktestRequest, 'signal' | 'present'> {
  readonly brokerage: Brokerage;
  readonly journal: Journal;
  /** The pace at which the data source is replayed; full speed by default. */
  readonly pace?: Pace;
  /** Delivers present rows, in place of a replay. The request needs `startUtc`, the same for every restart of a run. */
  readonly feed?: PresentFeed;
  /** The clock of present data. */
  readonly clock?: LiveClock;
  /** Orders that certainly never arrived before a crash are abandoned instead of being a fault. */
  readonly abandonUnsent?: boolean;
}

export interface LiveResult {
  readonly result: BacktestResult;
  /** False if the run was stopped during the replay: its results are incomplete. True at its end. */
  readonly hasGoneLive: boolean;
}

/** Requests to a run once it has started. */
type StartedRun = RunBooks & Pick<Run, 'messages' | 'desk'>;

const CONNECT_LIMIT = 120_000;
/** The number of what comes before the first step. */
const BEGINNING = -1;
/** Real milliseconds to wait for a broker's answers to the last orders of a run. */
const SETTLE_LIMIT = 10_000;

/**
 * The lifecycle of one live run: the strategy, step and loop of a backtest with another feed, pace and venue.
 *
 * It may crash at any moment. Another process with the same journal and broker replays the journal and resumes the run.
 */
export class LiveRun {
  private readonly request: LiveRequest;
  private readonly gate = new OrderGate();
  private readonly watch = new StepWatch({
    step: () => (this.feed === undefined ? BEGINNING : this.feed.step),
    isStopping: () => this.stopReason !== undefined && this.feed !== undefined,
    warn: (message) => this.run?.messages.log('error', message),
  });
  private run: StartedRun | undefined;
  private readonly present: PresentRows | undefined;
  private readonly pace: Pace;
  private inputs: PresentInputs | undefined;
  private feed: LiveInstants | undefined;
  private fault: { readonly error: unknown } | undefined;
  private stopReason: string | undefined;
  private hasEnded = false;
  /** Commands that arrived before the feed existed. */
  private early: (() => void)[] = [];

  constructor(request: LiveRequest) {
    this.request = request;
    const { feed, clock = SYSTEM_CLOCK, pace = new Pace(Infinity) } = request;
    this.present = feed && new PresentRows();
    this.pace = feed === undefined ? pace : Pace.of(clock);
  }

  /** Runs until the data end, the strategy quits, a stop or a failure. @throws EngineError or the strategy's error */
  async execute(): Promise<LiveResult> {
    const { brokerage, journal } = this.request;
    try {
      const drive = { begin: (run: Run, engine: Engine) => this.begin(run, engine), end: () => this.end() };
      const { present } = this;
      // one instant at a time: rows that are not known yet may come before those that are
      const chunkRows = present === undefined ? this.request.chunkRows : 1;
      const result = await this.watch.during(() => runStrategy({ ...this.request, present, chunkRows }, drive));
      if (this.fault !== undefined) throw this.fault.error;
      if (result.status === 'failed') throw result.error;
      await this.finish(result);
      // a run that was killed after its journalled end only needs its results written
      const isAtEnd = result.status === 'completed' || result.status === 'ended-early';
      return { result, hasGoneLive: isAtEnd || this.feed?.hasGoneLive === true };
    } catch (error) {
      // a step that was given up must not go on
      this.feed?.fail(error);
      if (this.fault === undefined) this.note(`failed: ${error instanceof Error ? error.message : String(error)}`);
      throw this.fault === undefined ? error : this.fault.error;
    } finally {
      this.hasEnded = true;
      this.releaseEarly();
      this.feed?.dismissCommands();
      await this.inputs?.disconnect();
      await brokerage.disconnect();
      journal.close();
    }
  }

  /** Stops the run gracefully after the current step. It can be resumed. */
  stop(reason: string): void {
    this.stopReason ??= reason;
    this.feed?.stop();
  }

  /** Executes a command and returns the status after it; `stop` is answered at once, before the run has ended. */
  async ask(command: LiveCommand, reason?: string): Promise<LiveStatus> {
    if (command === 'stop') this.stop('engine stop');
    else if (command !== 'status') await this.obey(command, reason);
    return this.status();
  }

  /** Writes a note into the journal during the run. */
  remark(text: string): void {
    if (!this.hasEnded) this.note(text);
  }

  private async obey(command: Exclude<LiveCommand, 'stop' | 'status'>, reason: string | undefined): Promise<void> {
    if (this.feed === undefined && !this.hasEnded) await new Promise<void>((resolve) => this.early.push(resolve));
    const { feed } = this;
    if (feed !== undefined && !this.hasEnded)
      await new Promise<void>((resolve) => feed.command({ command, reason }, resolve));
  }

  private releaseEarly(): void {
    for (const release of this.early.splice(0)) release();
  }

  /** The status of the run. */
  status(): LiveStatus {
    const { brokerage, journal } = this.request;
    const { run } = this;
    const none = { time: '', orders: 0, openOrders: [], equity: NaN, cash: {}, holdings: [] };
    return {
      run: journal.header.run,
      state: this.state,
      broker: brokerage.name,
      instants: journal.instantCount,
      ...(run === undefined ? none : booksOf(run)),
    };
  }

  private get state(): LiveState {
    if (this.hasEnded) return 'ended';
    if (this.stopReason !== undefined) return 'stopping';
    if (this.watch.isLate) return 'waiting';
    if (this.feed === undefined) return 'starting';
    if (!this.feed.hasGoneLive && this.request.journal.isReplaying) return 'replaying';
    const { state } = this.gate;
    return state === 'open' ? 'running' : state;
  }

  private async begin(run: Run, engine: Engine): Promise<Feed> {
    const { brokerage, journal, abandonUnsent = false } = this.request;
    const { gate, pace } = this;
    const venue = new LiveVenue({
      run,
      brokerage,
      journal,
      gate,
      onWaiting: () => this.feed?.attend(),
      // at full speed they would be thousands of lines, and orders.csv contains them
      onExecution: pace.isMax ? undefined : (order, fill) => this.tellOf(order, fill),
      onFault: (error) => this.fail(error),
    });
    run.desk.venue = venue;
    this.followCorporateActions(run, engine);
    journal.isEager = !pace.isMax && this.present === undefined;
    const { clock, portfolio, desk, settings } = run;
    const market = marketAccess({ clock, portfolio, desk, settings });
    const session = { runId: journal.header.runId, inbox: venue, market };
    await brokerage.connect(session, AbortSignal.timeout(CONNECT_LIMIT));
    const present = this.presentInputs(run);
    const { clock: liveClock } = this.request;
    const onLive = (): Promise<void> => this.goLive();
    const feed = new LiveInstants({ run, engine, journal, venue, gate, pace, present, clock: liveClock, onLive });
    await this.recoverInto(feed, venue, abandonUnsent, run);
    this.run = run;
    this.feed = feed;
    if (this.stopReason !== undefined) feed.stop();
    this.releaseEarly();
    return feed;
  }

  /** @throws EngineError if the strategy warms up at a resolution that present data do not have */
  private presentInputs(run: Run): PresentInputs | undefined {
    const { feed, journal, clock = SYSTEM_CLOCK } = this.request;
    const { gate, present } = this;
    if (feed === undefined || present === undefined) return undefined;
    if (run.settings.warmupResolution !== undefined) {
      throw new EngineError(
        LIVE_ERRORS.WARM_UP_RESOLUTION,
        `The strategy warms up at the resolution ${run.settings.warmupResolution}. ${LIVE_ERRORS.WARM_UP_RESOLUTION.remedy}`,
      );
    }
    const onWaiting = (): void => this.feed?.attend();
    return (this.inputs = new PresentInputs({ run, feed, rows: present, journal, gate, clock, onWaiting }));
  }

  /**
   * Real brokers answer later: their answers to the last orders belong to the run, too. Orders of onEndOfAlgorithm are
   * sent first; a stopped run has not called it.
   */
  private async end(): Promise<void> {
    const { run, feed } = this;
    if (run === undefined || feed === undefined || this.request.brokerage.scan !== undefined) return;
    if (!feed.isStopped) run.desk.processSynchronousEvents();
    const isPending = (): boolean =>
      run.desk.openOrders
        .list()
        .some(({ status }) => status === OrderStatus.New || status === OrderStatus.CancelPending);
    await feed.settle(isPending, SETTLE_LIMIT);
  }

  /** Requests the broker's events since the last connection; they are queued until the replay has finished. */
  private async recoverInto(feed: LiveInstants, venue: LiveVenue, abandonUnsent: boolean, run: Run): Promise<void> {
    const { brokerage, journal } = this.request;
    if (journal.hasEnd && brokerage.scan === undefined) {
      // events at the broker after the end do not concern this run
      await takeAccount(run, journal, brokerage);
      return;
    }
    const recovery = await recover({ journal, brokerage, abandonUnsent });
    for (const event of recovery.events) venue.push(event);
    feed.expected = new Map(recovery.expected.map((execution) => [execution.executionId, execution]));
    const { foreignOrders } = recovery;
    if (foreignOrders > 0)
      run.messages.log(
        'error',
        `The broker has ${foreignOrders} open orders that are not of this run; they are ignored.`,
      );
    if (brokerage.scan === undefined) await takeAccount(run, journal, brokerage);
  }

  private tellOf({ id, symbol, tag }: Order, { quantity, price }: BrokerageFill): void {
    if (this.request.journal.isReplaying) return;
    const what = quantity.toNumber() > 0 ? 'bought' : 'sold';
    const reason = tag === '' ? '' : ` (${tag})`;
    const shown = `${Math.abs(quantity.toNumber())} ${symbol.ticker} at ${Number(price.toNumber().toFixed(6))}`;
    this.run?.messages.log('info', `Order ${id} ${what} ${shown}${reason}.`);
  }

  private async goLive(): Promise<void> {
    if (this.run !== undefined && this.feed?.expected.size === 0)
      await requirePositions(this.run.portfolio, this.request.brokerage);
  }

  private async finish(result: BacktestResult): Promise<void> {
    const { journal } = this.request;
    if (result.status === 'completed' || result.status === 'ended-early') {
      if (this.run !== undefined) await requirePositions(this.run.portfolio, this.request.brokerage);
      journal.write({ type: 'end', utc: this.run?.clock.utc ?? 0, orders: result.orders.length }, true);
      return;
    }
    this.note(`stopped: ${this.stopReason ?? 'the feed ended'}`);
  }

  private followCorporateActions({ clock, portfolio }: Run, engine: Engine): void {
    const { brokerage } = this.request;
    engine.corporateActions.onChange = (security, reason) => {
      const { holdings, symbol } = security;
      const cash = Array.from(portfolio.cashBook, (one) => ({
        currency: one.symbol,
        amount: one.exactAmount.add(one.exactUnsettledAmount),
      }));
      try {
        brokerage.adjust?.({
          utcTime: clock.utc,
          reason,
          symbol,
          quantity: holdings.exactQuantity,
          averagePrice: holdings.exactAveragePrice,
          currency: security.quoteCurrency.symbol,
          cash,
        });
      } catch (error) {
        this.fail(error);
        throw error;
      }
    };
  }

  private fail(error: unknown): void {
    this.fault ??= { error };
    this.feed?.fail(error);
  }

  /** A failing note must not add a second fault. */
  private note(text: string): void {
    try {
      this.request.journal.note(text);
    } catch {
      // the exit reports the fault anyway
    }
  }
}

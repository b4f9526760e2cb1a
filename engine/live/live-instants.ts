import type { BrokerageExecution } from '../api/brokerage.ts';
import { EngineError } from '../model/engine-error.ts';
import { NEXT_TICK } from '../runtime/data-manager.ts';
import type { Engine } from '../runtime/engine.ts';
import type { Feed } from '../runtime/feed.ts';
import type { FedRun } from './fed-run.ts';
import { LIVE_ERRORS } from './errors.ts';
import type { Journal } from './journal.ts';
import type { CommandRecord, InputRecord } from './journal-records.ts';
import type { LiveVenue } from './live-venue.ts';
import { LIQUIDATION_TAG } from './order-gate.ts';
import type { OrderGate } from './order-gate.ts';
import { SYSTEM_CLOCK } from './live-clock.ts';
import type { LiveClock } from './live-clock.ts';
import type { Pace } from './pace.ts';
import type { PresentInputs } from './present-inputs.ts';
import { RowChecksum } from './row-checksum.ts';

/** Instants between two checks of the clock, and real milliseconds between two turns of the event loop. */
const LOOK_EVERY = 32;
const TURN_AFTER = 10;
/** Real milliseconds between two checks for a broker's pending answers. */
const SETTLE_STEP = 20;

export interface LiveInstantsParts {
  readonly run: FedRun;
  readonly engine: Engine;
  readonly journal: Journal;
  readonly venue: LiveVenue;
  readonly gate: OrderGate;
  readonly pace: Pace;
  /** Rows that arrive during the run; undefined if they are released from the data source. */
  readonly present?: PresentInputs;
  readonly clock?: LiveClock;
  /** Called once when the replay has finished (at once for a new run), before any new event. */
  readonly onLive: () => Promise<void>;
}

/** A command with its reason. */
type Command = Pick<CommandRecord, 'command' | 'reason'>;

/** A command that waits for the end of the step, with its callbacks. */
interface WaitingCommand {
  readonly command: Command;
  readonly done: () => void;
}

/**
 * The instants of a live run: those of rows from the data source, paced by the clock or at full speed, or of rows that arrive.
 * Between two steps it processes external inputs: rows, commands and the broker's events, all of them journalled; a replay
 * repeats them at the same points.
 */
export class LiveInstants implements Feed {
  isStopped = false;
  /** Executions at the broker that the replay has not reached yet. */
  expected = new Map<string, BrokerageExecution>();
  private readonly parts: LiveInstantsParts;
  private readonly clock: LiveClock;
  private readonly checksum = new RowChecksum();
  private commands: WaitingCommand[] = [];
  private isLive = false;
  private isStopWanted = false;
  private fault: { readonly error: unknown } | undefined;
  private wake: (() => void) | undefined;
  private sinceLook = 0;
  private steps = 0;
  private isAtRest = false;
  private lastTurn = performance.now();

  constructor(parts: LiveInstantsParts) {
    this.parts = parts;
    this.clock = parts.clock ?? SYSTEM_CLOCK;
  }

  /** Whether the replay has finished. */
  get hasGoneLive(): boolean {
    return this.isLive;
  }

  /** The number of the present step; undefined while the feed waits between two. */
  get step(): number | undefined {
    return this.isAtRest ? undefined : this.steps;
  }

  /** Ends the run after the current step. */
  stop(): void {
    this.isStopWanted = true;
    this.attend();
  }

  /** Ends the run with a fault after the current step. */
  fail(error: unknown): void {
    this.fault ??= { error };
    this.attend();
  }

  /** Wakes up a waiting feed, as an input is pending. */
  attend(): void {
    this.sinceLook = LOOK_EVERY;
    this.wake?.();
  }

  /** Queues a command for execution between two steps. @param done called after it, or when the run ends before it */
  command(command: Command, done: () => void): void {
    this.commands.push({ command, done });
    this.attend();
  }

  /** Answers commands that the run did not execute. */
  dismissCommands(): void {
    for (const { done } of this.commands.splice(0)) done();
  }

  next(): number | Promise<number> {
    const { journal, pace, present } = this.parts;
    this.steps++;
    if (present !== undefined) return this.waitAndAdvance();
    const isBusy = this.isLive ? !pace.isMax || this.expected.size > 0 : journal.hasInput || !journal.isReplaying;
    if (isBusy || ++this.sinceLook >= LOOK_EVERY) return this.waitAndAdvance();
    return this.advance();
  }

  /**
   * Waits at the end of the run for a broker's pending answers, while the run's time stands still; resting orders keep
   * resting.
   * @param isPending whether answers are pending
   * @param limit maximum wait in real milliseconds
   */
  async settle(isPending: () => boolean, limit: number): Promise<void> {
    const { journal, venue } = this.parts;
    for (let input = journal.takeInput(); input !== undefined; input = journal.takeInput()) await this.apply(input);
    const deadline = performance.now() + limit;
    while (!journal.isReplaying) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (this.fault !== undefined) throw this.fault.error;
      if (venue.hasWaiting) venue.takeWaiting();
      else if (!isPending() || performance.now() > deadline) return;
      else await this.sleep(SETTLE_STEP);
    }
  }

  /** The instant of the next row or universe. */
  private get nextUtc(): number {
    const { data, universes } = this.parts.run;
    return Math.min(data.synchronizer.peek(), universes.nextUtc);
  }

  private advance(): number {
    const { run, journal } = this.parts;
    const { data, clock, universes } = run;
    if (universes.nextUtc < Infinity && universes.nextUtc <= data.synchronizer.peek()) {
      const utc = Math.max(universes.nextUtc, clock.utc);
      journal.instant(utc, this.checksum.value);
      return utc;
    }
    if (this.mustEndWarmUp) return this.endWarmUp();
    const utc = data.synchronizer.next(clock.utc);
    if (utc !== Infinity) {
      this.checksum.add(data);
      journal.instant(utc, this.checksum.value);
    }
    return utc;
  }

  /** Without a row at or after the start the warm-up ends by an instant without rows. */
  private get mustEndWarmUp(): boolean {
    const { run, present } = this.parts;
    return present !== undefined && run.dates.isWarmingUp && run.data.synchronizer.peek() === Infinity;
  }

  private endWarmUp(): number {
    const { run, journal } = this.parts;
    const utc = run.dates.startUtc + NEXT_TICK;
    run.data.synchronizer.takeUntilNow(utc);
    journal.instant(utc, this.checksum.value);
    return utc;
  }

  /** Processes everything due before the next instant, and waits for that instant. */
  private async waitAndAdvance(): Promise<number> {
    const { journal, present } = this.parts;
    for (;;) {
      this.sinceLook = 0;
      await this.takeTurn();
      if (this.fault !== undefined) throw this.fault.error;
      if (this.isStopWanted) {
        this.isStopped = true;
        return Infinity;
      }
      present?.deliverPast();
      if (journal.isReplaying || present?.hasPast === true) {
        const input = journal.takeInput();
        if (input === undefined) return this.advance();
        await this.apply(input);
        continue;
      }
      await this.goLive();
      this.requireExpected();
      if (await this.takeOutside()) continue;
      if (present !== undefined && (await this.takePresent(present))) continue;
      if (await this.isDue()) return this.advance();
    }
  }

  /** Yields to signals, sockets and timers from time to time. */
  private async takeTurn(): Promise<void> {
    if (performance.now() - this.lastTurn < TURN_AFTER) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.lastTurn = performance.now();
  }

  private async goLive(): Promise<void> {
    if (this.isLive) return;
    await this.parts.onLive();
    this.isLive = true;
  }

  /** Checks that the replay has reached every earlier execution of the broker. */
  private requireExpected(): void {
    const { venue, run } = this.parts;
    for (const [id, { utcTime, clientOrderId, symbol }] of this.expected) {
      if (venue.hasExecution(id)) this.expected.delete(id);
      else if (utcTime < run.clock.utc) {
        throw new EngineError(
          LIVE_ERRORS.BROKER_DIFFERS,
          `The broker executed the order ${clientOrderId} for ${symbol.key} (${id}), and the replay of the run did not. ${LIVE_ERRORS.BROKER_DIFFERS.remedy}`,
          { data: { executionId: id, clientOrderId } },
        );
      }
    }
  }

  /** Processes commands and the broker's events; true if there were any. */
  private async takeOutside(): Promise<boolean> {
    const { venue, journal } = this.parts;
    const next = this.commands.shift();
    if (next === undefined && !venue.hasWaiting) return false;
    const utc = this.presentUtc();
    if (next === undefined) {
      await this.takeEvents(utc);
      return true;
    }
    try {
      const record: CommandRecord = { type: 'command', utc, ...next.command };
      journal.write(record, true);
      await this.apply(record);
    } finally {
      next.done();
    }
    return true;
  }

  /** Runs work due before the events first: the elapsed time is a separate input. */
  private async takeEvents(utc: number): Promise<void> {
    const { run, venue } = this.parts;
    if (utc > run.clock.utc) await this.passTime(utc);
    venue.takeWaiting();
  }

  private async passTime(utc: number): Promise<void> {
    this.parts.journal.write({ type: 'pulse', utc });
    await this.pulse(utc);
  }

  /** The current time of the run; at full speed only rows advance it. */
  private presentUtc(): number {
    const { run, pace } = this.parts;
    const { utc } = run.clock;
    if (pace.isMax || !pace.isStarted) return utc;
    return Math.max(utc, Math.min(pace.utc, this.nextUtc));
  }

  private async apply(input: InputRecord): Promise<void> {
    const { venue, present, gate } = this.parts;
    if (input.type === 'account') return;
    if (input.type === 'rows') present?.takePast(input);
    if (input.type === 'catch-up') gate.catchUp(input.until);
    if (!('utc' in input)) return;
    await this.pulse(input.utc);
    if (input.type === 'event') venue.takePast(input.event);
    else if (input.type === 'command') this.obey(input);
    else if (input.type === 'stale') present?.markStale(input.subscription);
  }

  private obey({ command, reason }: Command): void {
    const { gate, run } = this.parts;
    if (command === 'resume') {
      gate.resume();
      if (reason !== undefined) run.desk.risk.resume(reason);
      return;
    }
    gate.pause(command === 'pause-all');
    if (command !== 'liquidate') return;
    run.trading.liquidate(undefined, { tag: LIQUIDATION_TAG });
    run.desk.processSynchronousEvents();
  }

  private async pulse(utc: number): Promise<void> {
    const { run, engine } = this.parts;
    if (utc <= run.clock.utc) return;
    this.steps++;
    await engine.pulse(utc);
  }

  /** Whether the next instant has come; otherwise waits for it, the next scheduled event or an external input. */
  private async isDue(): Promise<boolean> {
    const { run, pace, present } = this.parts;
    if (pace.isMax || run.dates.isWarmingUp) return true;
    const row = this.nextUtc;
    if (present !== undefined) return this.isPresentDue(present, row);
    if (row === Infinity) return true;
    if (!pace.isStarted) pace.start(row);
    const scheduled = this.scheduledUtc;
    const isScheduled = scheduled < row;
    const delay = pace.delayUntil(isScheduled ? scheduled : row);
    if (delay > 0) {
      await this.sleep(delay);
      return false;
    }
    if (!isScheduled) return true;
    await this.passTime(scheduled + NEXT_TICK);
    return false;
  }

  /** The next work due between rows; Infinity without any. */
  private get scheduledUtc(): number {
    const { run } = this.parts;
    const scheduled = Math.min(run.schedule.events.nextUtc, run.consolidators.nextScanUtc);
    return scheduled >= run.clock.utc ? scheduled : Infinity;
  }

  /** Subscribes, back-fills, and takes delivered rows; false if there was nothing to do. */
  private async takePresent(present: PresentInputs): Promise<boolean> {
    if (present.isUnsettled) {
      await present.settle();
      return true;
    }
    if (!present.hasWaiting) return false;
    const utc = this.presentUtc();
    if (present.endsStaleness && utc > this.parts.run.clock.utc) await this.passTime(utc);
    present.takeWaiting();
    return true;
  }

  /** The same for rows that arrive: the next one may not be known yet. The run ends with its last day. */
  private async isPresentDue(present: PresentInputs, row: number): Promise<boolean> {
    const { dates } = this.parts.run;
    const scheduled = this.scheduledUtc;
    const now = this.clock.now();
    const next = Math.min(row, scheduled, present.deadline, dates.endUtc);
    if (next > now) {
      await this.sleep(next - now);
      return false;
    }
    if (row > now && scheduled > now && present.deadline > now) return true;
    if (present.deadline <= now && present.deadline <= Math.min(row, scheduled)) {
      for (const { subscription } of present.act()) await this.becomeStale(present, subscription.index);
      return false;
    }
    if (scheduled < row) {
      await this.passTime(scheduled + NEXT_TICK);
      return false;
    }
    return true;
  }

  private async becomeStale(present: PresentInputs, subscription: number): Promise<void> {
    const { run, journal } = this.parts;
    const utc = Math.max(run.clock.utc, this.clock.now());
    journal.write({ type: 'stale', utc, subscription });
    await this.pulse(utc);
    present.markStale(subscription);
  }

  private async sleep(milliseconds: number): Promise<void> {
    if (this.isStopWanted || this.fault !== undefined) return;
    this.isAtRest = true;
    await new Promise<void>((resolve) => {
      const cancel = this.clock.after(milliseconds, resolve);
      this.wake = () => {
        cancel();
        resolve();
      };
    });
    this.wake = undefined;
    this.isAtRest = false;
  }
}

import { EngineError } from '../model/engine-error.ts';
import { RUNTIME_ERRORS } from '../runtime/errors.ts';

/** Limits in seconds, of which only those count in which the event loop turns: not a debugger's, nor a calculation's. */
export interface StepLimits {
  /** After which the watch warns. */
  readonly warning: number;
  /** After which a step is given up; LEAN's limit of a time loop is 600 as well. */
  readonly step: number;
  /** After which a step is given up where the run is to stop. */
  readonly stop: number;
}

const STEP_LIMITS: StepLimits = { warning: 60, step: 600, stop: 20 };

/** What is watched of a run. */
export interface WatchedRun {
  /** A number that changes with each step; undefined while no step is under way. */
  readonly step: () => number | undefined;
  readonly isStopping: () => boolean;
  readonly warn: (message: string) => void;
  readonly limits?: StepLimits;
}

/**
 * Notices a strategy that awaits a promise that nothing settles, although timers or connections keep the process alive: such a run
 * would neither go on nor end.
 */
export class StepWatch {
  private readonly run: WatchedRun;
  private readonly limits: StepLimits;
  private readonly overdue = Promise.withResolvers<never>();
  private last: number | undefined;
  private seconds = 0;

  constructor(run: WatchedRun) {
    this.run = run;
    this.limits = run.limits ?? STEP_LIMITS;
  }

  /** Whether the present step has taken so long that the watch has warned. */
  get isLate(): boolean {
    return this.seconds >= this.limits.warning;
  }

  /** Does the work of a run. @throws EngineError RUN_STRATEGY_FAILED for a step that does not end */
  async during<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const timer = setInterval(() => this.look(), 1_000).unref();
    try {
      return await Promise.race([work(), this.overdue.promise]);
    } finally {
      clearInterval(timer);
    }
  }

  /** Counts another second of the present step. */
  look(): void {
    const { run, limits } = this;
    const step = run.step();
    const isSame = step !== undefined && step === this.last;
    this.last = step;
    this.seconds = isSame ? this.seconds + 1 : 0;
    if (this.seconds === limits.warning)
      run.warn(`${waits(this.seconds)}. It is given up after ${limits.step} seconds.`);
    const isGivenUp = this.seconds >= (run.isStopping() ? limits.stop : limits.step);
    if (isGivenUp) this.overdue.reject(fault(this.seconds, run.isStopping()));
  }
}

function waits(seconds: number): string {
  return `The strategy has waited for ${seconds} seconds in one step for a promise that is not settled`;
}

function fault(seconds: number, isStopping: boolean): EngineError {
  const what = isStopping ? 'so the run was not stopped in order' : 'so the run was given up';
  const message = `${waits(seconds)}, ${what}. Settle every promise that a handler awaits.`;
  return new EngineError(RUNTIME_ERRORS.STRATEGY_FAILED, message);
}

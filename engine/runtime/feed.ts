import type { Engine } from './engine.ts';
import type { Run } from './run.ts';

/** Advances a run from instant to instant: the synchronizer of a backtest, or a live feed that waits for the clock. */
export interface Feed {
  /** True if the feed was stopped before the end of its data. */
  readonly isStopped?: boolean;
  /**
   * Moves the synchronizer to the next instant and returns it (Infinity at the end), or a promise if it must wait.
   * @param floor the earliest UTC instant to return
   */
  next(floor: number): number | Promise<number>;
}

/** Replaces the feed of a backtest, as live trading does. */
export interface Drive {
  /** Called after the strategy's setup, before the first instant. */
  begin(run: Run, engine: Engine): Promise<Feed>;
  /** Called after onEndOfAlgorithm, before results are computed. */
  end(): Promise<void>;
}

import type { Engine } from './engine.ts';
import type { Run } from './run.ts';

/** What moves a run from instant to instant: the synchronizer of a backtest, or a feed that lets time pass first. */
export interface Feed {
  /** True when the feed ended before its data did, because somebody asked for it. */
  readonly isStopped?: boolean;
  /**
   * Moves the synchronizer to the next instant and returns it, Infinity at the end; a promise while that is still to come.
   * @param floor the earliest UTC instant that it may be
   */
  next(floor: number): number | Promise<number>;
}

/** What makes a run more than a backtest: who feeds it. */
export interface Drive {
  /** Called when the strategy is set up, before the first instant. */
  begin(run: Run, engine: Engine): Promise<Feed>;
  /** Called after the strategy's last word, before results are worked out. */
  end(): Promise<void>;
}

import type { SharpeEstimate } from '../../../quant/inference/sharpe-ratio.ts';
import type { ParameterValue } from '../../runtime/parameters.ts';

/** Values of parameters by name. */
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** What a search needs of a run. Everything is plain data, so that it can be sent between threads. */
export interface TrialRun {
  /** Figures of the run by name, as in result.json. */
  readonly figures: Readonly<Record<string, number>>;
  readonly statistics: Readonly<Record<string, string>>;
  /** Value of the objective: the larger the better. NaN if the strategy's own function gave no number. */
  readonly value: number;
  readonly finalEquity: number;
  /** Of the daily returns, per day; undefined for a run of fewer than two days. */
  readonly sharpe: SharpeEstimate | undefined;
  /** Returns divided into blocks of the period, see `BlockMoments`. */
  readonly blocks: Float64Array | undefined;
  /** Daily returns per year. */
  readonly periodsPerYear: number;
  /** Hash of the rows that the run has read. */
  readonly dataHash: string;
  /** Equity at each day: UTC epoch milliseconds and account currency. */
  readonly days: { readonly time: Float64Array; readonly equity: Float64Array };
}

/** How a trial ended. */
export type TrialStatus = 'completed' | 'infeasible' | 'pruned' | 'failed';

/** A trial as the ledger keeps it. */
export interface Trial {
  /** Number within its study, from 0. */
  readonly number: number;
  readonly parameters: ParameterValues;
  readonly status: TrialStatus;
  /** Value of the objective, the larger the better; undefined without a whole run. */
  readonly value: number | undefined;
  readonly figures: Readonly<Record<string, number>>;
  readonly statistics: Readonly<Record<string, string>>;
  readonly sharpe: SharpeEstimate | undefined;
  readonly blocks: Float64Array | undefined;
  readonly periodsPerYear: number;
  /** Values of the objective over the beginnings of the period, for pruning. */
  readonly stages: readonly number[];
  /** Number of an earlier trial with the same parameters, whose result this is. */
  readonly repeats: number | undefined;
  readonly codeHash: string;
  /** Empty for a trial that read no data. */
  readonly dataHash: string;
  readonly seed: number;
  /** Why the trial failed or is infeasible; empty otherwise. */
  readonly reason: string;
}

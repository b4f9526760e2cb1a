import { backtestOverfitting, BlockMoments } from '../../../quant/inference/backtest-overfitting.ts';
import {
  deflatedSharpeRatio,
  minimumBacktestLength,
  minimumTrackRecordLength,
  probabilisticSharpeRatio,
  sharpeStandardError,
} from '../../../quant/inference/sharpe-ratio.ts';
import { normalQuantile } from '../../../quant/distributions/normal.ts';
import { dimensionImportance, plateauOf } from '../../../quant/search/importance.ts';
import type { Plateau } from '../../../quant/search/importance.ts';
import type { ParameterSpace } from './parameter-space.ts';
import type { Trial } from './trial.ts';
import type { TrialCount } from './trial-ledger.ts';

/** Most trials that the probability of overfitting is computed from, to bound its time. */
const MOST_FOR_OVERFITTING = 2000;

/** A figure, or why it is not available. */
export type Judged<Value> = { readonly value: Value } | { readonly reason: string };

/** What the result of a search is worth, given all trials. Sharpe ratios and lengths are per year. */
export interface Judgement {
  /** Different trials with a result, of all searches of the strategy and its ancestors. */
  readonly trials: number;
  readonly sharpe: Judged<{ readonly value: number; readonly lower: number; readonly upper: number }>;
  /** Probability that the true Sharpe ratio is above 0, as if there had been one trial. */
  readonly probabilistic: Judged<number>;
  /** The same after a search of all trials. */
  readonly deflated: Judged<number>;
  /** The Sharpe ratio that the best of as many trials without skill is expected to show. */
  readonly luck: Judged<number>;
  readonly overfitting: Judged<{ readonly probability: number; readonly combinations: number }>;
  /** Years of such returns after which a Sharpe ratio above 0 would be shown with 95 %. */
  readonly minimumTrackRecord: Judged<number>;
  /** Years below which the best of the trials is expected to reach this Sharpe ratio by luck. */
  readonly minimumBacktest: Judged<number>;
  /** Years of daily returns that there are. */
  readonly years: number;
}

/** @param count all trials of the strategy and its ancestors, those of this search included */
export function judge(best: Trial, trials: readonly Trial[], count: TrialCount): Judgement {
  const { sharpe, periodsPerYear } = best;
  const root = Math.sqrt(periodsPerYear);
  const of = <Value>(work: (estimate: NonNullable<Trial['sharpe']>) => Value): Judged<Value> =>
    sharpe === undefined ? { reason: 'fewer than two daily returns' } : { value: work(sharpe) };
  const ofSeveral = <Value>(work: (estimate: NonNullable<Trial['sharpe']>) => Value): Judged<Value> =>
    count.trials < 2 ? { reason: 'a single trial is no search' } : of(work);
  return {
    trials: count.trials,
    sharpe: of((estimate) => {
      const half = normalQuantile(0.975) * sharpeStandardError(estimate) * root;
      const value = estimate.sharpe * root;
      return { value, lower: value - half, upper: value + half };
    }),
    probabilistic: of((estimate) => probabilisticSharpeRatio(estimate)),
    deflated: ofSeveral((estimate) => deflatedSharpeRatio(estimate, count).probability),
    luck: ofSeveral((estimate) => deflatedSharpeRatio(estimate, count).expectedMaximum * root),
    overfitting: overfittingOf(trials),
    minimumTrackRecord: of((estimate) => minimumTrackRecordLength(estimate) / periodsPerYear),
    minimumBacktest: ofSeveral((estimate) => minimumBacktestLength(count.trials, estimate.sharpe * root)),
    years: sharpe === undefined ? 0 : sharpe.count / periodsPerYear,
  };
}

function overfittingOf(trials: readonly Trial[]): Judgement['overfitting'] {
  const blocks = trials
    .filter(({ repeats }) => repeats === undefined)
    .flatMap((trial) => trial.blocks ?? [])
    .slice(0, MOST_FOR_OVERFITTING)
    .map((values) => new BlockMoments(values));
  if (blocks.length < 2) return { reason: 'fewer than two trials with 16 daily returns' };
  if (blocks.some((one) => daysOf(one) !== daysOf(blocks[0])))
    return { reason: 'the trials do not have the same days' };
  const { probability, combinations } = backtestOverfitting(blocks);
  return { value: { probability, combinations } };
}

/** The number of days in each block. */
function daysOf({ values }: BlockMoments): string {
  return values.filter((_, index) => index % 3 === 0).join();
}

/** What the trials say about the parameters. */
export interface ParameterAnalysis {
  /** Share of the variation of the objective that each parameter explains by itself. */
  readonly importance: readonly { readonly name: string; readonly share: number }[];
  readonly plateau: Plateau | undefined;
}

export function analyse(parameters: ParameterSpace, trials: readonly Trial[], best: Trial): ParameterAnalysis {
  const finished = trials
    .filter((trial) => trial.status === 'completed' && trial.repeats === undefined)
    .map((trial) => ({
      number: trial.number,
      point: parameters.pointOf(trial.parameters),
      value: -(trial.value ?? NaN),
    }));
  const shares = dimensionImportance(parameters.space, finished);
  const number = best.repeats ?? best.number;
  const index = finished.findIndex((trial) => trial.number === number);
  return {
    importance: parameters.parameters
      .map(({ name }, at) => ({ name, share: shares[at] }))
      .toSorted((one, other) => other.share - one.share),
    plateau: index < 0 ? undefined : plateauOf(parameters.space, finished, { index }),
  };
}

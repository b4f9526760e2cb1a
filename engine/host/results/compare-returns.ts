import { bootstrap } from '../../../quant/inference/bootstrap.ts';
import { sharpeEstimate } from '../../../quant/inference/sharpe-ratio.ts';
import { Random } from '../../../quant/random/random.ts';
import { dailyEquity, dailyReturns, daysPerYear } from '../search/daily-equity.ts';
import type { RunOnDisk } from './stored-run.ts';

/** Fewer common days say nothing. */
const FEWEST_DAYS = 20;
const RESAMPLES = 2000;
/** A fixed seed: the same two runs have the same answer. */
const SEED = 1;

/** A difference between two runs, second minus first, with its 95 % interval. */
export interface ReturnDifference {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  /** Two-sided. */
  readonly pValue: number;
}

/** The paired comparison of the daily returns of two runs. */
export interface ReturnComparison {
  /** Days that both runs have. */
  readonly days: number;
  /** Mean length of the blocks that were drawn, in days. */
  readonly blockLength: number;
  /** Annual Sharpe ratios without a risk-free rate. */
  readonly sharpe: ReturnDifference;
  /** Mean returns per year, as a fraction. */
  readonly meanReturn: ReturnDifference;
}

/**
 * Compares the daily returns of two runs on their common days by a paired stationary bootstrap: the same days are drawn for
 * both, in blocks. Undefined with fewer than 20 common days or equal returns.
 */
export function compareReturns({ run: one }: RunOnDisk, { run: other }: RunOnDisk): ReturnComparison | undefined {
  const [first, second] = [dailyEquity(one), dailyEquity(other)];
  const common = new Set(second.time);
  const time = first.time.filter((instant) => common.has(instant));
  if (time.length <= FEWEST_DAYS) return undefined;
  const [before, after] = [first, second].map((days) => dailyReturns({ equity: equityAt(days, time) }));
  if (before.every((value, day) => value === after[day])) return undefined;
  const perYear = daysPerYear({ time });
  const root = Math.sqrt(perYear);
  const compared = (statistic: (returns: Float64Array) => number, meanLength?: number) =>
    bootstrap([before, after], ([left, right]) => statistic(right) - statistic(left), {
      random: new Random(SEED),
      resamples: RESAMPLES,
      meanLength,
    });
  const meanReturn = compared((returns) => perYear * mean(returns));
  const sharpe = compared((returns) => root * sharpeEstimate(returns).sharpe, meanReturn.meanLength);
  return {
    days: before.length,
    blockLength: meanReturn.meanLength,
    sharpe: differenceOf(sharpe),
    meanReturn: differenceOf(meanReturn),
  };
}

function equityAt({ time, equity }: ReturnType<typeof dailyEquity>, instants: Float64Array): Float64Array {
  const values = new Map(Array.from(time, (instant, index) => [instant, equity[index]]));
  return instants.map((instant) => values.get(instant) ?? NaN);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function differenceOf({ value, lower, upper, pValue }: ReturnDifference): ReturnDifference {
  return { value, lower, upper, pValue };
}

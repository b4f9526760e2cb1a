import { QUANT_ERRORS } from '../numeric/errors.ts';
import { QuantError } from '../numeric/quant-error.ts';

/** Blocks of the period; 16 give 12,870 ways to divide it into halves (Bailey and others 2017). */
export const DEFAULT_BLOCKS = 16;
/** More blocks would have more combinations than can be computed in reasonable time. */
const MOST_BLOCKS = 20;
const FIGURES = 3;

/**
 * Counts, sums and sums of squares of the returns in each block of a period: all that {@link backtestOverfitting} uses.
 */
export class BlockMoments {
  /** `count, sum, squares` of block after block. */
  readonly values: Float64Array;

  /** @param values `count, sum, squares` of block after block; an even number of blocks */
  constructor(values: Float64Array) {
    const blocks = values.length / FIGURES;
    if (!Number.isInteger(blocks) || blocks % 2 !== 0 || blocks < 2 || blocks > MOST_BLOCKS) {
      throw new QuantError(
        QUANT_ERRORS.SHAPE,
        `Block moments need 3 numbers for each of an even number of blocks from 2 to ${MOST_BLOCKS}, but were given ${values.length} numbers.`,
      );
    }
    this.values = values;
  }

  /** Divides returns into blocks of equal length; the first blocks take what is left over. */
  static of(returns: Float64Array, blocks = DEFAULT_BLOCKS): BlockMoments {
    const moments = new BlockMoments(new Float64Array(blocks * FIGURES));
    const length = Math.floor(returns.length / blocks);
    const longer = returns.length - length * blocks;
    let at = 0;
    for (let block = 0; block < blocks; block++) {
      const end = at + length + (block < longer ? 1 : 0);
      for (let i = at; i < end; i++) {
        moments.values[block * FIGURES]++;
        moments.values[block * FIGURES + 1] += returns[i];
        moments.values[block * FIGURES + 2] += returns[i] * returns[i];
      }
      at = end;
    }
    return moments;
  }

  get blocks(): number {
    return this.values.length / FIGURES;
  }
}

/** The result of combinatorially symmetric cross-validation. */
export interface BacktestOverfitting {
  /**
   * Probability that the trial which is best in one half of the period is below the median of all trials in the other
   * half. A best trial exactly at the median counts half, so that trials which are all equal give 0.5.
   */
  readonly probability: number;
  /** Ways to divide the blocks into two halves. */
  readonly combinations: number;
  /** Logits of the best trial's relative rank out of sample, one for each combination. */
  readonly logits: Float64Array;
  /** Share of the combinations in which the best trial has a Sharpe ratio of 0 or less out of sample. */
  readonly probabilityOfLoss: number;
}

/**
 * The probability of backtest overfitting by combinatorially symmetric cross-validation of Sharpe ratios (Bailey,
 * Borwein, López de Prado and Zhu, "The probability of backtest overfitting", 2017). Trials of equal Sharpe ratio share
 * their middle rank, and of several best trials the first is chosen.
 *
 * @param trials returns of the same periods, one entry for each trial, at least 2
 * @throws QuantError QUANT_SHAPE for fewer trials or unequal blocks
 */
export function backtestOverfitting(trials: readonly BlockMoments[]): BacktestOverfitting {
  const count = trials.length;
  const blocks = trials[0]?.blocks ?? 0;
  if (count < 2 || trials.some((trial) => trial.blocks !== blocks)) {
    throw new QuantError(
      QUANT_ERRORS.SHAPE,
      `The probability of backtest overfitting needs 2 or more trials with equal blocks, but was given ${count} trials.`,
    );
  }
  const all = trials.map(({ values }) => values);
  const inside = new Float64Array(count);
  const outside = new Float64Array(count);
  const logits: number[] = [];
  let below = 0;
  let losses = 0;
  for (const chosen of halves(blocks)) {
    for (let trial = 0; trial < count; trial++) {
      inside[trial] = sharpeOf(all[trial], chosen, 1);
      outside[trial] = sharpeOf(all[trial], chosen, 0);
    }
    const best = indexOfLargest(inside);
    const rank = middleRank(outside, outside[best]) / (count + 1);
    const logit = Math.log(rank / (1 - rank));
    logits.push(logit);
    below += logit < 0 ? 1 : logit === 0 ? 0.5 : 0;
    if (outside[best] <= 0) losses++;
  }
  const combinations = logits.length;
  return {
    probability: below / combinations,
    combinations,
    logits: Float64Array.from(logits),
    probabilityOfLoss: losses / combinations,
  };
}

/** All sets of half of the blocks, as flags. */
function* halves(blocks: number): Generator<Uint8Array> {
  const flags = new Uint8Array(blocks);
  for (let set = 0; set < 2 ** blocks; set++) {
    let size = 0;
    for (let block = 0; block < blocks; block++) size += flags[block] = (set >>> block) & 1;
    if (size === blocks / 2) yield flags;
  }
}

/** Mean over standard deviation of the returns in the blocks with the given flag; 0 without variation. */
function sharpeOf(moments: Float64Array, flags: Uint8Array, flag: 0 | 1): number {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let block = 0; block < flags.length; block++) {
    if (flags[block] !== flag) continue;
    count += moments[block * FIGURES];
    sum += moments[block * FIGURES + 1];
    squares += moments[block * FIGURES + 2];
  }
  const variation = squares - (sum * sum) / count;
  return variation > squares * 1e-14 ? sum / count / Math.sqrt(variation / (count - 1)) : 0;
}

function indexOfLargest(values: Float64Array): number {
  let best = 0;
  for (let index = 1; index < values.length; index++) if (values[index] > values[best]) best = index;
  return best;
}

/** The rank of a value, from 1 for the smallest; equal values share the middle of their ranks. */
function middleRank(values: Float64Array, value: number): number {
  let smaller = 0;
  let equal = 0;
  for (const other of values) {
    if (other < value) smaller++;
    else if (other === value) equal++;
  }
  return smaller + (equal + 1) / 2;
}

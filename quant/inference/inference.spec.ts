import { describe, expect, it } from 'vitest';
import stocks from '../numeric/fixtures/eu-stock-markets.json' with { type: 'json' };
import { QuantError } from '../numeric/quant-error.ts';
import { logReturns, relativeError } from '../numeric/spec-support.ts';
import { Random } from '../random/random.ts';
import { backtestOverfitting, BlockMoments } from './backtest-overfitting.ts';
import { bootstrap, optimalBlockLength, stationaryPositions } from './bootstrap.ts';
import {
  deflatedSharpeRatio,
  expectedMaximumSharpe,
  minimumBacktestLength,
  minimumTrackRecordLength,
  probabilisticSharpeRatio,
  sharpeEstimate,
  sharpeStandardError,
} from './sharpe-ratio.ts';

const DAX = logReturns(stocks.DAX);
/** The example of Bailey and López de Prado (2014): an annual Sharpe ratio of 2.5 over five years of days. */
const EXAMPLE = { count: 1250, sharpe: 2.5 / Math.sqrt(250), skewness: -3, kurtosis: 10 };
const EXAMPLE_VARIANCE = 0.5 / 250;

function noise(random: Random, count: number, mean = 0): Float64Array {
  return Float64Array.from({ length: count }, () => mean + random.normal());
}

describe('Sharpe ratios', () => {
  it('are those of the reference for the DAX', () => {
    const estimate = sharpeEstimate(DAX);
    expect(relativeError(estimate.sharpe, 0.06329988262845654)).toBeLessThan(1e-8);
    expect(relativeError(estimate.sharpe * Math.sqrt(252), 1.0048544847268417)).toBeLessThan(1e-8);
    expect(relativeError(probabilisticSharpeRatio(estimate), 0.9962210484403381)).toBeLessThan(1e-8);
  });

  it.each([
    [100, 0.9003968344493903],
    [46, 0.9505017068755787],
  ])('are deflated for %d trials as in the paper', (trials, expected) => {
    const { probability } = deflatedSharpeRatio(EXAMPLE, { trials, variance: EXAMPLE_VARIANCE });
    expect(relativeError(probability, expected)).toBeLessThan(1e-8);
  });

  it('of the best of 100 trials without skill are those of the paper', () => {
    expect(relativeError(expectedMaximumSharpe(100, EXAMPLE_VARIANCE), 0.11317200186513214)).toBeLessThan(1e-8);
    expect(expectedMaximumSharpe(1, 4)).toBe(0);
  });

  it('need the track record of the reference', () => {
    const days = minimumTrackRecordLength({ sharpe: 2 / Math.sqrt(252), skewness: 0, kurtosis: 3 });
    expect(relativeError(days / 252, 0.6857222592661063)).toBeLessThan(1e-8);
    expect(minimumTrackRecordLength({ sharpe: -0.1, skewness: 0, kurtosis: 3 })).toBe(Infinity);
  });

  it('are exceeded with the confidence of the minimum track record', () => {
    const moments = { sharpe: 0.08, skewness: -0.7, kurtosis: 9 };
    const options = { benchmark: 0.02, confidence: 0.9 };
    const count = minimumTrackRecordLength(moments, options);
    expect(probabilisticSharpeRatio({ ...moments, count }, 0.02)).toBeCloseTo(0.9, 12);
  });

  it('of 1 by luck in 45 trials take five years, as in the paper', () => {
    expect(minimumBacktestLength(45, 1)).toBeCloseTo(5, 1);
  });

  it('are 0 for constant returns, with the precision of normal ones', () => {
    const estimate = sharpeEstimate(new Float64Array(50).fill(0.1));
    expect(estimate).toEqual({ count: 50, sharpe: 0, skewness: 0, kurtosis: 3 });
    expect(sharpeStandardError(estimate)).toBeCloseTo(1 / 7, 12);
  });

  it('vary between samples as their standard error says', () => {
    const random = new Random(1);
    const found = Array.from({ length: 800 }, () => sharpeEstimate(noise(random, 100, 0.3)).sharpe);
    const mean = found.reduce((sum, value) => sum + value, 0) / found.length;
    const deviation = Math.sqrt(found.reduce((sum, value) => sum + (value - mean) ** 2, 0) / found.length);
    const expected = sharpeStandardError({ count: 100, sharpe: 0.3, skewness: 0, kurtosis: 3 });
    // four standard errors of a deviation of 800 samples
    expect(Math.abs(deviation / expected - 1)).toBeLessThan(4 / Math.sqrt(1600));
  });

  it('pass the 5 % test for a twentieth of strategies without skill', () => {
    const random = new Random(2);
    const passed = Array.from({ length: 1500 }, () => sharpeEstimate(noise(random, 100))).filter(
      (estimate) => probabilisticSharpeRatio(estimate) > 0.95,
    );
    expect(Math.abs(passed.length / 1500 - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / 1500));
  });

  it('refuse a single return and NaN', () => {
    expect(() => sharpeEstimate(new Float64Array(1))).toThrow(QuantError);
    expect(() => sharpeEstimate(Float64Array.of(1, NaN, 2))).toThrow(QuantError);
  });
});

describe('backtestOverfitting', () => {
  const momentsOf = (columns: readonly Float64Array[], blocks?: number): BlockMoments[] =>
    columns.map((column) => BlockMoments.of(column, blocks));

  it('divides 16 blocks in 12,870 ways, and is 0.5 for trials that are all equal', () => {
    const column = noise(new Random(3), 160);
    const found = backtestOverfitting(momentsOf([column, column, column]));
    expect(found.combinations).toBe(12_870);
    expect(found.probability).toBe(0.5);
  });

  it('is about 0.5 in the mean of searches through noise', () => {
    const random = new Random(4);
    const searches = 30;
    const values = Array.from({ length: searches }, () =>
      backtestOverfitting(
        momentsOf(
          Array.from({ length: 20 }, () => noise(random, 200)),
          8,
        ),
      ),
    ).map(({ probability }) => probability);
    const mean = values.reduce((sum, value) => sum + value, 0) / searches;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / searches);
    expect(Math.abs(mean - 0.5)).toBeLessThan((4 * deviation) / Math.sqrt(searches));
  });

  it('is near 0 where one trial is truly better', () => {
    const random = new Random(5);
    const columns = Array.from({ length: 10 }, (_, index) => noise(random, 1000, index === 6 ? 0.3 : 0));
    const { probability, probabilityOfLoss } = backtestOverfitting(momentsOf(columns));
    expect(probability).toBeLessThan(0.01);
    expect(probabilityOfLoss).toBeLessThan(0.01);
  });

  it('is 1 where the best half is followed by the worst', () => {
    // each trial gains in one half of the period what it loses in the other
    const columns = [1, -1].map((sign) =>
      Float64Array.from({ length: 40 }, (_, index) => (index < 20 ? sign : -sign) * (1 + (index % 3) / 10)),
    );
    expect(backtestOverfitting(momentsOf(columns, 2)).probability).toBe(1);
  });

  it('equals the direct computation from returns', () => {
    const random = new Random(6);
    const columns = Array.from({ length: 3 }, () => noise(random, 26));
    const direct: number[] = [];
    const blockOf = (index: number): number => (index < 14 ? Math.floor(index / 7) : 2 + Math.floor((index - 14) / 6));
    for (const chosen of [
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
      [2, 3],
    ]) {
      const sharpes = (wanted: boolean): number[] =>
        columns.map((column) => sharpeEstimate(column.filter((_, i) => chosen.includes(blockOf(i)) === wanted)).sharpe);
      const best = sharpes(true).indexOf(Math.max(...sharpes(true)));
      const outside = sharpes(false);
      const rank = outside.filter((value) => value <= outside[best]).length / 4;
      direct.push(Math.log(rank / (1 - rank)));
    }
    const { logits } = backtestOverfitting(momentsOf(columns, 4));
    const inOrder = (values: Iterable<number>): Float64Array => Float64Array.from(values).sort();
    const [found, expected] = [inOrder(logits), inOrder(direct)];
    expect(found.every((value, index) => Math.abs(value - expected[index]) < 1e-12)).toBe(true);
  });

  it('refuses a single trial and an odd number of blocks', () => {
    expect(() => backtestOverfitting([BlockMoments.of(DAX)])).toThrow(QuantError);
    expect(() => BlockMoments.of(DAX, 7)).toThrow(QuantError);
  });
});

describe('the stationary bootstrap', () => {
  it('has the optimal block lengths of arch for the squared returns of the DAX', () => {
    const { stationary, circular } = optimalBlockLength(DAX.map((value) => (100 * value) ** 2));
    expect(relativeError(stationary, 12.697745)).toBeLessThan(1e-7);
    expect(relativeError(circular, 14.535289)).toBeLessThan(1e-7);
  });

  it('draws blocks of the mean length, and every position equally often', () => {
    const positions = new Uint32Array(200_000);
    stationaryPositions(positions, { count: 50, meanLength: 8, random: new Random(7) });
    let blocks = 1;
    const counts = new Float64Array(50);
    for (let i = 0; i < positions.length; i++) {
      counts[positions[i]]++;
      if (i > 0 && positions[i] !== (positions[i - 1] + 1) % 50) blocks++;
    }
    // one new block in fifty starts where the last one would have continued
    expect(Math.abs(positions.length / blocks / (8 / (1 - 1 / 50)) - 1)).toBeLessThan(0.03);
    expect(Math.min(...counts) / 4000).toBeGreaterThan(0.85);
    expect(Math.max(...counts) / 4000).toBeLessThan(1.15);
  });

  it('covers the mean of an autocorrelated series about as often as it says', () => {
    const random = new Random(8);
    const series = (): Float64Array => {
      let last = random.normal() / Math.sqrt(1 - 0.25);
      return Float64Array.from({ length: 400 }, () => (last = 0.5 * last + random.normal()));
    };
    const mean = ([values]: readonly Float64Array[]): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    const covered = Array.from({ length: 100 }, () => bootstrap([series()], mean, { random, resamples: 100 })).filter(
      ({ lower, upper }) => lower <= 0 && upper >= 0,
    );
    // intervals from 400 autocorrelated values are known to be a little short
    expect(covered.length / 100).toBeGreaterThan(0.82);
    expect(covered.length / 100).toBeLessThan(1);
  });

  it('compares paired series by what they do in the same periods', () => {
    const random = new Random(9);
    const common = noise(random, 500);
    const better = common.map((value) => value + 0.02 + 0.02 * random.normal());
    const difference = ([one, other]: readonly Float64Array[]): number =>
      sharpeEstimate(one).sharpe - sharpeEstimate(other).sharpe;
    const paired = bootstrap([better, common], difference, { random, resamples: 500, meanLength: 5 });
    expect(paired.lower).toBeGreaterThan(0);
    expect(paired.pValue).toBeLessThan(0.01);
    const alike = bootstrap([noise(random, 500), noise(random, 500)], difference, { random, resamples: 500 });
    expect(alike.pValue).toBeGreaterThan(0.05);
  });
});

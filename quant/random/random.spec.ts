import { describe, expect, it } from 'vitest';
import { Random } from './random.ts';

const COUNT = 200_000;
/** Four standard errors; with a fixed seed the outcome is deterministic. */
const ERRORS = 4;

function momentsOf(draw: () => number): { mean: number; variance: number } {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < COUNT; i++) {
    const value = draw();
    sum += value;
    squares += value * value;
  }
  const mean = sum / COUNT;
  return { mean, variance: squares / COUNT - mean * mean };
}

describe('Random', () => {
  it('equals an independent implementation of xoshiro128** from the same state', () => {
    const random = Random.fromState([1, 2, 3, 4]);
    expect(Array.from({ length: 6 }, () => random.uint32())).toEqual([
      11_520, 0, 5_927_040, 70_819_200, 2_031_721_883, 1_637_235_492,
    ]);
  });

  it('jumps by 2^64 numbers, like that power of the 128 by 128 matrix of the generator', () => {
    const random = Random.fromState([1, 2, 3, 4]);
    random.jump();
    expect(Array.from({ length: 4 }, () => random.uint32())).toEqual([
      1_194_304_935, 745_561_276, 25_819_468, 3_320_478_005,
    ]);
  });

  it('gives the same numbers for the same seed and stream only', () => {
    const first = (seed: number, stream?: number): number => new Random(seed, stream).uniform();
    expect(first(7)).toBe(first(7));
    expect(first(7, 2)).toBe(first(7, 2));
    expect(new Set([first(7), first(8), first(7, 1), first(7, 2), first(-1), first(0)]).size).toBe(6);
  });

  it('gives every number of a family different uniform numbers', () => {
    const firsts = Array.from({ length: 20_000 }, (_, number) => Random.numbered(7, number).uniform());
    expect(new Set(firsts).size).toBe(firsts.length);
    expect(Random.numbered(7, 3).uniform()).toBe(firsts[3]);
    expect(Random.numbered(8, 3).uniform()).not.toBe(firsts[3]);
    const mean = firsts.reduce((sum, value) => sum + value, 0) / firsts.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(ERRORS * Math.sqrt(1 / 12 / firsts.length));
    const product = firsts.reduce((sum, value, index) => sum + (value - 0.5) * ((firsts[index - 1] ?? 0.5) - 0.5), 0);
    expect(Math.abs(product / firsts.length)).toBeLessThan((ERRORS / 12) * Math.sqrt(1 / firsts.length));
  });

  it('gives uniform numbers within their interval, with their mean and variance', () => {
    const random = new Random(11);
    let lowest = Infinity;
    let highest = -Infinity;
    const { mean, variance } = momentsOf(() => {
      const value = random.uniform();
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
      return value;
    });
    expect(lowest >= 0 && highest < 1).toBe(true);
    expect(Math.abs(mean - 0.5)).toBeLessThan(ERRORS * Math.sqrt(1 / 12 / COUNT));
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(ERRORS * Math.sqrt(1 / 180 / COUNT));
  });

  it.each([
    ['normal', (random: Random) => random.normal(), 0, 1, 2],
    ['exponential', (random: Random) => random.exponential(), 1, 1, 8],
    ['gamma of shape 0.3', (random: Random) => random.gamma(0.3), 0.3, 0.3, 0.09 * 2 + 6 * 0.3],
    ['gamma of shape 4', (random: Random) => random.gamma(4), 4, 4, 2 * 16 + 6 * 4],
    ['chi-squared of 5', (random: Random) => random.chiSquared(5), 5, 10, 2 * 100 + 48 * 5],
  ])('%s numbers have their mean and variance', (_, draw, mean, variance, varianceOfSquares) => {
    const random = new Random(12);
    const found = momentsOf(() => draw(random));
    expect(Math.abs(found.mean - mean)).toBeLessThan(ERRORS * Math.sqrt(variance / COUNT));
    expect(Math.abs(found.variance - variance)).toBeLessThan(ERRORS * Math.sqrt(varianceOfSquares / COUNT));
  });

  it('gives integers below a limit with equal probability', () => {
    const random = new Random(13);
    const counts = new Float64Array(7);
    for (let i = 0; i < 70_000; i++) counts[random.integer(7)]++;
    const chiSquared = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    // the 99.99 % quantile of chi-squared with 6 degrees of freedom
    expect(chiSquared).toBeLessThan(27.86);
  });

  it('shuffles to a permutation', () => {
    const values = Float64Array.from({ length: 50 }, (_, index) => index);
    const shuffled = new Random(14).shuffle(values.slice());
    expect(shuffled).not.toEqual(values);
    expect(shuffled.toSorted()).toEqual(values);
  });
});

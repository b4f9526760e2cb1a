import { describe, expect, it } from 'vitest';
import { Random } from '../../../quant/random/random.ts';
import { compareReturns } from './compare-returns.ts';
import type { RunOnDisk } from './stored-run.ts';

const DAY = 86_400_000;

/** A run on disk with only what the comparison reads. */
function runOf(returns: readonly number[], firstDay = 0): RunOnDisk {
  let equity = 1000;
  const value = Float64Array.from([0, ...returns], (change) => (equity *= 1 + change));
  const time = value.map((_, day) => (firstDay + day) * DAY);
  return { run: { equity: { time, value }, daily: { time } } } as unknown as RunOnDisk;
}

function normals(seed: number, count: number): number[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => 0.01 * random.normal());
}

describe('compareReturns', () => {
  it('finds a small difference that is there every day', () => {
    const base = normals(1, 500);
    const noise = normals(2, 500);
    const better = base.map((value, day) => value + 0.0005 + noise[day] / 20);
    const { days, meanReturn, sharpe } = compareReturns(runOf(base), runOf(better))!;
    expect(days).toBe(500);
    expect(meanReturn.value).toBeCloseTo(0.0005 * 365.25, 1);
    expect(meanReturn.lower).toBeGreaterThan(0);
    expect(meanReturn.pValue).toBeLessThan(0.01);
    expect(sharpe.lower).toBeGreaterThan(0);
  });

  it('finds none between two runs of the same noise', () => {
    const { meanReturn } = compareReturns(runOf(normals(3, 500)), runOf(normals(4, 500)))!;
    expect(meanReturn.pValue).toBeGreaterThan(0.05);
  });

  it('compares the days of both, and nothing for equal runs or too few days', () => {
    const base = normals(5, 100);
    expect(compareReturns(runOf(base), runOf(normals(6, 100), 40))?.days).toBe(60);
    expect(compareReturns(runOf(base), runOf(base))).toBeUndefined();
    expect(compareReturns(runOf(base), runOf(normals(6, 100), 95))).toBeUndefined();
  });

  it('answers the same twice', () => {
    const [one, other] = [runOf(normals(7, 60)), runOf(normals(8, 60))];
    expect(compareReturns(one, other)).toEqual(compareReturns(one, other));
  });
});

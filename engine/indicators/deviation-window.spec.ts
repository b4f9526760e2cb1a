import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeviationWindow } from './deviation-window.ts';

function naive(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

describe('DeviationWindow', () => {
  it('agrees with the definition', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.integer({ min: 900_000, max: 1_100_000 }), { minLength: 1, maxLength: 400 }),
        (size, cents) => {
          const window = new DeviationWindow(size);
          for (const cent of cents) window.add(cent / 100);
          const expected = naive(cents.slice(-size).map((cent) => cent / 100));
          expect(Math.abs(window.variance - expected)).toBeLessThanOrEqual(1e-12 * expected + 1e-18);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is exactly zero for equal numbers, where sums of squares leave a residue', () => {
    const window = new DeviationWindow(5);
    for (const value of [103.17, 99.99, 101.01, 100.1, 100.1, 100.1, 100.1]) window.add(value);
    expect(window.variance).toBeGreaterThan(0);
    window.add(100.1);
    expect(window.variance).toBe(0);
  });

  it('forgets an outlier that has left the window', () => {
    const window = new DeviationWindow(2);
    for (const value of [1, 1e9, 2, 4]) window.add(value);
    expect(window.variance).toBeCloseTo(1, 12);
    window.clear();
    window.add(7);
    expect(window).toMatchObject({ count: 1, variance: 0 });
  });
});

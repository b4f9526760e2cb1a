import { describe, expect, it } from 'vitest';
import { Trix } from './trix.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('Trix', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new Trix(5))).toEqual([]);
  });

  it('is the growth in percent once the averages have converged on constant growth', () => {
    const values = valuesOf(
      new Trix(2),
      Array.from({ length: 80 }, (_, index) => 100 * 1.01 ** index),
    );
    expect(values.slice(0, 4)).toEqual([0, 0, 0, 0]);
    expect(values.at(-1)).toBeCloseTo(1, 9);
  });
});

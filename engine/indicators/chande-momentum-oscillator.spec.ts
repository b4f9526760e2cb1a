import { describe, expect, it } from 'vitest';
import { ChandeMomentumOscillator } from './chande-momentum-oscillator.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('ChandeMomentumOscillator', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new ChandeMomentumOscillator(5))).toEqual([]);
  });

  it('compares gains with losses', () => {
    // Gains 3, losses 1 of the first two changes; then both halved and 4 gained: (1.5 + 4) / 2 and 0.5 / 2.
    const values = valuesOf(new ChandeMomentumOscillator(2), [10, 13, 12, 16]);
    expect(values.slice(0, 3)).toEqual([0, 0, 50]);
    expect(values[3]).toBeCloseTo((100 * (2.75 - 0.25)) / 3, 12);
  });

  it('is 0 when the price does not move', () => {
    expect(valuesOf(new ChandeMomentumOscillator(2), [5, 5, 5, 5])).toEqual([0, 0, 0, 0]);
  });
});

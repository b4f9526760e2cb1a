import { describe, expect, it } from 'vitest';
import { AwesomeOscillator } from './awesome-oscillator.ts';
import { contractViolations, valuesOfBars } from './spec-support.ts';

describe('AwesomeOscillator', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new AwesomeOscillator(5, 34))).toEqual([]);
  });

  it('subtracts the slow average of bar midpoints from the fast one', () => {
    const indicator = new AwesomeOscillator(1, 3);
    expect(
      valuesOfBars(indicator, [
        [0, 2, 0, 1],
        [0, 4, 2, 3],
        [0, 12, 10, 11],
      ]),
    ).toEqual([0, 0, 6]);
    expect(indicator).toMatchObject({ name: 'AO(1,3,Simple)', fastAo: { value: 11 }, slowAo: { value: 5 } });
  });
});

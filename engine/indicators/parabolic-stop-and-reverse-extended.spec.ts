import { describe, expect, it } from 'vitest';
import { ParabolicStopAndReverseExtended } from './parabolic-stop-and-reverse-extended.ts';
import { contractViolations, valuesOfBars } from './spec-support.ts';

describe('ParabolicStopAndReverseExtended', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new ParabolicStopAndReverseExtended())).toEqual([]);
  });

  const UP = [
    [10, 11, 9, 10],
    [11, 12, 10, 11],
    [12, 13, 11, 12],
    [13, 14, 12, 13],
  ] as const;

  it('follows from the low of the first bar, faster with each new high', () => {
    const values = valuesOfBars(new ParabolicStopAndReverseExtended(), UP);
    const third = 9 + 0.02 * (12 - 9);
    const fourth = third + 0.04 * (13 - third);
    expect(values).toEqual([10, 9, third, fourth]);
  });

  it('reverses to short at the extreme when the low touches it, with a negative sign', () => {
    const values = valuesOfBars(new ParabolicStopAndReverseExtended(), [...UP, [10, 11, 5, 6]]);
    expect(values.at(-1)).toBe(-14);
  });

  it('reverses to long again', () => {
    const values = valuesOfBars(new ParabolicStopAndReverseExtended(), [...UP, [10, 11, 5, 6], [6, 20, 6, 19]]);
    expect(values.at(-1)).toBe(5);
  });

  it('starts at the given stop, in the direction of its sign', () => {
    expect(valuesOfBars(new ParabolicStopAndReverseExtended({ sarStart: 8 }), UP).slice(0, 2)).toEqual([8, 8]);
    expect(valuesOfBars(new ParabolicStopAndReverseExtended({ sarStart: -20 }), UP).slice(0, 2)).toEqual([-20, -20]);
  });

  it('starts short when the second bar falls more than it rises', () => {
    expect(valuesOfBars(new ParabolicStopAndReverseExtended(), UP.toReversed()).slice(0, 2)).toEqual([13, -14]);
  });

  it('moves the stop away from the price on a reversal', () => {
    const options = { offsetOnReverse: 0.1 };
    const values = valuesOfBars(new ParabolicStopAndReverseExtended(options), [...UP, [10, 11, 5, 6], [6, 20, 6, 19]]);
    expect(values.slice(-2)).toEqual([expect.closeTo(-15.4, 12), expect.closeTo(4.5, 12)]);
  });

  it('accelerates each direction by its own settings', () => {
    const long = { start: 0.1, increment: 0.1, max: 0.15 };
    const values = valuesOfBars(new ParabolicStopAndReverseExtended({ long }), UP);
    const third = 9 + 0.1 * (12 - 9);
    expect(values.slice(2)).toEqual([third, third + 0.15 * (13 - third)]);
  });
});

import { describe, expect, it } from 'vitest';
import { normalCumulative } from './normal-distribution.ts';

describe('normalCumulative', () => {
  it.each([
    [0, 0.5],
    [1, 0.8413447460685429],
    [-1, 0.15865525393145705],
    [1.96, 0.9750021048517795],
    [-3, 0.0013498980316300946],
    [4.5, 0.9999966023268753],
    [-8, 6.220960574271786e-16],
  ])('equals the table at %d', (value, expected) => {
    expect(normalCumulative(value) / expected).toBeCloseTo(1, 11);
  });

  it('reaches its limits, and propagates NaN', () => {
    expect(normalCumulative(40)).toBe(1);
    expect(normalCumulative(-40)).toBe(0);
    expect(normalCumulative(Infinity)).toBe(1);
    expect(normalCumulative(Number.NaN)).toBeNaN();
  });
});

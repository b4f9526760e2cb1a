import { describe, expect, it } from 'vitest';
import { EngineError } from '../model/engine-error.ts';
import { requirePeriod } from './require-period.ts';

describe('requirePeriod', () => {
  it('accepts whole numbers', () => {
    expect(requirePeriod('SMA', 14)).toBe(14);
    expect(requirePeriod('ARIMA', 0, 0)).toBe(0);
  });

  it.each([0, -1, 1.5, NaN, Infinity])('rejects %d and says what to give', (period) => {
    expect(() => requirePeriod('SMA', period)).toThrow(EngineError);
    expect(() => requirePeriod('SMA', period)).toThrow(/SMA was given the period .* at least 1/);
  });
});

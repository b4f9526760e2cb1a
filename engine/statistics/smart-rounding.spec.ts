import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../model/decimal.ts';
import { roundSmartly } from './smart-rounding.ts';

const PLACES = [4, 10, 28];

/** The number rounded as a decimal, and as a float64 if that is certain. */
function bothOf(value: number, places: number): { exact: string; quick: string | undefined } {
  const into = { mantissa: NaN, scale: NaN };
  const isCertain = roundSmartly(value, places, into);
  return {
    exact: Decimal.of(value).round(places).smartRound().toString(),
    quick: isCertain ? Decimal.fromScaled(into.mantissa, into.scale).toString() : undefined,
  };
}

const numbers = fc.oneof(
  fc.double({ min: -1e12, max: 1e12, noNaN: true }),
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 9 })).map(([m, s]) => m / 10 ** s),
  fc.tuple(fc.integer({ min: 0, max: 1e8 }), fc.integer({ min: 1, max: 12 })).map(([m, s]) => (m + 0.5) / 10 ** s),
);

describe('roundSmartly', () => {
  it.each(PLACES)('gives what rounding the decimal to %i places and smartly gives, scale and all', (places) => {
    fc.assert(
      fc.property(numbers, (value) => {
        const { exact, quick } = bothOf(value, places);
        expect(quick ?? exact).toBe(exact);
      }),
      { numRuns: 3000 },
    );
  });

  it('is certain of nearly all prices and values', () => {
    let certain = 0;
    for (let i = 1; i <= 1000; i++) if (bothOf(Math.sin(i) * 500 + 600, 28).quick !== undefined) certain++;
    expect(certain).toBeGreaterThan(980);
  });

  it.each([
    [104_486.22345678, 4, '104486.2235'],
    [999.123456, 4, '999.1235'],
    [4000.12, 28, '4000.12'],
    [1234.567891, 28, '1234.5679'],
    [999.99999, 28, '1000'],
    [-1.98019801980198, 10, '-1.980198'],
    [0.00012345678, 10, '0.0001234568'],
    [0, 10, '0'],
  ])('rounds %d with at most %i places to %s', (value, places, text) => {
    expect(bothOf(value, places)).toEqual({ exact: text, quick: text });
  });

  it.each([0.5e-4 + 2, -5409.09251, 1e15, NaN, Infinity, 1e-20])('leaves %d to decimals', (value) => {
    expect(roundSmartly(value, 4, { mantissa: 0, scale: 0 })).toBe(false);
  });
});

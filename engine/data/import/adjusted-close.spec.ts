import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CorporateActions } from '../corporate-actions.ts';
import { parseFactorFile } from '../formats/lean-auxiliary-files.ts';
import { DAY } from '../time/calendar-math.ts';
import { deriveFactors } from './adjusted-close.ts';
import type { AdjustedRow } from './adjusted-close.ts';

const START = Date.UTC(2020, 0, 1);

function rowOf(day: number, close: number, adjusted: number): AdjustedRow {
  return { date: START + day * DAY, close, adjusted, closePlaces: 2, adjustedPlaces: 6 };
}

/** The factor that applies on a date. */
function factorOn(text: string, date: number): number {
  const row = parseFactorFile(text, 'x.csv').find((one) => one.date >= date);
  return row === undefined ? 1 : Number(row.priceFactor.toString()) * Number(row.splitFactor.toString());
}

describe('deriveFactors', () => {
  it('finds nothing when no price is adjusted', () => {
    expect(deriveFactors([rowOf(0, 10, 10), rowOf(1, 11.01, 11.01)]).text).toBe('');
    expect(deriveFactors([]).text).toBe('');
  });

  it('derives a dividend and a split from the steps of the ratio', () => {
    // One dollar on the third day after a close of 100; a 2:1 split on the fifth.
    const rows = [rowOf(0, 100, 49.5), rowOf(1, 100, 49.5), rowOf(2, 99, 49.5), rowOf(3, 101, 50.5), rowOf(4, 51, 51)];
    const { text, dividends, splits } = deriveFactors(rows);
    expect({ dividends, splits }).toEqual({ dividends: 1, splits: 1 });
    expect(text).toBe('20200101,0.99,0.5,1\n20200102,0.99,0.5,100\n20200104,1,0.5,101\n20501231,1,1,0\n');
    const actions = new CorporateActions(parseFactorFile(text, 'x.csv'), []);
    expect(actions.dividends.map(({ distribution }) => distribution.toString())).toEqual(['1.00']);
    expect(actions.splits.map(({ factor }) => factor.toString())).toEqual(['0.5']);
  });

  it('treats a price drop without a step of the ratio as a price drop', () => {
    expect(deriveFactors([rowOf(0, 100, 99), rowOf(1, 50, 49.5)]).text).toBe('');
  });

  it('reproduces the adjusted close for any dividends', () => {
    const day = fc.record({
      close: fc.integer({ min: 500, max: 50_000 }),
      yield: fc.constantFrom(0, 0, 0, 0.002, 0.01, 0.03),
    });
    fc.assert(
      fc.property(fc.array(day, { minLength: 2, maxLength: 60 }), (days) => {
        let factor = 1;
        const rows = days
          .toReversed()
          .map(({ close, yield: paid }, index) => {
            if (index > 0) factor *= 1 - paid;
            return rowOf(days.length - index, close / 100, Number(((close / 100) * factor).toFixed(6)));
          })
          .toReversed();
        const { text, splits } = deriveFactors(rows);
        expect(splits).toBe(0);
        for (const { date, close, adjusted } of rows)
          expect(Math.abs((close * factorOn(text, date)) / adjusted - 1)).toBeLessThan(2e-5);
      }),
      { numRuns: 100 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../model/decimal.ts';
import { roundedShare } from './rounded-share.ts';

const amounts = fc
  .tuple(fc.maxSafeNat(), fc.integer({ min: 0, max: 12 }))
  .map(([mantissa, scale]) => Decimal.fromScaled(mantissa, scale));

describe('roundedShare', () => {
  it('equals division of decimals followed by rounding, including the scale', () => {
    fc.assert(
      fc.property(amounts, amounts, (part, whole) => {
        fc.pre(!whole.isZero);
        expect(roundedShare(part, whole).toString()).toBe(part.div(whole).smartRound().toString());
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['1', '1000', '0.001'],
    ['1', '3', '0.3333333'],
    ['2', '3', '0.6666667'],
    ['9999999.5', '1000000', '10'],
    ['999.99996', '1', '1000'],
    ['100000.05', '100000000', '0.001'],
    ['-1', '3', '-0.3333333'],
    ['0', '7', '0'],
  ])('%s of %s is %s', (part, whole, share) => {
    const exact = Decimal.parse(part).div(Decimal.parse(whole)).smartRound().toString();
    expect([roundedShare(Decimal.parse(part), Decimal.parse(whole)).toString(), exact]).toEqual([exact, share]);
  });
});

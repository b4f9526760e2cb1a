import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../model/decimal.ts';
import { DecimalSum } from './decimal-sum.ts';

/** Amounts of all sizes and scales, also beyond 2^53, whose sums fit in a decimal. */
const amounts = fc.oneof(
  fc.tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 0, max: 8 })),
  fc.tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 8 })),
  fc.tuple(fc.bigInt(-(10n ** 18n), 10n ** 18n), fc.integer({ min: 0, max: 8 })),
);

describe('DecimalSum', () => {
  it('equals the sum of single additions, including the scale', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(amounts, fc.boolean()), { maxLength: 60 }), (parts) => {
        const sum = new DecimalSum();
        let expected = Decimal.zero;
        for (const [[mantissa, scale], isTaken] of parts) {
          const amount = Decimal.fromScaled(mantissa, scale);
          sum.add(amount, isTaken ? -1 : 1);
          expected = isTaken ? expected.sub(amount) : expected.add(amount);
          expect(sum.value.toString()).toBe(expected.toString());
          expect(sum.toNumber()).toBe(expected.toNumber());
        }
      }),
    );
  });

  it('restarts from the amount that it is set to', () => {
    const sum = new DecimalSum();
    sum.add(Decimal.parse('12.345'));
    for (const text of ['1.50', '79228162514264337593543950335', '0.000']) {
      sum.set(Decimal.parse(text));
      expect(sum.value.toString()).toBe(text);
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from './decimal.ts';

const d = (text: string): Decimal => Decimal.parse(text);
const LIMIT = (1n << 96n) - 1n;

/** An exact fraction, the reference for every rounding. */
interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

function fraction(value: Decimal): Fraction {
  return { numerator: value.big ?? BigInt(value.mantissa), denominator: 10n ** BigInt(value.scale) };
}

/** The fraction rounded half to even to a scale. */
function roundAt({ numerator, denominator }: Fraction, scale: number): bigint {
  const sign = numerator < 0n !== denominator < 0n ? -1n : 1n;
  const scaled = magnitude(numerator) * 10n ** BigInt(scale);
  const divisor = magnitude(denominator);
  const quotient = scaled / divisor;
  const twice = (scaled % divisor) * 2n;
  return sign * (twice > divisor || (twice === divisor && quotient % 2n === 1n) ? quotient + 1n : quotient);
}

/** System.Decimal's rounding of an exact result with its preferred scale; null on overflow. */
function fitted(exact: Fraction, preferred: number): { mantissa: bigint; scale: number } | null {
  for (let scale = Math.min(preferred, 28); scale >= 0; scale--) {
    const mantissa = roundAt(exact, scale);
    if (magnitude(mantissa) <= LIMIT) return { mantissa, scale };
  }
  return null;
}

function quotientOf(left: Decimal, right: Decimal): { mantissa: bigint; scale: number } | null {
  const [a, b] = [fraction(left), fraction(right)];
  const exact = { numerator: a.numerator * b.denominator, denominator: a.denominator * b.numerator };
  const natural = left.scale - right.scale;
  const isExact = (scale: number): boolean => (exact.numerator * 10n ** BigInt(scale)) % exact.denominator === 0n;
  if (natural >= 0 && isExact(natural)) return fitted(exact, natural);
  const widest = fitted(exact, 28);
  if (widest === null) return null;
  let { mantissa, scale } = widest;
  while (scale > 0 && mantissa % 10n === 0n) {
    mantissa /= 10n;
    scale--;
  }
  return { mantissa, scale };
}

function outcome(work: () => Decimal): { mantissa: bigint; scale: number } | null {
  try {
    const result = work();
    expect(
      result.big === null
        ? Number.isSafeInteger(result.mantissa)
        : magnitude(result.big) > BigInt(Number.MAX_SAFE_INTEGER),
    ).toBe(true);
    expect(Object.is(result.mantissa, -0)).toBe(false);
    return { mantissa: result.big ?? BigInt(result.mantissa), scale: result.scale };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const small = fc
  .tuple(fc.integer({ min: -2_000_000, max: 2_000_000 }), fc.integer({ min: 0, max: 6 }))
  .map(([mantissa, scale]) => Decimal.fromScaled(mantissa, scale));
const price = fc
  .tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 15 }))
  .map(([mantissa, scale]) => Decimal.fromScaled(mantissa, scale));
const wide = fc
  .tuple(fc.bigInt({ min: -LIMIT, max: LIMIT }), fc.integer({ min: 0, max: 28 }))
  .map(([mantissa, scale]) => Decimal.fromScaled(mantissa, scale));
const anyDecimal = fc.oneof(small, price, wide);
const pair = fc.tuple(anyDecimal, anyDecimal);

describe('Decimal against exact rational arithmetic', () => {
  it('adds and subtracts', () => {
    fc.assert(
      fc.property(pair, ([left, right]) => {
        const [a, b] = [fraction(left), fraction(right)];
        const scale = Math.max(left.scale, right.scale);
        const denominator = a.denominator * b.denominator;
        const [x, y] = [a.numerator * b.denominator, b.numerator * a.denominator];
        expect(outcome(() => left.add(right))).toEqual(fitted({ numerator: x + y, denominator }, scale));
        expect(outcome(() => left.sub(right))).toEqual(fitted({ numerator: x - y, denominator }, scale));
      }),
      { numRuns: 2000 },
    );
  });

  it('multiplies', () => {
    fc.assert(
      fc.property(pair, ([left, right]) => {
        if (left.isZero || right.isZero) return;
        const [a, b] = [fraction(left), fraction(right)];
        const exact = { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator };
        expect(outcome(() => left.mul(right))).toEqual(fitted(exact, left.scale + right.scale));
      }),
      { numRuns: 2000 },
    );
  });

  it('divides', () => {
    fc.assert(
      fc.property(pair, ([left, right]) => {
        if (right.isZero) return;
        expect(outcome(() => left.div(right))).toEqual(quotientOf(left, right));
      }),
      { numRuns: 4000 },
    );
  });

  it('compares, and computes remainders that complete the quotient', () => {
    fc.assert(
      fc.property(pair, ([left, right]) => {
        const [a, b] = [fraction(left), fraction(right)];
        const difference = a.numerator * b.denominator - b.numerator * a.denominator;
        expect(Math.sign(left.cmp(right))).toBe(difference > 0n ? 1 : difference < 0n ? -1 : 0);
        if (right.isZero) return;
        const scale = BigInt(Math.max(left.scale, right.scale));
        const rest = ((a.numerator * 10n ** scale) / a.denominator) % ((b.numerator * 10n ** scale) / b.denominator);
        expect(left.mod(right).eq(Decimal.fromScaled(rest, Number(scale)))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('rounds', () => {
    fc.assert(
      fc.property(anyDecimal, fc.integer({ min: 0, max: 28 }), (value, places) => {
        const expected =
          places >= value.scale
            ? { mantissa: fraction(value).numerator, scale: value.scale }
            : { mantissa: roundAt(fraction(value), places), scale: places };
        expect(outcome(() => value.round(places))).toEqual(expected);
        const away = value.round(places, 'awayFromZero');
        expect(away.sub(value).abs().mul(Decimal.two).lte(Decimal.fromScaled(1, places))).toBe(true);
        expect(away.abs().gte(value.round(places).abs())).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('computes floor, ceiling, whole part and the shortest form', () => {
    fc.assert(
      fc.property(anyDecimal, (value) => {
        const { numerator, denominator } = fraction(value);
        const whole = numerator / denominator;
        const isWhole = numerator % denominator === 0n;
        expect(value.truncate().toString()).toBe(String(whole));
        expect(value.floor().toString()).toBe(String(isWhole || numerator > 0n ? whole : whole - 1n));
        expect(value.ceil().toString()).toBe(String(isWhole || numerator < 0n ? whole : whole + 1n));
        expect(value.normalize().eq(value)).toBe(true);
        expect(value.normalize().toString()).not.toMatch(/\.\d*0$/);
        expect(outcome(() => value.normalize())).toEqual(outcome(() => value.div(d('1.0000000000000000000000000000'))));
        expect(Decimal.parse(value.toString())).toEqual(value);
      }),
      { numRuns: 1000 },
    );
  });

  it('rounds smartly as the two-step definition does', () => {
    fc.assert(
      fc.property(fc.oneof(small, price), (value) => {
        const plain = value.normalize();
        const expected = plain.gt(d('1000')) ? plain.round(4) : plain.roundToSignificantDigits(7).normalize();
        expect(value.smartRound().toString()).toBe(expected.toString());
      }),
      { numRuns: 1000 },
    );
  });

  it('converts doubles of up to 15 digits to their printed form', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }),
        fc.integer({ min: 0, max: 12 }),
        (digits, places) => {
          const value = Number(`${digits}e-${places}`);
          expect(Decimal.of(value).toString()).toBe(Decimal.fromScaled(digits, places).normalize().toString());
          expect(Decimal.of(value).toNumber()).toBe(value);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('Decimal as .NET prints it', () => {
  it('keeps the scale of its operands', () => {
    expect(d('1.50').add(d('1.5')).toString()).toBe('3.00');
    expect(d('1.00').sub(d('1.0')).toString()).toBe('0.00');
    expect(d('0').add(d('5.10')).toString()).toBe('5.10');
    expect(d('1.20').mul(d('2.0')).toString()).toBe('2.400');
    expect(d('144.7731').mul(d('0.9999999')).toString()).toBe('144.77308552269');
    expect(d('0.022').mul(d('100')).toString()).toBe('2.200');
    expect(d('0.0').mul(d('3.00')).toString()).toBe('0.000');
    expect(d('0.0').mul(d('4294967296')).toString()).toBe('0');
  });

  it('divides to the natural scale, the shortest quotient or 28 digits', () => {
    expect(d('1.20').div(d('1')).toString()).toBe('1.20');
    expect(d('3.0').div(d('1.5')).toString()).toBe('2');
    expect(d('1').div(d('0.25')).toString()).toBe('4');
    expect(d('2.00').div(d('4')).toString()).toBe('0.50');
    expect(d('1.0').div(d('4')).toString()).toBe('0.25');
    expect(d('1').div(d('3')).toString()).toBe('0.3333333333333333333333333333');
    expect(d('2').div(d('3')).toString()).toBe('0.6666666666666666666666666667');
    expect(d('100').div(d('3')).toString()).toBe('33.333333333333333333333333333');
    expect(d('1').div(d('3')).mul(d('3')).toString()).toBe('0.9999999999999999999999999999');
    expect(() => d('1').div(d('0.0'))).toThrow(RangeError);
  });

  it('casts doubles to 15 significant digits', () => {
    const cases: readonly [number, string][] = [
      [0.1 + 0.2, '0.3'],
      [1 / 3, '0.333333333333333'],
      [2 / 3, '0.666666666666667'],
      [123456789.12345679, '123456789.123457'],
      [1e20, '100000000000000000000'],
      [1e-28, '0.0000000000000000000000000001'],
      [4e-29, '0'],
      [-0, '0'],
      [-2.5, '-2.5'],
      [1234567890123456, '1234567890123460'],
      [0.00001, '0.00001'],
      [7.9e28, '79000000000000000000000000000'],
    ];
    for (const [value, text] of cases) expect(Decimal.of(value).toString()).toBe(text);
    expect(() => Decimal.of(Number.NaN)).toThrow(RangeError);
    expect(() => Decimal.of(2 ** 96)).toThrow(RangeError);
    expect(Decimal.safeCast(1e300)).toBe(Decimal.maxValue);
    expect(Decimal.safeCast(-1e300)).toBe(Decimal.minValue);
  });

  it('overflows by dropping places first and throwing last', () => {
    const max = Decimal.maxValue;
    expect(max.toString()).toBe('79228162514264337593543950335');
    expect(d('7922816251426433759354395033.5').add(d('0.1')).toString()).toBe('7922816251426433759354395034');
    expect(d('0.0000000000000000000000000001').mul(d('0.5')).toString()).toBe('0.0000000000000000000000000000');
    expect(d('0.0000000000000000000000000003').mul(d('0.5')).toString()).toBe('0.0000000000000000000000000002');
    expect(() => max.add(Decimal.one)).toThrow(RangeError);
    expect(() => max.mul(Decimal.two)).toThrow(RangeError);
  });

  it('rounds half to even, or away from zero on request', () => {
    expect(d('2.5').round().toString()).toBe('2');
    expect(d('3.5').round().toString()).toBe('4');
    expect(d('-2.5').round().toString()).toBe('-2');
    expect(d('2.5').round(0, 'awayFromZero').toString()).toBe('3');
    expect(d('-2.5').round(0, 'awayFromZero').toString()).toBe('-3');
    expect(d('1.005').round(2).toString()).toBe('1.00');
    expect(d('1.5').round(4).toString()).toBe('1.5');
    expect(d('0.4').round().toString()).toBe('0');
    expect(d('-0.4').round().toString()).toBe('0');
  });

  it('formats fees and JSON numbers', () => {
    expect(d('3.485').toFixed(2)).toBe('3.49');
    expect(d('-0.001').toFixed(2)).toBe('0.00');
    expect(d('12').toFixed(2)).toBe('12.00');
    expect(d('1.5').toFixed(2)).toBe('1.50');
    expect(d('688').toJsonNumber()).toBe('688.0');
    expect(d('144.77307790400').toJsonNumber()).toBe('144.77307790400');
  });

  it('rounds smartly, to significant digits and to a step', () => {
    expect(d('1234.56785').smartRound().toString()).toBe('1234.5678');
    expect(d('386.09910000').smartRound().toString()).toBe('386.0991');
    expect(d('144.77307790400').smartRound().toString()).toBe('144.7731');
    expect(d('-123456.789').smartRound().toString()).toBe('-123456.8');
    expect(d('-123456789').smartRound().toString()).toBe('-123456800');
    expect(d('0.000123456789').smartRound().toString()).toBe('0.0001234568');
    expect(d('56123000').roundToSignificantDigits(2).toString()).toBe('56000000.00');
    expect(d('60000000').roundToSignificantDigits(2).toString()).toBe('60000000.0');
    expect(d('0').roundToSignificantDigits(2).toString()).toBe('0');
    expect(d('1.25').discretelyRoundBy(d('0.5')).toString()).toBe('1.5');
    expect(d('1.25').discretelyRoundBy(Decimal.zero).toString()).toBe('1.25');
  });

  it('parses text', () => {
    expect(d('+1.50').toString()).toBe('1.50');
    expect(d('.5').toString()).toBe('0.5');
    expect(d('1e-7').toString()).toBe('0.0000001');
    expect(d('1.5e3').toString()).toBe('1500');
    expect(d('0.00').toString()).toBe('0.00');
    for (const text of ['', '.', '1,000', 'abc', '1.2.3', '--1']) {
      expect(() => d(text)).toThrow(RangeError);
      expect(Decimal.tryParse(text)).toBeUndefined();
    }
  });

  it('is undefined for texts that are no decimals, and never throws', () => {
    for (const text of [
      '9'.repeat(40),
      `${'9'.repeat(40)}.5`,
      '1e30',
      '-1e30',
      '1e9999',
      '1e-1e1',
      '9'.repeat(2_000),
      '',
    ])
      expect([text.length, Decimal.tryParse(text)]).toEqual([text.length, undefined]);
    for (const [text, expected] of [
      [`0.${'9'.repeat(200)}`, '1.0000000000000000000000000000'],
      [`1e-9999`, '0.0000000000000000000000000000'],
      [`0.5${'0'.repeat(400)}1`, '0.5000000000000000000000000000'],
      [`${'9'.repeat(28)}.${'4'.repeat(300)}`, '9'.repeat(28)],
    ] as const)
      expect(Decimal.tryParse(text)?.toString()).toBe(Decimal.parse(expected).toString());
  });
});

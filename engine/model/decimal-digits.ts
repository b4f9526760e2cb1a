/** Powers of ten as doubles, 10^0 to 10^28; exact up to 10^22, the nearest double above. */
export const POWERS_OF_TEN: readonly number[] = Array.from({ length: 29 }, (_, power) => Number(`1e${power}`));

const BIG_POWERS_OF_TEN: readonly bigint[] = Array.from({ length: 65 }, (_, power) => 10n ** BigInt(power));

/** The largest mantissa of System.Decimal: 96 bits. */
export const LARGEST_MANTISSA = (1n << 96n) - 1n;
/** The largest scale of System.Decimal. */
export const LARGEST_SCALE = 28;

const LARGEST_SAFE_BIG = BigInt(Number.MAX_SAFE_INTEGER);

/** A mantissa with its scale, before it becomes a `Decimal`. */
export interface ScaledInteger {
  readonly mantissa: bigint;
  readonly scale: number;
}

export function bigPowerOfTen(power: number): bigint {
  return power < BIG_POWERS_OF_TEN.length ? BIG_POWERS_OF_TEN[power] : 10n ** BigInt(power);
}

/** Whether a bigint converts to a double without loss. */
export function isSafeBig(value: bigint): boolean {
  return value <= LARGEST_SAFE_BIG && value >= -LARGEST_SAFE_BIG;
}

/** The number of decimal digits of a positive integer. */
export function digitCount(value: number | bigint): number {
  if (typeof value === 'bigint') return value.toString().length;
  let digits = 1;
  while (digits < 17 && value >= POWERS_OF_TEN[digits]) digits++;
  return digits;
}

/**
 * Divides by a power of ten and rounds half to even. `sticky` means that nonzero digits were already cut off, so that an
 * apparent half is more than a half.
 */
export function dropDigits(value: bigint, count: number, sticky: boolean): bigint {
  const power = bigPowerOfTen(count);
  const quotient = value / power;
  const remainder = value % power;
  const twice = (remainder < 0n ? -remainder : remainder) * 2n;
  const isUp = twice > power || (twice === power && (sticky || (quotient & 1n) === 1n));
  if (!isUp) return quotient;
  return value < 0n ? quotient - 1n : quotient + 1n;
}

const LARGEST_BEFORE: readonly bigint[] = Array.from({ length: 65 }, (_, count) =>
  count === 0 ? LARGEST_MANTISSA : LARGEST_MANTISSA * BIG_POWERS_OF_TEN[count] + BIG_POWERS_OF_TEN[count] / 2n - 1n,
);

/** The largest magnitude that fits in 96 bits after this many digits are rounded off. */
function largestBefore(count: number): bigint {
  if (count < LARGEST_BEFORE.length) return LARGEST_BEFORE[count];
  const power = bigPowerOfTen(count);
  return LARGEST_MANTISSA * power + power / 2n - 1n;
}

/**
 * Fits an exact integer (followed by cut-off digits if `sticky`) into 96 bits and scale 28 as System.Decimal does: the
 * largest scale that fits, rounded half to even.
 *
 * @throws RangeError when the integer part alone exceeds 96 bits.
 */
export function fitMantissa(value: bigint, scale: number, sticky: boolean): ScaledInteger {
  const magnitude = value < 0n ? -value : value;
  let excess = scale > LARGEST_SCALE ? scale - LARGEST_SCALE : 0;
  while (excess <= scale && magnitude > largestBefore(excess)) excess++;
  if (excess <= scale)
    return { mantissa: excess === 0 ? value : dropDigits(value, excess, sticky), scale: scale - excess };
  throw new RangeError('Value was either too large or too small for a Decimal.');
}

/** Whether a number has more digits before its decimal point than a Decimal can hold. */
export function isTooLarge({ mantissa, scale }: ScaledInteger): boolean {
  return (mantissa < 0n ? -mantissa : mantissa) > largestBefore(scale);
}

/**
 * The quotient of two scaled integers by System.Decimal's rules: the natural scale when it is exact there,
 * otherwise as many digits as fit (at most scale 28), rounded half to even, without trailing zeros.
 *
 * @throws RangeError when the divisor is zero or the quotient exceeds 96 bits.
 */
export function divideScaled(dividend: bigint, divisor: bigint, naturalScale: number): ScaledInteger {
  if (divisor === 0n) throw new RangeError('Attempted to divide a Decimal by zero.');
  const numerator = dividend * bigPowerOfTen(LARGEST_SCALE + 1 - naturalScale);
  const quotient = numerator / divisor;
  const isInexact = quotient * divisor !== numerator;
  if (!isInexact && dividend % divisor === 0n) {
    const exact = dividend / divisor;
    return naturalScale >= 0
      ? fitMantissa(exact, naturalScale, false)
      : fitMantissa(exact * bigPowerOfTen(-naturalScale), 0, false);
  }
  const fitted = fitMantissa(quotient, LARGEST_SCALE + 1, isInexact);
  return stripZeros(fitted.mantissa, fitted.scale);
}

/** Whether a quotient of whole numbers is a terminating decimal: the reduced divisor has no prime factors except 2 and 5. */
export function doesEnd(dividend: number, divisor: number): boolean {
  if (divisor === 0) return false;
  let rest = divisor;
  while (rest % 2 === 0) rest /= 2;
  while (rest % 5 === 0) rest /= 5;
  return dividend % rest === 0;
}

/** Removes trailing zeros as far as the scale allows. */
export function stripZeros(mantissa: bigint, scale: number): ScaledInteger {
  let value = mantissa;
  let places = scale;
  let lowBits = Number(BigInt.asUintN(16, value));
  for (let step = 16; step >= 1; step >>= 1) {
    const power = BIG_POWERS_OF_TEN[step];
    // A multiple of 10^n is a multiple of 2^n, which the low bits show cheaply.
    while (places >= step && (lowBits & ((1 << step) - 1)) === 0 && value % power === 0n) {
      value /= power;
      places -= step;
      lowBits = Number(BigInt.asUintN(16, value));
    }
  }
  return { mantissa: value, scale: places };
}

const doubleView = new Float64Array(1);
const wordView = new Uint32Array(doubleView.buffer);
const converted = { mantissa: 0, scale: 0 };

/**
 * The 15 significant digits of a magnitude below 2^96, without trailing zeros; a negative scale means zeros in front of
 * the point. The next call overwrites the result.
 *
 * Source: VarDecFromR8 of .NET, which scales to 15 digits by one multiplication or division and rounds half to even.
 */
export function convertDouble(magnitude: number): Readonly<{ mantissa: number; scale: number }> {
  doubleView[0] = magnitude;
  const exponent = (wordView[1] >>> 20) - 1022;
  let power = Math.min(14 - ((exponent * 19728) >> 16), LARGEST_SCALE);
  let scaled = magnitude;
  if (power >= 0) scaled *= POWERS_OF_TEN[power];
  else if (power !== -1 || scaled >= 1e15) scaled /= POWERS_OF_TEN[-power];
  else power = 0;
  if (scaled < 1e14 && power < LARGEST_SCALE) {
    scaled *= 10;
    power++;
  }
  const floor = Math.floor(scaled);
  const part = scaled - floor;
  converted.mantissa = part > 0.5 || (part === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
  converted.scale = converted.mantissa === 0 ? 0 : power;
  return dropZeros(converted);
}

/** Removes trailing zeros in place as far as the scale allows; the mantissa is a safe integer. */
export function dropZeros(number: { mantissa: number; scale: number }): { mantissa: number; scale: number } {
  let { mantissa, scale } = number;
  for (let step = 8; step >= 1; step >>= 1) {
    while (scale >= step) {
      // Below 2^53 a fractional quotient cannot round to a whole number, and division is much faster than the remainder.
      const quotient = mantissa / POWERS_OF_TEN[step];
      if (quotient !== Math.floor(quotient)) break;
      mantissa = quotient;
      scale -= step;
    }
  }
  number.mantissa = mantissa;
  number.scale = scale;
  return number;
}

const NUMBER_PATTERN = /^[ \t]*([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,4}))?[ \t]*$/;

/** Characters of the longest text that is read as a number; no decimal needs a tenth of them. */
const LONGEST_TEXT = 1000;

/**
 * Reads decimal text; `undefined` if it is not a number. The scale is the number of digits after the point, and at least 0; the
 * number may have more digits than a Decimal: see {@link isTooLarge}.
 */
export function readScaled(text: string): ScaledInteger | undefined {
  const match = text.length > LONGEST_TEXT ? null : NUMBER_PATTERN.exec(text);
  if (match === null) return undefined;
  const whole = match[2];
  const fraction = match[3] ?? '';
  if (whole.length + fraction.length === 0) return undefined;
  const digits = BigInt(whole + fraction);
  const exponent = match[4] === undefined ? 0 : Number(match[4]);
  const scale = fraction.length - exponent;
  const mantissa = match[1] === '-' ? -digits : digits;
  if (mantissa === 0n) return { mantissa, scale: Math.min(Math.max(scale, 0), LARGEST_SCALE) };
  if (scale >= 0) return { mantissa, scale };
  return scale < -40 ? undefined : { mantissa: mantissa * bigPowerOfTen(-scale), scale: 0 };
}

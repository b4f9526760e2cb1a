import {
  bigPowerOfTen,
  convertDouble,
  digitCount,
  doesEnd,
  divideScaled,
  dropDigits,
  dropZeros,
  fitMantissa,
  isSafeBig,
  isTooLarge,
  LARGEST_MANTISSA,
  LARGEST_SCALE,
  readScaled,
  POWERS_OF_TEN,
  type ScaledInteger,
  stripZeros,
} from './decimal-digits.ts';

/** The rounding of a half: to the even neighbour (.NET's default) or away from zero. */
export type MidpointRounding = 'even' | 'awayFromZero';

const SAFE = Number.MAX_SAFE_INTEGER;
const TWO_TO_64 = 18446744073709551616;
const LOW_64_BITS = (1n << 64n) - 1n;

/**
 * An immutable decimal number with the semantics of .NET's `System.Decimal`: a signed 96-bit mantissa and a
 * scale of 0 to 28, so that `1.50` and `1.5` are equal yet print differently.
 * Mantissas below 2^53 are plain numbers; only larger ones use a bigint. There is no negative zero.
 */
export class Decimal {
  /** The mantissa; only an approximation (with the right sign) when `big` is set. */
  readonly mantissa: number;
  /** The exact mantissa when it exceeds 2^53 - 1 in magnitude, else null. */
  readonly big: bigint | null;
  /** The number of digits after the decimal point: 0 to 28. */
  readonly scale: number;

  private constructor(mantissa: number, big: bigint | null, scale: number) {
    this.mantissa = mantissa;
    this.big = big;
    this.scale = scale;
  }

  static readonly zero = new Decimal(0, null, 0);
  static readonly one = new Decimal(1, null, 0);
  static readonly oneHundred = new Decimal(100, null, 0);
  static readonly maxValue = new Decimal(Number(LARGEST_MANTISSA), LARGEST_MANTISSA, 0);
  static readonly minValue = new Decimal(-Number(LARGEST_MANTISSA), -LARGEST_MANTISSA, 0);

  /** Parses "12.50" or "1e-7" and keeps the scale. @throws RangeError when the text is not a number or too large. */
  static parse(text: string): Decimal {
    const read = readScaled(text);
    if (read === undefined) throw new RangeError(`"${text.slice(0, 40)}" is not a decimal number.`);
    return Decimal.fit(read.mantissa, read.scale);
  }

  /** Like `parse`, but returns `undefined` for text that is not a number or too large. */
  static tryParse(text: string): Decimal | undefined {
    const read = readScaled(text);
    return read === undefined || isTooLarge(read) ? undefined : Decimal.fit(read.mantissa, read.scale);
  }

  /**
   * The cast `(decimal)double`: 15 significant digits, without trailing zeros.
   *
   * @throws RangeError for NaN, infinities and magnitudes of 2^96 and more.
   */
  static of(value: number): Decimal {
    if (Number.isInteger(value) && value < 1e15 && value > -1e15) return new Decimal(value + 0, null, 0);
    return Decimal.fromDouble(value);
  }

  /** Like `of`, but clamped to the limits of a decimal (LEAN's SafeDecimalCast). @throws RangeError for NaN and infinities. */
  static safeCast(value: number): Decimal {
    if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be a Decimal.`);
    if (value >= 2 ** 96) return Decimal.maxValue;
    return value <= -(2 ** 96) ? Decimal.minValue : Decimal.of(value);
  }

  /** An exact whole number, scale 0. @throws RangeError unless it is a safe integer. */
  static fromInteger(value: number): Decimal {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a safe integer.`);
    return new Decimal(value + 0, null, 0);
  }

  /** The number mantissa / 10^scale with exactly this scale. @throws RangeError when it does not fit. */
  static fromScaled(mantissa: number | bigint, scale: number): Decimal {
    if (scale < 0 || scale > LARGEST_SCALE) throw new RangeError(`A Decimal's scale is 0 to 28, not ${scale}.`);
    if (typeof mantissa === 'bigint') return Decimal.fit(mantissa, scale);
    if (!Number.isSafeInteger(mantissa)) throw new RangeError(`${mantissa} is not a safe integer.`);
    return new Decimal(mantissa + 0, null, scale);
  }

  static min(left: Decimal, right: Decimal): Decimal {
    return left.cmp(right) < 0 ? left : right;
  }

  static max(left: Decimal, right: Decimal): Decimal {
    return left.cmp(right) >= 0 ? left : right;
  }

  /** The sum, with the larger of the two scales. @throws RangeError on overflow, as every operation does. */
  add(other: Decimal): Decimal {
    if (other.mantissa === 0 && other.scale <= this.scale) return this;
    if (this.mantissa === 0 && this.scale <= other.scale) return other;
    if (this.big === null && other.big === null) {
      const shift = this.scale - other.scale;
      let left = this.mantissa;
      let right = other.mantissa;
      if (shift > 0) right *= shift < 16 ? POWERS_OF_TEN[shift] : Infinity;
      else if (shift < 0) left *= shift > -16 ? POWERS_OF_TEN[-shift] : Infinity;
      const sum = left + right;
      if (left <= SAFE && left >= -SAFE && right <= SAFE && right >= -SAFE && sum <= SAFE && sum >= -SAFE) {
        return new Decimal(sum + 0, null, shift >= 0 ? this.scale : other.scale);
      }
    }
    const scale = this.scale >= other.scale ? this.scale : other.scale;
    return Decimal.fit(this.bigAt(scale) + other.bigAt(scale), scale);
  }

  /** The difference, with the larger of the two scales. */
  sub(other: Decimal): Decimal {
    return this.add(other.neg());
  }

  /** The product, with the sum of the two scales as far as 28 digits and 96 bits allow. */
  mul(other: Decimal): Decimal {
    if (other.mantissa === 1 && other.scale === 0) return this;
    if (this.mantissa === 1 && this.scale === 0) return other;
    const scale = this.scale + other.scale;
    if (this.big === null && other.big === null) {
      const product = this.mantissa * other.mantissa;
      if (product === 0) return Decimal.zeroProduct(this.mantissa, other.mantissa, scale);
      if (product <= SAFE && product >= -SAFE && scale <= LARGEST_SCALE) return new Decimal(product, null, scale);
    } else if (this.mantissa === 0 || other.mantissa === 0) {
      return Decimal.zero;
    }
    return Decimal.fit(this.exact() * other.exact(), scale);
  }

  /**
   * The quotient: at the natural scale (difference of the scales) when it is exact there, else the shortest
   * exact one, else 28 to 29 digits rounded half to even.
   *
   * @throws RangeError when the divisor is zero.
   */
  div(other: Decimal): Decimal {
    const scale = this.scale - other.scale;
    if (this.big === null && other.big === null && doesEnd(this.mantissa, other.mantissa)) {
      const short = Decimal.shortQuotient(this.mantissa, other.mantissa, scale);
      if (short !== null) return short;
    }
    return Decimal.from(divideScaled(this.exact(), other.exact(), scale));
  }

  /** The remainder of the truncated division; it has the sign of this number. @throws RangeError when the divisor is zero. */
  mod(other: Decimal): Decimal {
    if (other.mantissa === 0) throw new RangeError('Attempted to divide a Decimal by zero.');
    if (this.abs().cmp(other.abs()) < 0) return this;
    const scale = this.scale >= other.scale ? this.scale : other.scale;
    if (this.scale === other.scale && this.big === null && other.big === null) {
      return new Decimal((this.mantissa % other.mantissa) + 0, null, scale);
    }
    return Decimal.fit(this.bigAt(scale) % other.bigAt(scale), scale);
  }

  neg(): Decimal {
    return this.mantissa === 0 ? this : new Decimal(-this.mantissa, this.big === null ? null : -this.big, this.scale);
  }

  abs(): Decimal {
    return this.mantissa < 0 ? this.neg() : this;
  }

  /** Negative, zero or positive as this number is smaller than, equal to or larger than the other. */
  cmp(other: Decimal): number {
    if (this.big === null && other.big === null) {
      const shift = this.scale - other.scale;
      let left = this.mantissa;
      let right = other.mantissa;
      if (shift === 0 || left === 0 || right === 0) return left - right;
      if (shift > 0) right *= shift < 16 ? POWERS_OF_TEN[shift] : Infinity;
      else left *= shift > -16 ? POWERS_OF_TEN[-shift] : Infinity;
      // A scaled value outside of the safe range exceeds the other, which is inside.
      return left < right ? -1 : left > right ? 1 : 0;
    }
    const scale = this.scale >= other.scale ? this.scale : other.scale;
    const left = this.bigAt(scale);
    const right = other.bigAt(scale);
    return left < right ? -1 : left > right ? 1 : 0;
  }

  eq(other: Decimal): boolean {
    return this.cmp(other) === 0;
  }

  lt(other: Decimal): boolean {
    return this.cmp(other) < 0;
  }

  lte(other: Decimal): boolean {
    return this.cmp(other) <= 0;
  }

  gt(other: Decimal): boolean {
    return this.cmp(other) > 0;
  }

  gte(other: Decimal): boolean {
    return this.cmp(other) >= 0;
  }

  get isZero(): boolean {
    return this.mantissa === 0;
  }

  /** -1, 0 or 1. */
  get sign(): number {
    return this.mantissa > 0 ? 1 : this.mantissa < 0 ? -1 : 0;
  }

  /** Rounds to at most that many decimal places; a number with fewer places is unchanged (Math.Round). */
  round(places = 0, mode: MidpointRounding = 'even'): Decimal {
    const drop = this.scale - places;
    if (drop <= 0) return this;
    if (this.big !== null) return Decimal.fromBig(dropDigits(this.big, drop, mode === 'awayFromZero'), places);
    if (drop > 16) return new Decimal(0, null, places);
    const power = POWERS_OF_TEN[drop];
    const remainder = this.mantissa % power;
    const twice = remainder < 0 ? -remainder * 2 : remainder * 2;
    let rounded = (this.mantissa - remainder) / power;
    if (twice > power || (twice === power && (mode === 'awayFromZero' || rounded % 2 !== 0)))
      rounded += this.mantissa < 0 ? -1 : 1;
    return new Decimal(rounded + 0, null, places);
  }

  /** The largest whole number not above this one, scale 0. */
  floor(): Decimal {
    const whole = this.truncate();
    return this.mantissa < 0 && this.cmp(whole) !== 0 ? whole.sub(Decimal.one) : whole;
  }

  /** The smallest whole number not below this one, scale 0. */
  ceil(): Decimal {
    const whole = this.truncate();
    return this.mantissa > 0 && this.cmp(whole) !== 0 ? whole.add(Decimal.one) : whole;
  }

  /** The whole part, scale 0. */
  truncate(): Decimal {
    return this.scale === 0 ? this : this.dropPlaces(this.scale);
  }

  /** The same number without trailing zeros after the point. */
  normalize(): Decimal {
    if (this.scale === 0) return this;
    if (this.big !== null) return Decimal.from(stripZeros(this.big, this.scale));
    if (this.mantissa % 10 !== 0) return this;
    const stripped = dropZeros({ mantissa: this.mantissa, scale: this.scale });
    return new Decimal(stripped.mantissa, null, stripped.scale);
  }

  /** LEAN's SmartRounding: above 1000 four decimal places, otherwise (and for all negatives) seven significant digits. */
  smartRound(): Decimal {
    const value = this.normalize();
    if (value.cmp(Decimal.oneThousand) > 0) return value.round(4);
    const places = value.big === null ? 7 + value.scale - digitCount(Math.abs(value.mantissa)) : -1;
    return (places < 0 ? value.roundToSignificantDigits(7) : value.round(places)).normalize();
  }

  /** LEAN's RoundToSignificantDigits (half to even); its scale is the one that the multiplication by a power of ten results in. */
  roundToSignificantDigits(digits: number): Decimal {
    if (this.mantissa === 0) return Decimal.zero;
    const power = digitCount(this.big === null ? Math.abs(this.mantissa) : this.abs().exact()) - this.scale;
    const unit = Decimal.fit(bigPowerOfTen(Math.max(power, 0)), Math.min(Math.max(-power, 0), LARGEST_SCALE));
    return unit.mul(this.div(unit).round(digits));
  }

  /** The nearest multiple of `quantum`; rounds half away from zero by default. A zero quantum changes nothing. */
  discretelyRoundBy(quantum: Decimal, mode: MidpointRounding = 'awayFromZero'): Decimal {
    return quantum.mantissa === 0 ? this : quantum.mul(this.div(quantum).round(0, mode));
  }

  /** The cast `(double)decimal`: correctly rounded below 2^53 with up to 22 places, otherwise by .NET's formula. */
  toNumber(): number {
    if (this.big === null) return this.scale === 0 ? this.mantissa : this.mantissa / POWERS_OF_TEN[this.scale];
    const magnitude = this.big < 0n ? -this.big : this.big;
    const double = (Number(magnitude & LOW_64_BITS) + Number(magnitude >> 64n) * TWO_TO_64) / POWERS_OF_TEN[this.scale];
    return this.big < 0n ? -double : double;
  }

  /** All digits including the trailing zeros of the scale, without an exponent. */
  toString(): string {
    const isNegative = this.mantissa < 0;
    let digits =
      this.big === null
        ? String(isNegative ? -this.mantissa : this.mantissa)
        : String(isNegative ? -this.big : this.big);
    if (this.scale > 0) {
      digits = digits.padStart(this.scale + 1, '0');
      const point = digits.length - this.scale;
      digits = `${digits.slice(0, point)}.${digits.slice(point)}`;
    }
    return isNegative ? `-${digits}` : digits;
  }

  /** Formats with exactly that many places, half away from zero, as .NET formats "0.00". */
  toFixed(places: number): string {
    const rounded = this.round(places, 'awayFromZero');
    const missing = places - rounded.scale;
    return missing === 0
      ? rounded.toString()
      : `${rounded.toString()}${rounded.scale === 0 ? '.' : ''}${'0'.repeat(missing)}`;
  }

  /** The JSON number that Newtonsoft writes: `toString`, with ".0" after a whole number of scale 0. */
  toJsonNumber(): string {
    return this.scale === 0 ? `${this.toString()}.0` : this.toString();
  }

  /** The exact digits as a JSON string, so that serialization loses nothing. */
  toJSON(): string {
    return this.toString();
  }

  static readonly two = new Decimal(2, null, 0);
  private static readonly oneThousand = new Decimal(1000, null, 0);

  private static fit(mantissa: bigint, scale: number): Decimal {
    return Decimal.from(fitMantissa(mantissa, scale, false));
  }

  private static from(scaled: ScaledInteger): Decimal {
    return Decimal.fromBig(scaled.mantissa, scaled.scale);
  }

  private static fromBig(mantissa: bigint, scale: number): Decimal {
    return new Decimal(Number(mantissa), isSafeBig(mantissa) ? null : mantissa, scale);
  }

  /** .NET keeps the scale of a zero product only while both mantissas fit 32 bits. */
  private static zeroProduct(left: number, right: number, scale: number): Decimal {
    const fits = left <= 0xffffffff && left >= -0xffffffff && right <= 0xffffffff && right >= -0xffffffff;
    if (!fits || scale === 0 || scale > LARGEST_SCALE + 19) return Decimal.zero;
    return new Decimal(0, null, Math.min(scale, LARGEST_SCALE));
  }

  private static fromDouble(value: number): Decimal {
    const magnitude = Math.abs(value);
    if (!(magnitude < 2 ** 96)) throw new RangeError(`${value} cannot be a Decimal.`);
    const { mantissa, scale } = convertDouble(magnitude);
    const signed = value < 0 ? -mantissa + 0 : mantissa;
    return scale >= 0 ? new Decimal(signed, null, scale) : Decimal.fit(BigInt(signed) * bigPowerOfTen(-scale), 0);
  }

  private exact(): bigint {
    return this.big ?? BigInt(this.mantissa);
  }

  /** The exact mantissa at a scale that is not below this number's scale. */
  private bigAt(scale: number): bigint {
    const exact = this.exact();
    return scale === this.scale ? exact : exact * bigPowerOfTen(scale - this.scale);
  }

  /** The number truncated to `scale - drop` places, with exactly that scale. */
  private dropPlaces(drop: number): Decimal {
    const scale = this.scale - drop;
    if (this.big !== null) {
      const quotient = this.big / bigPowerOfTen(drop);
      return Decimal.fromBig(quotient, scale);
    }
    if (drop > 15) return new Decimal(0, null, scale);
    const power = POWERS_OF_TEN[drop];
    return new Decimal((this.mantissa - (this.mantissa % power)) / power + 0, null, scale);
  }

  /** Long division in doubles; null when the quotient does not terminate within the safe range. */
  private static shortQuotient(dividend: number, divisor: number, naturalScale: number): Decimal | null {
    const magnitude = divisor < 0 ? -divisor : divisor;
    let remainder = dividend < 0 ? -dividend : dividend;
    let quotient = 0;
    let scale = naturalScale;
    for (;;) {
      // The rounded floating quotient may be one too large at a multiple of the divisor, never too small.
      let digits = Math.floor(remainder / magnitude);
      if (digits * magnitude > remainder) digits--;
      remainder -= digits * magnitude;
      quotient = quotient * 10 + digits;
      if (quotient > SAFE) return null;
      if (remainder === 0 && scale >= 0) break;
      remainder *= 10;
      if (remainder > SAFE || scale === LARGEST_SCALE) return null;
      scale++;
    }
    return new Decimal(dividend < 0 === divisor < 0 ? quotient : 0 - quotient, null, scale);
  }
}

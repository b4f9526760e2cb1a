import { Decimal } from '../model/decimal.ts';
import { POWERS_OF_TEN } from '../model/decimal-digits.ts';
import { grown } from '../model/grown.ts';

/** Powers of ten up to this exponent are exact doubles. */
const EXACT_PLACES = 22;

/**
 * Time series of decimals in growing typed arrays: a run takes tens of thousands of samples, and as many objects that
 * live until its end cost more than the arithmetic on them.
 */
export class SampleColumn {
  length = 0;
  private times: Float64Array;
  private mantissas: Float64Array;
  private scales: Uint8Array;
  /** Values whose mantissas are too large for a float64, by index. */
  private large: Map<number, Decimal> | undefined;

  /** @param capacity initial number of samples before the first reallocation */
  constructor(capacity = 16) {
    this.times = new Float64Array(capacity);
    this.mantissas = new Float64Array(capacity);
    this.scales = new Uint8Array(capacity);
  }

  /** A column of given samples. */
  static of(timesUtc: ArrayLike<number>, values: readonly Decimal[]): SampleColumn {
    const column = new SampleColumn(values.length);
    for (let index = 0; index < values.length; index++) column.append(timesUtc[index], values[index]);
    return column;
  }

  /** UTC instants in epoch milliseconds, ascending. */
  get timesUtc(): Float64Array {
    return this.times.subarray(0, this.length);
  }

  /** Appends a sample if it is later than the last one; otherwise returns false without any effect. */
  add(utc: number, value: Decimal): boolean {
    if (this.length > 0 && utc <= this.times[this.length - 1]) return false;
    this.append(utc, value);
    return true;
  }

  /** Replaces the value of the last sample if that is of this instant. */
  replaceLast(utc: number, value: Decimal): void {
    if (this.length === 0 || this.times[this.length - 1] !== utc) return;
    this.length--;
    this.large?.delete(this.length);
    this.append(utc, value);
  }

  /** Appends a sample regardless of its time. */
  append(utc: number, value: Decimal): void {
    if (value.big !== null) (this.large ??= new Map()).set(this.length, value);
    this.appendScaled(utc, value.mantissa, value.scale);
  }

  /** Appends mantissa / 10^scale if it is later than the last sample; otherwise does nothing. */
  addScaled(utc: number, mantissa: number, scale: number): void {
    if (this.length === 0 || utc > this.times[this.length - 1]) this.appendScaled(utc, mantissa, scale);
  }

  private appendScaled(utc: number, mantissa: number, scale: number): void {
    const { length } = this;
    if (length === this.times.length) this.grow();
    this.times[length] = utc;
    this.mantissas[length] = mantissa;
    this.scales[length] = scale;
    this.length = length + 1;
  }

  /** The value of a sample with its original scale. */
  decimal(index: number): Decimal {
    return this.large?.get(index) ?? Decimal.fromScaled(this.mantissas[index], this.scales[index]);
  }

  /** The same as a float64, equal to {@link Decimal.toNumber}. */
  number(index: number): number {
    const large = this.large?.get(index);
    if (large !== undefined) return large.toNumber();
    const scale = this.scales[index];
    return scale === 0 ? this.mantissas[index] : this.mantissas[index] / POWERS_OF_TEN[scale];
  }

  /**
   * A hundredth of a value as a float64, equal to the division of decimals by 100: as long as the power of ten is
   * exact, dividing by a power two higher gives the same quotient.
   */
  hundredth(index: number): number {
    const scale = this.scales[index];
    if (scale > EXACT_PLACES - 2 || this.large?.has(index) === true)
      return this.decimal(index).div(Decimal.oneHundred).toNumber();
    return this.mantissas[index] / POWERS_OF_TEN[scale + 2];
  }

  /** The change from one value to another as a fraction of the first: integers are subtracted exactly and divided once. */
  changeBetween(before: number, now: number): number {
    const shift = this.scales[now] - this.scales[before];
    const from = shift > 0 ? this.mantissas[before] * POWERS_OF_TEN[shift] : this.mantissas[before];
    const to = shift < 0 ? this.mantissas[now] * POWERS_OF_TEN[-shift] : this.mantissas[now];
    const isExact = Math.abs(from) <= Number.MAX_SAFE_INTEGER && Math.abs(to) <= Number.MAX_SAFE_INTEGER;
    if (isExact && this.large === undefined) return (to - from) / from;
    const previous = this.decimal(before);
    return this.decimal(now).sub(previous).div(previous).toNumber();
  }

  /** All values as float64. */
  numbers(): Float64Array {
    const numbers = new Float64Array(this.length);
    for (let index = 0; index < numbers.length; index++) numbers[index] = this.number(index);
    return numbers;
  }

  /** Whether two values of the column have the same digits and scale. */
  isEqual(index: number, other: number): boolean {
    return (
      this.large === undefined &&
      this.mantissas[index] === this.mantissas[other] &&
      this.scales[index] === this.scales[other]
    );
  }

  private grow(): void {
    const capacity = this.times.length * 2 + 16;
    this.times = grown(this.times, capacity, Float64Array);
    this.mantissas = grown(this.mantissas, capacity, Float64Array);
    this.scales = grown(this.scales, capacity, Uint8Array);
  }
}

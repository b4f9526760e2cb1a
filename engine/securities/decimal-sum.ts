import { POWERS_OF_TEN } from '../model/decimal-digits.ts';
import { Decimal } from '../model/decimal.ts';

/** Upper bound of the accumulator's mantissa, so that an addition at its scale stays a safe integer. */
const LARGE = 2 ** 52;

/**
 * An exact sum of many decimals, with the same value and scale as repeated addition, but without a new decimal for each
 * addend. Recent addends are accumulated as an integer mantissa, which is carried over when it grows too large.
 */
export class DecimalSum {
  private settled: Decimal = Decimal.zero;
  private units = 0;
  private scale = 0;

  /** Adds an amount, or subtracts it when `sign` is -1. */
  add(amount: Decimal, sign: 1 | -1 = 1): void {
    const shift = amount.scale - this.scale;
    if (amount.big !== null || shift > 15 || shift < -15) {
      this.addWide(sign === 1 ? amount : amount.neg());
      return;
    }
    let more = sign * amount.mantissa;
    let units = this.units;
    if (shift > 0) units *= POWERS_OF_TEN[shift];
    else if (shift < 0) more *= POWERS_OF_TEN[-shift];
    const sum = units + more;
    if (units < LARGE && units > -LARGE && more < LARGE && more > -LARGE && sum < LARGE && sum > -LARGE) {
      this.units = sum;
      if (shift > 0) this.scale = amount.scale;
      return;
    }
    this.addWide(sign === 1 ? amount : amount.neg());
  }

  /** Restarts the sum from an amount. */
  set(amount: Decimal): void {
    const isPlain = amount.big === null && amount.mantissa < LARGE && amount.mantissa > -LARGE;
    this.settled = isPlain ? Decimal.zero : amount;
    this.units = isPlain ? amount.mantissa : 0;
    this.scale = isPlain ? amount.scale : 0;
  }

  get value(): Decimal {
    const open = Decimal.fromScaled(this.units, this.scale);
    return this.settled.isZero ? open : this.settled.add(open);
  }

  /** The value as a number, equal to Decimal's `toNumber`. */
  toNumber(): number {
    if (this.settled.isZero) return this.scale === 0 ? this.units : this.units / POWERS_OF_TEN[this.scale];
    return this.value.toNumber();
  }

  private addWide(amount: Decimal): void {
    this.set(this.value.add(amount));
  }
}

import { Decimal } from '../model/decimal.ts';

/** Above this mantissa the part that is added to moves over, so that it stays a plain number. */
const LARGE = 2 ** 51;

/** An exact sum of many decimals that stays cheap to add to however large it grows. */
export class DecimalSum {
  private settled: Decimal = Decimal.zero;
  private recent: Decimal = Decimal.zero;

  add(amount: Decimal): void {
    this.recent = this.recent.add(amount);
    const { mantissa } = this.recent;
    if (mantissa < LARGE && mantissa > -LARGE) return;
    this.settled = this.settled.add(this.recent);
    this.recent = Decimal.zero;
  }

  get value(): Decimal {
    return this.settled.isZero ? this.recent : this.settled.add(this.recent);
  }
}

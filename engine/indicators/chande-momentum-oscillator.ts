import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { requirePeriod } from './require-period.ts';

/**
 * 100 (gains - losses) / (gains + losses), both smoothed by Wilder's method (LEAN: ChandeMomentumOscillator.cs).
 *
 * 0 until ready.
 */
export class ChandeMomentumOscillator extends Indicator {
  private readonly period: number;
  private lastInput = NaN;
  private gains = 0;
  private losses = 0;

  constructor(period: number, name = `CMO(${period})`) {
    super(name);
    this.period = requirePeriod(name, period);
  }

  get isReady(): boolean {
    return this.samples > this.period;
  }

  get warmUpPeriod(): number {
    return this.period + 1;
  }

  updateFrom(point: DataPoint): boolean {
    const { value } = point;
    if (!this.accepts(point)) return this.isReady;
    this.publish(point, this.samples === 1 ? 0 : this.oscillation(value - this.lastInput));
    this.lastInput = value;
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.gains = 0;
    this.losses = 0;
  }

  private oscillation(change: number): number {
    if (this.samples > this.period + 1) {
      this.gains *= this.period - 1;
      this.losses *= this.period - 1;
    }
    if (change < 0) this.losses -= change;
    else this.gains += change;
    if (!this.isReady) return 0;
    this.gains /= this.period;
    this.losses /= this.period;
    const sum = this.gains + this.losses;
    return sum === 0 ? 0 : (100 * (this.gains - this.losses)) / sum;
  }
}

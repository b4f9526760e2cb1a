import { BarIndicator } from './bar-indicator.ts';
import { type IndicatorBar } from './indicator-base.ts';
import { requirePeriod } from './require-period.ts';
import { SumWindow } from './sum-window.ts';
import { TrueRange } from './true-range.ts';

/**
 * Buying pressure as a share of the true range over three periods, weighted 4 : 2 : 1, from 0 to 100
 * (LEAN: UltimateOscillator.cs). 50 until ready; unchanged while a period has no range.
 */
export class UltimateOscillator extends BarIndicator {
  private readonly longest: number;
  private readonly trueRange = new TrueRange();
  private readonly pressures: readonly SumWindow[];
  private readonly ranges: readonly SumWindow[];
  private previousClose = NaN;

  constructor(period1: number, period2: number, period3: number, name = `ULTOSC(${period1},${period2},${period3})`) {
    super(name);
    const periods = [period1, period2, period3];
    this.longest = Math.max(...periods);
    this.pressures = periods.map((period) => new SumWindow(requirePeriod(name, period)));
    this.ranges = periods.map((period) => new SumWindow(period));
  }

  get isReady(): boolean {
    return this.samples > this.longest;
  }

  get warmUpPeriod(): number {
    return this.longest + 1;
  }

  updateFrom(bar: IndicatorBar): boolean {
    const { low, close } = bar;
    if (!this.accepts(bar)) return this.isReady;
    this.trueRange.updateFrom(bar);
    if (this.samples > 1) {
      const pressure = close - Math.min(low, this.previousClose);
      for (let index = 0; index < 3; index++) {
        this.pressures[index].add(pressure);
        this.ranges[index].add(this.trueRange.value);
      }
    }
    this.previousClose = close;
    this.publish(bar, this.isReady ? this.oscillation() : 50);
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.trueRange.reset();
    for (const window of this.pressures) window.clear();
    for (const window of this.ranges) window.clear();
  }

  private oscillation(): number {
    const range1 = this.ranges[0].sum;
    const range2 = this.ranges[1].sum;
    const range3 = this.ranges[2].sum;
    if (range1 === 0 || range2 === 0 || range3 === 0) return this.value;
    const weighted =
      (4 * this.pressures[0].sum) / range1 + (2 * this.pressures[1].sum) / range2 + this.pressures[2].sum / range3;
    return (100 * weighted) / 7;
  }
}

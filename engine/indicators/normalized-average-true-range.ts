import { BarIndicator } from './bar-indicator.ts';
import { type IndicatorBar } from './indicator-base.ts';
import { requirePeriod } from './require-period.ts';
import { SumWindow } from './sum-window.ts';
import { TrueRange } from './true-range.ts';

/**
 * Average true range in percent of the close (LEAN: NormalizedAverageTrueRange.cs).
 *
 * Starts with the arithmetic mean of the true ranges and continues as Wilder's average.
 */
export class NormalizedAverageTrueRange extends BarIndicator {
  private readonly period: number;
  private readonly trueRange = new TrueRange();
  private readonly seed: SumWindow;
  private average = 0;

  constructor(period: number, name = `NATR(${period})`) {
    super(name);
    this.period = requirePeriod(name, period);
    this.seed = new SumWindow(period);
  }

  get isReady(): boolean {
    return this.samples > this.period;
  }

  get warmUpPeriod(): number {
    return this.period + 1;
  }

  updateFrom(bar: IndicatorBar): boolean {
    const { close } = bar;
    if (!this.accepts(bar)) return this.isReady;
    this.trueRange.updateFrom(bar);
    if (this.samples <= this.period + 1) {
      this.seed.add(this.trueRange.value);
      this.average = this.seed.mean;
    } else {
      this.average = (this.average * (this.period - 1) + this.trueRange.value) / this.period;
    }
    this.publish(bar, close === 0 ? 0 : (this.average / close) * 100);
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.trueRange.reset();
    this.seed.clear();
  }
}

import { BarIndicator } from './bar-indicator.ts';
import { PointCursor, type IndicatorBar } from './indicator-base.ts';
import { IndicatorOutput } from './indicator-output.ts';
import { exceeds } from './numeric.ts';
import { requirePeriod } from './require-period.ts';
import { WilderMovingAverage } from './wilder-moving-average.ts';

/**
 * Wilder's measure of the strength of a trend, 0 to 100, regardless of its direction (LEAN: AverageDirectionalIndex.cs).
 *
 * Each directional index is the Wilder sum of the movements in its direction, in percent of the Wilder sum of the true
 * ranges. 50 while neither has a value.
 */
export class AverageDirectionalIndex extends BarIndicator {
  readonly positiveDirectionalIndex: IndicatorOutput;
  readonly negativeDirectionalIndex: IndicatorOutput;
  private readonly period: number;
  private readonly average: WilderMovingAverage;
  private previousHigh = NaN;
  private previousLow = NaN;
  private previousClose = NaN;
  private range = 0;
  private upward = 0;
  private downward = 0;
  private readonly cursor = new PointCursor();

  constructor(period: number, name = `ADX(${period})`) {
    super(name);
    this.period = requirePeriod(name, period);
    this.average = new WilderMovingAverage(period);
    this.positiveDirectionalIndex = new IndicatorOutput(`${name}_PositiveDirectionalIndex`, period + 1);
    this.negativeDirectionalIndex = new IndicatorOutput(`${name}_NegativeDirectionalIndex`, period + 1);
  }

  get isReady(): boolean {
    return this.average.isReady;
  }

  get warmUpPeriod(): number {
    return this.period * 2;
  }

  updateFrom(bar: IndicatorBar): boolean {
    if (!this.accepts(bar)) return this.isReady;
    if (this.samples > 1) this.move(bar);
    this.previousHigh = bar.high;
    this.previousLow = bar.low;
    this.previousClose = bar.close;
    this.updateIndices(bar);
    const positive = this.positiveDirectionalIndex.value;
    const negative = this.negativeDirectionalIndex.value;
    const sum = positive + negative;
    if (sum === 0) {
      this.publish(bar, 50);
    } else {
      this.average.updateFrom(this.cursor.write(bar.endTime, (100 * Math.abs(positive - negative)) / sum));
      this.publish(bar, this.average.value);
    }
    return this.average.isReady;
  }

  override reset(): void {
    super.reset();
    this.average.reset();
    this.positiveDirectionalIndex.reset();
    this.negativeDirectionalIndex.reset();
    this.range = 0;
    this.upward = 0;
    this.downward = 0;
  }

  private move(bar: IndicatorBar): void {
    const { high, low } = bar;
    const up = high - this.previousHigh;
    const down = this.previousLow - low;
    // Equal movements count as upward. Differences that are equal as decimals may differ in float64.
    const isDownLarger = exceeds(down, up, high);
    const gap = Math.max(Math.abs(high - this.previousClose), Math.abs(low - this.previousClose));
    this.upward = this.smooth(this.upward, up > 0 && !isDownLarger ? up : 0);
    this.downward = this.smooth(this.downward, down > 0 && isDownLarger ? down : 0);
    this.range = this.smooth(this.range, Math.max(high - low, gap));
  }

  private smooth(sum: number, movement: number): number {
    return sum + movement - (this.samples > this.period + 1 ? sum / this.period : 0);
  }

  private updateIndices({ endTime }: IndicatorBar): void {
    const isReady = this.samples > this.period;
    const scale = isReady && this.range !== 0 ? 100 / this.range : 0;
    this.positiveDirectionalIndex.take(this.cursor.write(endTime, this.upward * scale), isReady);
    this.negativeDirectionalIndex.take(this.cursor.write(endTime, this.downward * scale), isReady);
  }
}

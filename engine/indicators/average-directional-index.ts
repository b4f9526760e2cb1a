import { BarIndicator } from './bar-indicator.ts';
import { type IndicatorBar } from './indicator-base.ts';
import { IndicatorOutput } from './indicator-output.ts';
import { exceeds } from './numeric.ts';
import { requirePeriod } from './require-period.ts';
import { WilderMovingAverage } from './wilder-moving-average.ts';

/**
 * Wilder's measure of how strong a trend is, 0 to 100, whichever its direction (LEAN: AverageDirectionalIndex.cs).
 *
 * The two directional indices are Wilder sums of the movements as a share of that of the true range, in percent.
 * 50 while neither has a value.
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
    const { endTime, high, low, close } = bar;
    if (!this.accepts(endTime, close)) return this.isReady;
    if (this.samples > 1) this.move(high, low);
    this.previousHigh = high;
    this.previousLow = low;
    this.previousClose = close;
    this.publish(endTime, this.index(endTime));
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

  private move(high: number, low: number): void {
    const up = high - this.previousHigh;
    const down = this.previousLow - low;
    // Equal movements count as upward. Differences of decimals that are equal need not be so in float64.
    const isDownLarger = exceeds(down, up, high);
    this.upward = this.smooth(this.upward, up > 0 && !isDownLarger ? up : 0);
    this.downward = this.smooth(this.downward, down > 0 && isDownLarger ? down : 0);
    this.range = this.smooth(
      this.range,
      Math.max(high - low, Math.abs(high - this.previousClose), Math.abs(low - this.previousClose)),
    );
  }

  private smooth(sum: number, movement: number): number {
    return sum + movement - (this.samples > this.period + 1 ? sum / this.period : 0);
  }

  private index(time: number): number {
    const isReady = this.samples > this.period;
    const isKnown = isReady && this.range !== 0;
    const positive = isKnown ? (100 * this.upward) / this.range : 0;
    const negative = isKnown ? (100 * this.downward) / this.range : 0;
    this.positiveDirectionalIndex.set(time, positive, isReady);
    this.negativeDirectionalIndex.set(time, negative, isReady);
    const sum = positive + negative;
    if (sum === 0) return 50;
    this.average.update(time, (100 * Math.abs(positive - negative)) / sum);
    return this.average.value;
  }
}

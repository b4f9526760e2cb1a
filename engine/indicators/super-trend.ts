import { AverageTrueRange } from './average-true-range.ts';
import { BarIndicator } from './bar-indicator.ts';
import { type IndicatorBar } from './indicator-base.ts';
import { MovingAverageType } from './moving-average-type.ts';

/**
 * The active one of two trailing bands, each `multiplier` average true ranges from the midpoint of the bar: the lower
 * band while the close is above it, the upper one while the close is below it (LEAN: SuperTrend.cs). 0 until ready.
 */
export class SuperTrend extends BarIndicator {
  basicUpperBand = 0;
  basicLowerBand = 0;
  currentTrailingUpperBand = 0;
  currentTrailingLowerBand = 0;
  private readonly multiplier: number;
  private readonly averageTrueRange: AverageTrueRange;
  private previousClose = 0;
  private trend = -1;

  constructor(
    period: number,
    multiplier: number,
    movingAverageType: MovingAverageType = MovingAverageType.Wilders,
    name = `SuperTrend(${period},${multiplier})`,
  ) {
    super(name);
    this.multiplier = multiplier;
    this.averageTrueRange = new AverageTrueRange(period, movingAverageType);
  }

  get isReady(): boolean {
    return this.averageTrueRange.isReady;
  }

  get warmUpPeriod(): number {
    return this.averageTrueRange.warmUpPeriod;
  }

  updateFrom(bar: IndicatorBar): boolean {
    if (!this.accepts(bar)) return this.isReady;
    const isReady = this.averageTrueRange.updateFrom(bar);
    if (isReady) this.follow(bar);
    this.previousClose = bar.close;
    this.publish(bar, isReady ? this.trend : 0);
    return isReady;
  }

  override reset(): void {
    super.reset();
    this.averageTrueRange.reset();
    this.currentTrailingUpperBand = 0;
    this.currentTrailingLowerBand = 0;
    this.previousClose = 0;
    this.trend = -1;
  }

  private follow({ high, low, close }: IndicatorBar): void {
    const middle = (high + low) / 2;
    const lastLower = this.currentTrailingLowerBand;
    const lastUpper = this.currentTrailingUpperBand;
    const distance = this.multiplier * this.averageTrueRange.value;
    const lower = middle - distance;
    const upper = middle + distance;
    this.basicLowerBand = lower;
    this.basicUpperBand = upper;
    this.currentTrailingLowerBand = lower > lastLower || this.previousClose < lastLower ? lower : lastLower;
    this.currentTrailingUpperBand = upper < lastUpper || this.previousClose > lastUpper ? upper : lastUpper;
    if (this.trend === -1 || this.trend === lastUpper) {
      this.trend =
        close <= this.currentTrailingUpperBand ? this.currentTrailingUpperBand : this.currentTrailingLowerBand;
    } else if (this.trend === lastLower) {
      this.trend =
        close >= this.currentTrailingLowerBand ? this.currentTrailingLowerBand : this.currentTrailingUpperBand;
    }
  }
}

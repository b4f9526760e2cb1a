import { PointCursor, type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { RateOfChange } from './rate-of-change.ts';
import { requirePeriod } from './require-period.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';
import { TargetDownsideDeviation } from './target-downside-deviation.ts';

/**
 * Mean return of the last `period` inputs minus the minimum acceptable return, divided by the downside deviation
 * (LEAN: SortinoRatio.cs). Keeps its value while no return is below the minimum acceptable one.
 */
export class SortinoRatio extends Indicator {
  private readonly period: number;
  private readonly minimumAcceptableReturn: number;
  private readonly change = new RateOfChange(1);
  private readonly mean: SimpleMovingAverage;
  private readonly downside: TargetDownsideDeviation;
  private readonly cursor = new PointCursor();

  constructor(period: number, minimumAcceptableReturn = 0, name = `SORTINO(${period},${minimumAcceptableReturn})`) {
    super(name);
    this.period = requirePeriod(name, period);
    this.minimumAcceptableReturn = minimumAcceptableReturn;
    this.mean = new SimpleMovingAverage(period);
    this.downside = new TargetDownsideDeviation(period, minimumAcceptableReturn);
  }

  get isReady(): boolean {
    return this.samples > this.period + 1;
  }

  get warmUpPeriod(): number {
    return this.period + 2;
  }

  updateFrom(point: DataPoint): boolean {
    const { endTime } = point;
    if (!this.accepts(point)) return this.isReady;
    this.downside.updateFrom(point);
    if (this.change.updateFrom(point)) this.mean.updateFrom(this.cursor.write(endTime, this.change.value));
    const isKnown = this.samples > 1 && this.downside.value !== 0;
    const excess = this.mean.value - this.minimumAcceptableReturn;
    this.publish(point, isKnown ? excess / this.downside.value : this.value);
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.change.reset();
    this.mean.reset();
    this.downside.reset();
  }
}

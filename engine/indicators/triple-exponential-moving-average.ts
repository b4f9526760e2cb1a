import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import { PointCursor, type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';

/** 3 EMA - 3 EMA of EMA + EMA of that (LEAN: TripleExponentialMovingAverage.cs). 0 until ready. */
export class TripleExponentialMovingAverage extends Indicator {
  private readonly period: number;
  private readonly first: ExponentialMovingAverage;
  private readonly second: ExponentialMovingAverage;
  private readonly third: ExponentialMovingAverage;
  private readonly cursor = new PointCursor();

  constructor(period: number, name = `TEMA(${period})`) {
    super(name);
    this.period = period;
    this.first = new ExponentialMovingAverage(period);
    this.second = new ExponentialMovingAverage(period);
    this.third = new ExponentialMovingAverage(period);
  }

  get isReady(): boolean {
    return this.third.isReady;
  }

  get warmUpPeriod(): number {
    return 3 * (this.period - 1) + 1;
  }

  updateFrom(point: DataPoint): boolean {
    const { endTime } = point;
    if (!this.accepts(point)) return this.isReady;
    const { first, second, third } = this;
    if (first.updateFrom(point) && second.updateFrom(this.cursor.write(endTime, first.value)))
      third.updateFrom(this.cursor.write(endTime, second.value));
    this.publish(point, third.isReady ? 3 * (first.value - second.value) + third.value : 0);
    return third.isReady;
  }

  override reset(): void {
    super.reset();
    this.first.reset();
    this.second.reset();
    this.third.reset();
  }
}

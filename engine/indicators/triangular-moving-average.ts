import { PointCursor, type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { requirePeriod } from './require-period.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';

/** Simple average of a simple average, which together span `period` inputs (LEAN: TriangularMovingAverage.cs). */
export class TriangularMovingAverage extends Indicator {
  private readonly period: number;
  private readonly inner: SimpleMovingAverage;
  private readonly outer: SimpleMovingAverage;
  private readonly cursor = new PointCursor();

  constructor(period: number, name = `TRIMA(${period})`) {
    super(name);
    this.period = requirePeriod(name, period);
    this.inner = new SimpleMovingAverage(Math.ceil(period / 2));
    this.outer = new SimpleMovingAverage(Math.floor(period / 2) + 1);
  }

  get isReady(): boolean {
    return this.samples >= this.period;
  }

  get warmUpPeriod(): number {
    return this.period;
  }

  updateFrom(point: DataPoint): boolean {
    const { endTime } = point;
    if (!this.accepts(point)) return this.isReady;
    this.inner.updateFrom(point);
    this.outer.updateFrom(this.cursor.write(endTime, this.inner.value));
    this.publish(point, this.outer.value);
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.inner.reset();
    this.outer.reset();
  }
}

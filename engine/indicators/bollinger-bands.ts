import { IndicatorOutput } from './indicator-output.ts';
import { PointCursor, type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { movingAverage, MovingAverageType } from './moving-average-type.ts';
import { requirePeriod } from './require-period.ts';
import { StandardDeviation } from './standard-deviation.ts';

/**
 * An average with bands `deviations` standard deviations above and below it (LEAN: BollingerBands.cs).
 *
 * The value is the input. Once ready, an input with a deviation of 0 gives no new value, because %B is undefined.
 */
export class BollingerBands extends Indicator {
  readonly movingAverageType: MovingAverageType;
  readonly standardDeviation: StandardDeviation;
  readonly middleBand: Indicator;
  readonly upperBand: IndicatorOutput;
  readonly lowerBand: IndicatorOutput;
  /** Upper minus lower band, in percent of the middle one. */
  readonly bandWidth: IndicatorOutput;
  /** Position of the input between the bands: 0 at the lower one, 1 at the upper one. */
  readonly percentB: IndicatorOutput;
  private readonly period: number;
  private readonly deviations: number;
  private readonly cursor = new PointCursor();

  constructor(
    period: number,
    deviations: number,
    movingAverageType: MovingAverageType = MovingAverageType.Simple,
    name = `BB(${period},${deviations})`,
  ) {
    super(name);
    this.period = requirePeriod(name, period);
    this.deviations = deviations;
    this.movingAverageType = movingAverageType;
    this.standardDeviation = new StandardDeviation(period, `${name}_StandardDeviation`);
    this.middleBand = movingAverage(movingAverageType, period, `${name}_MiddleBand`);
    this.upperBand = new IndicatorOutput(`${name}_UpperBand`, period);
    this.lowerBand = new IndicatorOutput(`${name}_LowerBand`, period);
    this.bandWidth = new IndicatorOutput(`${name}_BandWidth`, period);
    this.percentB = new IndicatorOutput(`${name}_%B`, period);
  }

  get isReady(): boolean {
    return this.middleBand.isReady && this.standardDeviation.isReady;
  }

  get warmUpPeriod(): number {
    return this.period;
  }

  updateFrom(point: DataPoint): boolean {
    const { endTime, value } = point;
    if (!this.accepts(point)) return this.isReady;
    this.standardDeviation.updateFrom(point);
    this.middleBand.updateFrom(point);
    const isReady = this.isReady;
    const middle = this.middleBand.value;
    const half = this.standardDeviation.value * this.deviations;
    const width = 2 * half;
    const cursor = this.cursor;
    this.lowerBand.take(cursor.write(endTime, middle - half), isReady);
    this.upperBand.take(cursor.write(endTime, middle + half), isReady);
    this.bandWidth.isReady = isReady;
    this.percentB.isReady = isReady;
    if (middle !== 0) this.bandWidth.take(cursor.write(endTime, (100 * width) / middle), isReady);
    if (width !== 0) this.percentB.take(cursor.write(endTime, (value - middle + half) / width), isReady);
    if (!isReady || this.standardDeviation.value !== 0) this.publish(point, value);
    return isReady;
  }

  override reset(): void {
    super.reset();
    this.standardDeviation.reset();
    this.middleBand.reset();
    this.upperBand.reset();
    this.lowerBand.reset();
    this.bandWidth.reset();
    this.percentB.reset();
  }
}

import { PointCursor, type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { movingAverage, MovingAverageType } from './moving-average-type.ts';
import { requirePeriod } from './require-period.ts';

/** Average losses up to this size count as 0: LEAN rounds them to 10 decimals before it divides by them. */
const NO_LOSS = 5e-11;

/** Wilder's relative strength index: 100 with gains only, 0 with losses only (LEAN: RelativeStrengthIndex.cs). */
export class RelativeStrengthIndex extends Indicator {
  readonly movingAverageType: MovingAverageType;
  private readonly gains: Indicator;
  private readonly losses: Indicator;
  private readonly period: number;
  private lastInput = NaN;
  private readonly cursor = new PointCursor();

  constructor(
    period: number,
    movingAverageType: MovingAverageType = MovingAverageType.Wilders,
    name = `RSI(${period})`,
  ) {
    super(name);
    this.period = requirePeriod(name, period);
    this.movingAverageType = movingAverageType;
    this.gains = movingAverage(movingAverageType, period, `${name}Up`);
    this.losses = movingAverage(movingAverageType, period, `${name}Down`);
  }

  get averageGain(): Indicator {
    return this.gains;
  }

  get averageLoss(): Indicator {
    return this.losses;
  }

  get isReady(): boolean {
    return this.gains.isReady && this.losses.isReady;
  }

  get warmUpPeriod(): number {
    return this.period + 1;
  }

  updateFrom(point: DataPoint): boolean {
    const { endTime, value } = point;
    if (!this.accepts(point)) return this.isReady;
    if (this.samples > 1) {
      const change = value - this.lastInput;
      this.gains.updateFrom(this.cursor.write(endTime, Math.max(change, 0)));
      this.losses.updateFrom(this.cursor.write(endTime, Math.max(-change, 0)));
    }
    this.lastInput = value;
    this.publish(point, this.index());
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.gains.reset();
    this.losses.reset();
  }

  /** Some averages (such as DEMA) fall below zero, which gains and losses cannot be. */
  private index(): number {
    const loss = Math.max(this.losses.value, 0);
    if (loss <= NO_LOSS) return 100;
    return 100 - 100 / (1 + Math.max(this.gains.value, 0) / loss);
  }
}

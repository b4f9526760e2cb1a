import { BarIndicator } from './bar-indicator.ts';
import { PointCursor, type IndicatorBar } from './indicator-base.ts';
import { Maximum } from './maximum.ts';
import { Minimum } from './minimum.ts';

/** Highest high and lowest low of the last bars; the value is their midpoint (LEAN: DonchianChannel.cs). */
export class DonchianChannel extends BarIndicator {
  readonly upperBand: Maximum;
  readonly lowerBand: Minimum;
  readonly warmUpPeriod: number;
  private readonly cursor = new PointCursor();

  constructor(upperPeriod: number, lowerPeriod = upperPeriod, name = `DCH(${upperPeriod},${lowerPeriod})`) {
    super(name);
    this.warmUpPeriod = Math.max(upperPeriod, lowerPeriod);
    this.upperBand = new Maximum(upperPeriod, `${name}_UpperBand`);
    this.lowerBand = new Minimum(lowerPeriod, `${name}_LowerBand`);
  }

  get isReady(): boolean {
    return this.upperBand.isReady && this.lowerBand.isReady;
  }

  updateFrom(bar: IndicatorBar): boolean {
    const { endTime, high, low } = bar;
    if (!this.accepts(bar)) return this.isReady;
    this.upperBand.updateFrom(this.cursor.write(endTime, high));
    this.lowerBand.updateFrom(this.cursor.write(endTime, low));
    this.publish(bar, (this.upperBand.value + this.lowerBand.value) / 2);
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.upperBand.reset();
    this.lowerBand.reset();
  }
}

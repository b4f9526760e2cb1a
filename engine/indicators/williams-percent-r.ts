import { BarIndicator } from './bar-indicator.ts';
import { PointCursor, type IndicatorBar } from './indicator-base.ts';
import { Maximum } from './maximum.ts';
import { Minimum } from './minimum.ts';

/** Distance of the close below the highest high, from 0 to -100 at the lowest low (LEAN: WilliamsPercentR.cs). */
export class WilliamsPercentR extends BarIndicator {
  readonly maximum: Maximum;
  readonly minimum: Minimum;
  readonly warmUpPeriod: number;
  private readonly cursor = new PointCursor();

  constructor(period: number, name = `WILR(${period})`) {
    super(name);
    this.warmUpPeriod = period;
    this.maximum = new Maximum(period, `${name}_Max`);
    this.minimum = new Minimum(period, `${name}_Min`);
  }

  get isReady(): boolean {
    return this.maximum.isReady && this.minimum.isReady;
  }

  updateFrom(bar: IndicatorBar): boolean {
    const { endTime, high, low, close } = bar;
    if (!this.accepts(bar)) return this.isReady;
    this.minimum.updateFrom(this.cursor.write(endTime, low));
    this.maximum.updateFrom(this.cursor.write(endTime, high));
    const range = this.maximum.value - this.minimum.value;
    const isKnown = this.isReady && range !== 0;
    this.publish(bar, isKnown ? (-100 * (this.maximum.value - close)) / range : 0);
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.maximum.reset();
    this.minimum.reset();
  }
}

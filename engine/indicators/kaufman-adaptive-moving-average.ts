import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { KaufmanEfficiencyRatio } from './kaufman-efficiency-ratio.ts';

/**
 * Exponential average that is fast when prices trend and slow when they fluctuate
 * (LEAN: KaufmanAdaptiveMovingAverage.cs). The input itself until ready.
 */
export class KaufmanAdaptiveMovingAverage extends Indicator {
  private readonly efficiency: KaufmanEfficiencyRatio;
  private readonly slowFactor: number;
  private readonly factorRange: number;
  private lastInput = NaN;

  constructor(
    period: number,
    fastEmaPeriod = 2,
    slowEmaPeriod = 30,
    name = `KAMA(${period},${fastEmaPeriod},${slowEmaPeriod})`,
  ) {
    super(name);
    this.efficiency = new KaufmanEfficiencyRatio(period);
    this.slowFactor = 2 / (slowEmaPeriod + 1);
    this.factorRange = 2 / (fastEmaPeriod + 1) - this.slowFactor;
  }

  get isReady(): boolean {
    return this.efficiency.isReady;
  }

  get warmUpPeriod(): number {
    return this.efficiency.warmUpPeriod;
  }

  updateFrom(point: DataPoint): boolean {
    const { value } = point;
    if (!this.accepts(point)) return this.isReady;
    if (this.efficiency.updateFrom(point)) {
      const factor = this.efficiency.value * this.factorRange + this.slowFactor;
      // The first average starts from the previous input; until then each value is the input itself.
      const start = this.samples === this.warmUpPeriod ? this.lastInput : this.value;
      this.publish(point, (value - start) * factor * factor + start);
    } else {
      this.publish(point, value);
    }
    this.lastInput = value;
    return this.efficiency.isReady;
  }

  override reset(): void {
    super.reset();
    this.efficiency.reset();
  }
}

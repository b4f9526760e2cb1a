import { BarIndicator } from './bar-indicator.ts';
import { type IndicatorBar } from './indicator-base.ts';
import { IndicatorOutput } from './indicator-output.ts';
import { Maximum } from './maximum.ts';
import { Minimum } from './minimum.ts';
import { SumWindow } from './sum-window.ts';

/**
 * Where the close lies between the lowest low and the highest high, 0 to 100, and two averages of that
 * (LEAN: Stochastic.cs). The value is the fast line. Bars without any range give 0 and do not enter the averages.
 */
export class Stochastic extends BarIndicator {
  readonly fastStoch: IndicatorOutput;
  readonly stochK: IndicatorOutput;
  readonly stochD: IndicatorOutput;
  readonly warmUpPeriod: number;
  private readonly maximum: Maximum;
  private readonly minimum: Minimum;
  private readonly fastSums: SumWindow;
  private readonly slowSums: SumWindow;

  constructor(period: number, kPeriod: number, dPeriod: number, name = `STO(${period},${kPeriod},${dPeriod})`) {
    super(name);
    this.warmUpPeriod = period + kPeriod + dPeriod - 2;
    this.maximum = new Maximum(period, `${name}_Max`);
    this.minimum = new Minimum(period, `${name}_Min`);
    this.fastSums = new SumWindow(kPeriod);
    this.slowSums = new SumWindow(dPeriod);
    this.fastStoch = new IndicatorOutput(`${name}_FastStoch`, period);
    this.stochK = new IndicatorOutput(`${name}_StochK`, period + kPeriod - 1);
    this.stochD = new IndicatorOutput(`${name}_StochD`, this.warmUpPeriod);
  }

  get isReady(): boolean {
    return this.fastStoch.isReady && this.stochK.isReady && this.stochD.isReady;
  }

  updateFrom(bar: IndicatorBar): boolean {
    const { endTime, high, low, close } = bar;
    if (!this.accepts(endTime, close)) return this.isReady;
    this.maximum.update(endTime, high);
    this.minimum.update(endTime, low);
    this.fastStoch.set(endTime, this.fast(close), this.maximum.isReady);
    const k = this.fastSums.isFull ? this.fastSums.mean : 0;
    if (this.fastSums.isFull) this.slowSums.add(k);
    this.stochK.set(endTime, 100 * k, this.fastSums.isFull);
    this.stochD.set(endTime, this.slowSums.isFull ? 100 * this.slowSums.mean : 0, this.slowSums.isFull);
    this.publish(endTime, this.fastStoch.value);
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.maximum.reset();
    this.minimum.reset();
    this.fastSums.clear();
    this.slowSums.clear();
    this.fastStoch.reset();
    this.stochK.reset();
    this.stochD.reset();
  }

  private fast(close: number): number {
    const range = this.maximum.value - this.minimum.value;
    if (!this.maximum.isReady || range === 0) return 0;
    const fast = (close - this.minimum.value) / range;
    this.fastSums.add(fast);
    return 100 * fast;
  }
}

import { BarIndicator } from './bar-indicator.ts';
import { PointCursor, type IndicatorBar } from './indicator-base.ts';
import { IndicatorOutput } from './indicator-output.ts';
import { Maximum } from './maximum.ts';
import { Minimum } from './minimum.ts';
import { SumWindow } from './sum-window.ts';

/**
 * Position of the close between the lowest low and the highest high, 0 to 100, and two averages of it
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
  private readonly cursor = new PointCursor();

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
    if (!this.accepts(bar)) return this.isReady;
    this.maximum.updateFrom(this.cursor.write(endTime, high));
    this.minimum.updateFrom(this.cursor.write(endTime, low));
    const range = this.maximum.value - this.minimum.value;
    const isKnown = this.maximum.isReady && range !== 0;
    const fast = isKnown ? (close - this.minimum.value) / range : 0;
    if (isKnown) this.fastSums.add(fast);
    this.fastStoch.take(this.cursor.write(endTime, 100 * fast), this.maximum.isReady);
    const k = this.fastSums.isFull ? this.fastSums.mean : 0;
    if (this.fastSums.isFull) this.slowSums.add(k);
    this.stochK.take(this.cursor.write(endTime, 100 * k), this.fastSums.isFull);
    this.stochD.take(
      this.cursor.write(endTime, this.slowSums.isFull ? 100 * this.slowSums.mean : 0),
      this.slowSums.isFull,
    );
    this.publish(bar, this.fastStoch.value);
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
}

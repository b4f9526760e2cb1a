import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { requirePeriod } from './require-period.ts';
import { SumWindow } from './sum-window.ts';

/** Mean of the last `period` inputs, or of all inputs while there are fewer (LEAN: SimpleMovingAverage.cs). */
export class SimpleMovingAverage extends Indicator {
  private readonly window: SumWindow;

  constructor(period: number, name = `SMA(${period})`) {
    super(name);
    this.window = new SumWindow(requirePeriod(name, period));
  }

  get isReady(): boolean {
    return this.window.isFull;
  }

  get warmUpPeriod(): number {
    return this.window.size;
  }

  updateFrom(point: DataPoint): boolean {
    const { value } = point;
    if (this.accepts(point)) {
      this.window.add(value);
      this.publish(point, this.window.mean);
    }
    return this.window.isFull;
  }

  override reset(): void {
    super.reset();
    this.window.clear();
  }
}

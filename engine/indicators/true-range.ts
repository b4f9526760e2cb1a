import { BarIndicator } from './bar-indicator.ts';
import { type IndicatorBar } from './indicator-base.ts';

/** Greatest of high - low and the distances of both from the previous close (LEAN: TrueRange.cs); at first high - low. */
export class TrueRange extends BarIndicator {
  private previousClose = NaN;

  constructor(name = 'TR') {
    super(name);
  }

  get isReady(): boolean {
    return this.samples > 1;
  }

  get warmUpPeriod(): number {
    return 2;
  }

  updateFrom(bar: IndicatorBar): boolean {
    const { high, low, close } = bar;
    if (!this.accepts(bar)) return this.isReady;
    let range = high - low;
    if (this.samples > 1) {
      range = Math.max(range, Math.abs(this.previousClose - high), Math.abs(this.previousClose - low));
    }
    this.previousClose = close;
    this.publish(bar, range);
    return this.isReady;
  }
}

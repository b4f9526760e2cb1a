import { TradeBarIndicator } from './bar-indicator.ts';
import { type IndicatorTradeBar } from './indicator-base.ts';

/** Sum of volumes, negative for bars that close lower (LEAN: OnBalanceVolume.cs). Starts with the first volume. */
export class OnBalanceVolume extends TradeBarIndicator {
  private previousClose = NaN;

  constructor(name = 'OBV') {
    super(name);
  }

  get isReady(): boolean {
    return this.samples > 0;
  }

  get warmUpPeriod(): number {
    return 1;
  }

  updateFrom(bar: IndicatorTradeBar): boolean {
    const { close, volume } = bar;
    if (!this.accepts(bar)) return this.isReady;
    let change = 0;
    if (this.samples === 1 || close > this.previousClose) change = volume;
    else if (close < this.previousClose) change = -volume;
    this.previousClose = close;
    this.publish(bar, this.value + change);
    return true;
  }
}

import { TradeBarIndicator } from './bar-indicator.ts';
import { type IndicatorTradeBar } from './indicator-base.ts';

const DAY = 86_400_000;

/** The fields of a trade tick that the indicator needs; quotes are skipped. */
export interface TradeTick {
  readonly endTime: number;
  readonly value: number;
  readonly quantity: number;
  readonly isQuote: boolean;
}

/** A bar that states whether it was filled forward. */
export interface FillableTradeBar extends IndicatorTradeBar {
  readonly isFillForward?: boolean;
}

/**
 * Volume-weighted average price of the current day, from trade ticks or from the typical prices of trade bars
 * (LEAN: IntradayVwap.cs). Starts over when the date of the end time changes; fill-forward bars change nothing.
 */
export class IntradayVwap extends TradeBarIndicator {
  private day = NaN;
  private volume = 0;
  private priceTimesVolume = 0;

  constructor(name = 'VWAP') {
    super(name);
  }

  get isReady(): boolean {
    return this.volume > 0;
  }

  get warmUpPeriod(): number {
    return 1;
  }

  updateFrom(bar: FillableTradeBar): boolean {
    const { endTime, close } = bar;
    if (this.accepts(bar) && bar.isFillForward !== true) {
      this.add(endTime, (bar.high + bar.low + close) / 3, bar.volume);
      this.publish(bar, this.volume === 0 ? close : this.priceTimesVolume / this.volume);
    }
    return this.isReady;
  }

  updateFromTick(tick: TradeTick): boolean {
    const { endTime, value } = tick;
    if (this.accepts(tick) && !tick.isQuote) {
      this.add(endTime, value, tick.quantity);
      this.publish(tick, this.volume === 0 ? value : this.priceTimesVolume / this.volume);
    }
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.day = NaN;
    this.volume = 0;
    this.priceTimesVolume = 0;
  }

  private add(time: number, price: number, volume: number): void {
    const day = Math.floor(time / DAY);
    if (day !== this.day) {
      this.day = day;
      this.volume = 0;
      this.priceTimesVolume = 0;
    }
    this.volume += volume;
    this.priceTimesVolume += price * volume;
  }
}

import { TradeBar } from '../../model/bars.ts';
import type { SecuritySymbol } from '../../model/security-symbol.ts';
import { exceeds, meantDecimal } from './decimal-prices.ts';

/** A bar with a fixed range from low to high, regardless of time (LEAN: RangeBar.cs). */
export class RangeBar extends TradeBar {
  readonly rangeSize: number;
  isClosed = false;

  constructor(symbol: SecuritySymbol, rangeSize: number) {
    super(symbol);
    this.rangeSize = rangeSize;
  }

  /** Starts the bar at a price and a time. */
  begin(time: number, open: number, volume: number): this {
    this.time = time;
    this.endTime = time;
    this.open = open;
    this.high = open;
    this.low = open;
    this.close = open;
    this.volume = volume;
    return this;
  }

  /**
   * Adds a price; a price that would extend the bar beyond its range closes it at that range, without adding the
   * volume.
   */
  extend(time: number, value: number, volume: number): void {
    this.endTime = time;
    if (value < this.low) {
      if (exceeds(this.high - value, this.rangeSize, value)) {
        this.low = meantDecimal(this.high - this.rangeSize);
        this.closeAt(this.low);
        return;
      }
      this.low = value;
    } else if (value > this.high) {
      if (exceeds(value - this.low, this.rangeSize, value)) {
        this.high = meantDecimal(this.low + this.rangeSize);
        this.closeAt(this.high);
        return;
      }
      this.high = value;
    }
    this.volume += volume;
  }

  override copy(): RangeBar {
    return Object.assign(new RangeBar(this.symbol, this.rangeSize), this);
  }

  private closeAt(price: number): void {
    this.close = price;
    this.isClosed = true;
  }
}

import type { SecuritySymbol } from '../../model/security-symbol.ts';
import type { ConsolidatorData } from './consolidator.ts';
import { exceeds, meantDecimal } from './decimal-prices.ts';
import { RangeBar } from './range-bar.ts';
import { requireSize } from './require-size.ts';
import { type Selectors, TimelessConsolidator } from './timeless-consolidator.ts';

export interface RangeOptions extends Selectors {
  /** The minimum price variation, or a function that returns it for a symbol. */
  readonly minimumPriceVariation: number | ((symbol: SecuritySymbol) => number);
}

/**
 * Bars of `range` price steps from low to high (LEAN: RangeConsolidator.cs).
 *
 * A row with a larger movement closes as many bars as it crosses, the intermediate ones without volume; the first bar
 * begins at a multiple of the range. Unlike in LEAN, each bar has its actual start time.
 */
export class RangeConsolidator extends TimelessConsolidator<RangeBar> {
  readonly range: number;
  /** Height of a bar in price units; NaN before the first row. */
  rangeSize = NaN;
  private readonly priceVariation: number | ((symbol: SecuritySymbol) => number);
  private step = NaN;

  constructor(range: number, options: RangeOptions) {
    super(options);
    this.range = requireSize('range', range);
    this.priceVariation = options.minimumPriceVariation;
  }

  override reset(): void {
    super.reset();
    this.rangeSize = NaN;
    this.step = NaN;
  }

  protected extend(bar: RangeBar, data: ConsolidatorData, value: number, volume: number): void {
    const isRising = value > bar.high;
    bar.extend(data.time, value, volume);
    let current = bar;
    while (current.isClosed) {
      this.emit(current);
      const open = meantDecimal(isRising ? current.high + this.step : current.low - this.step);
      current = new RangeBar(data.symbol, this.rangeSize).begin(current.endTime, open, 0);
      const isCrossed = exceeds(Math.abs(current.low - value), this.rangeSize, value);
      current.extend(data.time, value, isCrossed ? 0 : volume);
      this.workingBar = current;
    }
  }

  protected begin(data: ConsolidatorData, value: number, volume: number): RangeBar {
    const isFirst = this.rangeSize !== this.rangeSize;
    if (isFirst) this.measure(data.symbol);
    const open = isFirst ? meantDecimal(Math.ceil(meantDecimal(value / this.rangeSize)) * this.rangeSize) : value;
    return new RangeBar(data.symbol, this.rangeSize).begin(data.time, open, volume);
  }

  private measure(symbol: SecuritySymbol): void {
    const { priceVariation } = this;
    this.step = requireSize('price step', typeof priceVariation === 'number' ? priceVariation : priceVariation(symbol));
    this.rangeSize = meantDecimal(this.step * this.range);
  }
}

/**
 * Range bars of which each row closes at most one; the next one begins at the row's price (LEAN:
 * ClassicRangeConsolidator.cs).
 */
export class ClassicRangeConsolidator extends RangeConsolidator {
  protected override extend(bar: RangeBar, data: ConsolidatorData, value: number, volume: number): void {
    bar.extend(data.time, value, volume);
    if (!bar.isClosed) return;
    this.emit(bar);
    this.workingBar = undefined;
  }
}

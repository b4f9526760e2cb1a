import type { ConsolidatorData } from './consolidator.ts';
import { meantDecimal } from './decimal-prices.ts';
import { RenkoBar, RenkoType } from './renko-bar.ts';
import { requireSize } from './require-size.ts';
import { type Selectors, TimelessConsolidator } from './timeless-consolidator.ts';

export interface ClassicRenkoOptions extends Selectors {
  /** Whether the first brick begins at the next multiple of the size above the first price; by default true. */
  readonly evenBars?: boolean;
}

/**
 * Renko bricks without wicks (LEAN: ClassicRenkoConsolidator.cs).
 *
 * A row closes at most one brick, regardless of the price movement; the next one begins at its close.
 */
export class ClassicRenkoConsolidator extends TimelessConsolidator<RenkoBar> {
  readonly type = RenkoType.Classic;
  private readonly barSize: number;
  private readonly evenBars: boolean;
  private lastClose = NaN;

  constructor(barSize: number, options: ClassicRenkoOptions = {}) {
    super(options);
    this.barSize = requireSize('brick size', barSize);
    this.evenBars = options.evenBars ?? true;
  }

  override reset(): void {
    super.reset();
    this.lastClose = NaN;
  }

  protected extend(bar: RenkoBar, data: ConsolidatorData, value: number, volume: number): void {
    bar.extend(data.time, value, volume);
    if (!bar.isClosed) return;
    this.lastClose = bar.close;
    this.emit(bar);
    this.workingBar = undefined;
  }

  protected begin(data: ConsolidatorData, value: number, volume: number): RenkoBar {
    return new RenkoBar(data.symbol, this.barSize).begin(data.time, this.openOf(value), volume);
  }

  private openOf(value: number): number {
    if (this.lastClose === this.lastClose) return this.lastClose;
    return this.evenBars ? meantDecimal(Math.ceil(meantDecimal(value / this.barSize)) * this.barSize) : value;
  }
}

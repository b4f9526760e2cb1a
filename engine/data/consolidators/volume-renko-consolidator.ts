import { Tick, TradeBar } from '../../model/bars.ts';
import { RowKind } from '../../model/columns.ts';
import { EngineError } from '../../model/engine-error.ts';
import type { SecuritySymbol } from '../../model/security-symbol.ts';
import { ConsolidatorBase } from './consolidator-base.ts';
import type { ConsolidatorData } from './consolidator.ts';
import { CONSOLIDATOR_ERRORS } from './errors.ts';
import { requireSize } from './require-size.ts';

/** A remaining volume below this share of a brick is float64 rounding. */
const REST = 2 ** -40;

/** A bar of fixed volume (LEAN: VolumeRenkoBar.cs). */
export class VolumeRenkoBar extends TradeBar {
  readonly brickSize: number;

  constructor(symbol: SecuritySymbol, brickSize: number) {
    super(symbol);
    this.brickSize = brickSize;
    this.volume = 0;
  }

  get isClosed(): boolean {
    return this.volume >= this.brickSize;
  }

  override copy(): VolumeRenkoBar {
    return Object.assign(new VolumeRenkoBar(this.symbol, this.brickSize), this);
  }
}

/** Bars of equal volume from trades or trade bars (LEAN: VolumeRenkoConsolidator.cs). Quotes are skipped. */
export class VolumeRenkoConsolidator extends ConsolidatorBase<VolumeRenkoBar> {
  readonly inputKind: RowKind | undefined = undefined;
  readonly outputKind = RowKind.TradeBar;
  workingBar: VolumeRenkoBar | undefined;
  private readonly barSize: number;
  private readonly tickPrices = { open: NaN, high: NaN, low: NaN, close: NaN };

  constructor(barSize: number) {
    super();
    this.barSize = requireSize('brick size', barSize);
  }

  update(data: ConsolidatorData): void {
    if (data instanceof TradeBar) {
      this.workingBar ??= this.beginWith(data, data);
      this.take(data, data, this.measure(data.volume, data.close));
    } else if (data instanceof Tick) {
      if (data.isQuote) return;
      const { value } = data;
      const { tickPrices: price } = this;
      price.open = value;
      price.high = value;
      price.low = value;
      price.close = value;
      this.workingBar ??= this.beginWith(data, price);
      this.take(data, price, this.measure(data.quantity, value));
    } else {
      throw new EngineError(
        CONSOLIDATOR_ERRORS.INPUT_MISMATCH,
        'Bars of equal volume need trades or trade bars, but the consolidator was fed with quote bars. Feed it with trades.',
      );
    }
  }

  override reset(): void {
    super.reset();
    this.workingBar = undefined;
  }

  /** The amount that counts towards the size of a brick. */
  protected measure(volume: number, _price: number): number {
    return volume;
  }

  private take(data: ConsolidatorData, price: Prices, volume: number): void {
    let bar = this.workingBar;
    let rest = volume;
    while (bar !== undefined) {
      rest = fill(bar, data.endTime, price, rest);
      if (rest < 0) return;
      this.emit(bar);
      bar = rollOver(bar);
      this.workingBar = bar;
    }
  }

  private beginWith(data: ConsolidatorData, price: Prices): VolumeRenkoBar {
    const bar = new VolumeRenkoBar(data.symbol, this.barSize);
    bar.time = data.time;
    bar.endTime = data.endTime;
    bar.open = price.open;
    bar.high = price.high;
    bar.low = price.low;
    bar.close = price.close;
    return bar;
  }
}

/** Bars of equal turnover, price times volume (LEAN: DollarVolumeRenkoConsolidator.cs). */
export class DollarVolumeRenkoConsolidator extends VolumeRenkoConsolidator {
  protected override measure(volume: number, price: number): number {
    return volume * price;
  }
}

interface Prices {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** Adds a row to a bar and returns the excess volume; negative while the bar is not full. */
function fill(bar: VolumeRenkoBar, endTime: number, price: Prices, volume: number): number {
  bar.endTime = endTime;
  bar.close = price.close;
  if (price.high > bar.high) bar.high = price.high;
  if (price.low < bar.low) bar.low = price.low;
  const excess = bar.volume + volume - bar.brickSize;
  const isFull = excess > -bar.brickSize * REST;
  bar.volume = isFull ? bar.brickSize : bar.volume + volume;
  return isFull ? Math.max(excess, 0) : excess;
}

function rollOver(bar: VolumeRenkoBar): VolumeRenkoBar {
  const next = new VolumeRenkoBar(bar.symbol, bar.brickSize);
  next.time = bar.endTime;
  next.endTime = bar.endTime;
  next.open = bar.close;
  next.high = bar.close;
  next.low = bar.close;
  next.close = bar.close;
  return next;
}

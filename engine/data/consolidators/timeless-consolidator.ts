import { Tick, TradeBar } from '../../model/bars.ts';
import { RowKind } from '../../model/columns.ts';
import { ConsolidatorBase } from './consolidator-base.ts';
import type { ConsolidatorData } from './consolidator.ts';

/** The numbers of a row from which a bar without a period is built. */
export interface Selectors {
  /** By default the row's value (close, price or mid). */
  readonly selector?: (data: ConsolidatorData) => number;
  /** By default the row's volume or quantity, 0 for quotes. */
  readonly volumeSelector?: (data: ConsolidatorData) => number;
}

/** Bars that end by price or volume, not by time (LEAN: BaseTimelessConsolidator.cs). */
export abstract class TimelessConsolidator<Bar extends TradeBar> extends ConsolidatorBase<Bar> {
  readonly inputKind = undefined;
  readonly outputKind = RowKind.TradeBar;
  workingBar: Bar | undefined;
  private readonly selector: ((data: ConsolidatorData) => number) | undefined;
  private readonly volumeSelector: (data: ConsolidatorData) => number;

  constructor(selectors: Selectors = {}) {
    super();
    this.selector = selectors.selector;
    this.volumeSelector = selectors.volumeSelector ?? volumeOf;
  }

  update(data: ConsolidatorData): void {
    const value = this.selector === undefined ? data.value : this.selector(data);
    const volume = this.volumeSelector(data);
    if (this.workingBar !== undefined) this.extend(this.workingBar, data, value, volume);
    // The row that closed a bar also begins the next one.
    if (this.workingBar === undefined) this.workingBar = this.begin(data, value, volume);
  }

  override reset(): void {
    super.reset();
    this.workingBar = undefined;
  }

  /** Adds a row to the working bar, and removes the bar from `workingBar` when the row closes it. */
  protected abstract extend(bar: Bar, data: ConsolidatorData, value: number, volume: number): void;
  protected abstract begin(data: ConsolidatorData, value: number, volume: number): Bar;
}

function volumeOf(data: ConsolidatorData): number {
  if (data instanceof TradeBar) return data.volume;
  return data instanceof Tick ? data.quantity : 0;
}

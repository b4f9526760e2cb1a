import { Tick } from '../../model/bars.ts';
import type { RowKind } from '../../model/columns.ts';
import { ConsolidatorBase } from './consolidator-base.ts';
import type { ConsolidatorData } from './consolidator.ts';

/**
 * Passes each row on unchanged, but only the first of bars with the same end (LEAN: IdentityDataConsolidator.cs).
 *
 * Handlers receive the row itself, which may be a cursor; `consolidated` is a copy that the next row overwrites.
 */
export class IdentityDataConsolidator<Data extends ConsolidatorData = ConsolidatorData> extends ConsolidatorBase<Data> {
  readonly inputKind: RowKind | undefined;
  private lastEndTime = NaN;

  /** @param kind kind of rows; any kind if omitted */
  constructor(kind?: RowKind) {
    super();
    this.inputKind = kind;
  }

  get outputKind(): RowKind | undefined {
    return this.inputKind;
  }

  get workingBar(): Data | undefined {
    return this.consolidated;
  }

  update(data: Data): void {
    if (data.endTime === this.lastEndTime && !(data instanceof Tick)) return;
    this.lastEndTime = data.endTime;
    this.emit(data);
  }

  override reset(): void {
    super.reset();
    this.lastEndTime = NaN;
  }

  protected override emit(bar: Data): void {
    const last = this.consolidated;
    super.emit(bar);
    this.consolidated = last === undefined ? (bar.copy() as Data) : Object.assign(last, bar);
  }
}

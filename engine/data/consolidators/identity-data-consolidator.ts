import { Tick } from '../../model/bars.ts';
import type { RowKind } from '../../model/columns.ts';
import { ConsolidatorBase } from './consolidator-base.ts';
import type { ConsolidatorData } from './consolidator.ts';

/**
 * Hands each row on as it is, of bars with the same end only the first (LEAN: IdentityDataConsolidator.cs).
 *
 * What handlers get is the row itself, a cursor where it was one; `consolidated` is a copy that the next row overwrites.
 */
export class IdentityDataConsolidator<Data extends ConsolidatorData = ConsolidatorData> extends ConsolidatorBase<Data> {
  readonly inputKind: RowKind | undefined;
  private lastEndTime = NaN;

  /** With a kind of row, or without for any. */
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

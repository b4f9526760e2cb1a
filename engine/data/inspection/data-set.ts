import type { DataSource } from '../../api/data-source.ts';
import type { LeanFile } from '../formats/lean-folder.ts';
import type { LeanSeries } from '../formats/lean-paths.ts';
import type { InspectedRows } from '../formats/lean-rows.ts';

/** One series of a data source: an instrument at one resolution. */
export interface DataSet extends LeanSeries {
  /** In upper case. */
  readonly ticker: string;
  /** Its files, by date. */
  readonly files: readonly LeanFile[];
}

/** A data source that can list its content, for `engine data list` and `engine data check`. */
export interface InspectableSource extends DataSource {
  /** All series, in the order of folders and names. */
  dataSets(): DataSet[];
  /**
   * The unchanged rows of one file, including rows that a run would reject or drop.
   * @throws EngineError for a broken file.
   */
  inspect(set: DataSet, file: LeanFile): InspectedRows;
}

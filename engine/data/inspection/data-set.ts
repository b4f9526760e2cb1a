import type { DataSource } from '../../api/data-source.ts';
import type { LeanFile } from '../formats/lean-folder.ts';
import type { LeanSeries } from '../formats/lean-paths.ts';
import type { InspectedRows } from '../formats/lean-rows.ts';

/** One series of a data source: an instrument at one resolution. */
export interface DataSet extends LeanSeries {
  /** In upper case, as the files are named. */
  readonly ticker: string;
  /** The files that hold it, by date. */
  readonly files: readonly LeanFile[];
}

/** A data source that can tell what it has, for `engine data list` and `engine data check`. */
export interface InspectableSource extends DataSource {
  /** Every series there is, in the order of folders and names. */
  dataSets(): DataSet[];
  /** The rows of one file as they stand: what a run would refuse or drop is there too. @throws EngineError for a broken file. */
  inspect(set: DataSet, file: LeanFile): InspectedRows;
}

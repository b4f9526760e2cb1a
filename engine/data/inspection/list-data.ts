import { EngineError } from '../../model/engine-error.ts';
import type { DataSet, InspectableSource } from './data-set.ts';

/** The content of a series. */
export interface DataSummary {
  readonly set: DataSet;
  /** Wall-clock times of the first and last row; NaN without rows. */
  readonly first: number;
  readonly last: number;
  readonly rows: number;
  /** Files that cannot be read. */
  readonly brokenFiles: number;
}

/** Counts the rows of every series of a data source. */
export function listData(source: InspectableSource, includes: (set: DataSet) => boolean = () => true): DataSummary[] {
  return source
    .dataSets()
    .filter(includes)
    .map((set) => summarise(source, set));
}

function summarise(source: InspectableSource, set: DataSet): DataSummary {
  let [first, last, rows, brokenFiles] = [NaN, NaN, 0, 0];
  for (const file of set.files) {
    try {
      const { time, length } = source.inspect(set, file).columns;
      if (length === 0) continue;
      first = Number.isNaN(first) ? time[0] : Math.min(first, time[0]);
      last = Number.isNaN(last) ? time[length - 1] : Math.max(last, time[length - 1]);
      rows += length;
    } catch (cause) {
      if (!(cause instanceof EngineError)) throw cause;
      brokenFiles++;
    }
  }
  return { set, first, last, rows, brokenFiles };
}

import {
  CsvStore,
  listSeriesFiles,
  rowsWithin,
  seriesColumns,
  seriesFormat,
  SeriesTreeSource,
  type BatchReader,
  type DataSet,
  type InspectedRows,
  type RowColumns,
  type SeriesExtract,
} from 'tradewright/plugin';

/** Rows begin on the second line. */
const FIRST_LINE = 2;

/**
 * Market data in a tree of CSV files, one per series, as `engine data convert --to csv` writes them. It returns the
 * same rows as the LEAN folder that was converted.
 */
export class CsvTreeSource extends SeriesTreeSource {
  readonly name = 'csv';
  private readonly store: CsvStore;

  constructor(folder: string) {
    super(folder, 'csv');
    this.store = new CsvStore(folder);
  }

  /** Whether a folder is such a tree. */
  static reads(folder: string): boolean {
    return listSeriesFiles(folder, 'csv').length > 0;
  }

  protected readBatches({ series, from, to }: SeriesExtract): BatchReader {
    const batches = this.store.read(series);
    const format = seriesFormat(series);
    return () => {
      const { value: rows, done } = batches.next();
      if (done === true || rows.time[0] >= to) return undefined;
      const columns = seriesColumns(rows, format);
      // Rows out of order are passed on: the caller checks the order.
      return columns.time.every((time) => time >= from && time < to) ? columns : rowsWithin(columns, from, to);
    };
  }

  /** Line numbers do not count blank lines. */
  inspect(set: DataSet): InspectedRows {
    const format = seriesFormat(set);
    const batches = [...this.store.read(set)].map((rows) => seriesColumns(rows, format));
    const columns = joined(batches, format.kind);
    return { columns, lines: Int32Array.from({ length: columns.length }, (_, row) => row + FIRST_LINE) };
  }
}

/** Concatenates batches. */
function joined(batches: readonly RowColumns[], kind: RowColumns['kind']): RowColumns {
  if (batches.length === 1) return batches[0];
  const length = batches.reduce((sum, batch) => sum + batch.length, 0);
  const gather = (column: (batch: RowColumns) => Float64Array): Float64Array => {
    const whole = new Float64Array(length);
    let start = 0;
    for (const batch of batches) {
      whole.set(column(batch), start);
      start += batch.length;
    }
    return whole;
  };
  const [first] = batches;
  const scales = first?.scales ?? 0;
  return {
    kind,
    length,
    time: gather(({ time }) => time),
    values: (first?.values ?? []).map((_, index) => gather(({ values }) => values[index])),
    scales: typeof scales === 'number' ? scales : gather((batch) => batch.scales as Float64Array),
  };
}

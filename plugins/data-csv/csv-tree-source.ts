import {
  CsvStore,
  listSeriesFiles,
  rowsWithin,
  seriesColumns,
  seriesFormat,
  SeriesTree,
  type DataSet,
  type FactorRow,
  type InspectableSource,
  type InspectedRows,
  type MapRow,
  type RowColumns,
  type RowReader,
  type RowRequest,
  type SecuritySymbol,
} from 'tradewright';

/** Rows begin on the second line. */
const FIRST_LINE = 2;

/**
 * Market data in a tree of CSV files, one for each series, as `engine data convert --to csv` writes them: the same rows as from
 * the LEAN folder that was converted.
 */
export class CsvTreeSource implements InspectableSource {
  readonly name = 'csv';
  private readonly tree: SeriesTree;
  private readonly store: CsvStore;

  constructor(folder: string) {
    this.tree = new SeriesTree(folder, 'csv');
    this.store = new CsvStore(folder);
  }

  /** Whether a folder is such a tree. */
  static reads(folder: string): boolean {
    return listSeriesFiles(folder, 'csv').length > 0;
  }

  /** @throws EngineError naming file and line, from the reader */
  open(request: RowRequest): RowReader {
    return this.tree.open(request, ({ series, from, to }) => {
      const batches = this.store.read(series);
      const format = seriesFormat(series);
      return () => {
        const { value: rows, done } = batches.next();
        if (done === true || rows.time[0] >= to) return undefined;
        const columns = seriesColumns(rows, format);
        // Rows out of order must be seen by whoever holds their order.
        return columns.time.every((time) => time >= from && time < to) ? columns : rowsWithin(columns, from, to);
      };
    });
  }

  factorRows(symbol: SecuritySymbol): readonly FactorRow[] {
    return this.tree.factorRows(symbol);
  }

  mapRows(symbol: SecuritySymbol): readonly MapRow[] {
    return this.tree.mapRows(symbol);
  }

  dataSets(): DataSet[] {
    return this.tree.dataSets();
  }

  /** Lines are counted without those that are blank. */
  inspect(set: DataSet): InspectedRows {
    const format = seriesFormat(set);
    const batches = [...this.store.read(set)].map((rows) => seriesColumns(rows, format));
    const columns = joined(batches, format.kind);
    return { columns, lines: Int32Array.from({ length: columns.length }, (_, row) => row + FIRST_LINE) };
  }
}

/** Batches as one. */
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

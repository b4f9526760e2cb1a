import { SecurityType } from '../../model/security-type.ts';
import type { RowColumns } from '../../model/columns.ts';
import { CsvFolder } from '../formats/csv-folder.ts';
import type { CsvFile } from '../formats/csv-folder.ts';
import { priceScale } from '../formats/price-scales.ts';
import { shortestPlaces } from './number-text.ts';
import { IS_PRICE, SeriesRowsBuilder } from './series-rows.ts';
import type { SeriesRows } from './series-rows.ts';
import type { SeriesStore, SeriesWriter, StoredSeries } from './series-store.ts';

/** The four prices of each side are followed by a size. */
const SIDE = 5;

/** A folder of CSV files in the layout of the data source `csv`: `<TICKER>.csv`, tables of closes. Read-only. */
export class FlatCsvStore implements SeriesStore {
  readonly format = 'csv';
  private readonly folder: CsvFolder;
  private readonly used = new Set<CsvFile>();

  constructor(path: string) {
    this.folder = new CsvFolder(path);
  }

  list(): readonly StoredSeries[] {
    return this.folder.files.flatMap((file) => {
      const { securityType = SecurityType.Equity, market = 'usa' } = file.description;
      // Skipping a broken file would leave a conversion that looks complete, so it fails instead.
      if (file.fault !== undefined) throw file.fault;
      const series = {
        securityType,
        market,
        resolution: this.folder.resolution(file),
        tickType: this.folder.tickType(file),
      };
      return file.tickers.map((ticker) => ({ ...series, ticker }));
    });
  }

  *read({ ticker }: StoredSeries): Generator<SeriesRows> {
    const file = this.folder.find(ticker);
    if (file === undefined) return;
    this.used.add(file);
    yield barsOf(this.folder.read(file, ticker));
  }

  write(): SeriesWriter {
    throw new TypeError('This layout is read-only.');
  }

  /** Caveats for results based on the data that was read. */
  get caveats(): string[] {
    return [...this.used].flatMap((file) => this.folder.caveats(file));
  }
}

/** The index of a column among the prices, not counting sizes. */
function priceOf(column: number): number {
  return column - Math.floor(column / SIDE);
}

function barsOf(columns: RowColumns): SeriesRows {
  const builder = new SeriesRowsBuilder(columns.kind);
  const isPrice = IS_PRICE[columns.kind];
  for (let row = 0; row < columns.length; row++) {
    builder.begin(columns.time[row]);
    columns.values.forEach((values, column) =>
      builder.setNumber(
        column,
        values[row],
        isPrice[column] ? priceScale(columns, row, priceOf(column)) : shortestPlaces(values[row]),
      ),
    );
  }
  return builder.rows();
}

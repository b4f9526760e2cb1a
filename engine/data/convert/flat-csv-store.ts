import { SecurityType } from '../../model/security-type.ts';
import { TickType } from '../../model/data-kinds.ts';
import type { RowColumns } from '../../model/columns.ts';
import { CsvFolder } from '../formats/csv-folder.ts';
import type { CsvFile } from '../formats/csv-folder.ts';
import { priceScale } from '../formats/price-scales.ts';
import { shortestPlaces } from './number-text.ts';
import { SeriesRowsBuilder } from './series-rows.ts';
import type { SeriesRows } from './series-rows.ts';
import type { SeriesStore, SeriesWriter, StoredSeries } from './series-store.ts';

const PRICES = 4;

/** A folder of CSV files in the layout of the data source `csv`: `<TICKER>.csv`, tables of closes. It is only read. */
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
      const series = { securityType, market, resolution: this.folder.resolution(file), tickType: TickType.Trade };
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
    throw new TypeError('This layout is only read.');
  }

  /** What the reader of results must know about what was read. */
  get caveats(): string[] {
    return [...this.used].flatMap((file) => this.folder.caveats(file));
  }
}

function barsOf(columns: RowColumns): SeriesRows {
  const builder = new SeriesRowsBuilder(columns.kind);
  for (let row = 0; row < columns.length; row++) {
    builder.begin(columns.time[row]);
    columns.values.forEach((values, column) =>
      builder.setNumber(
        column,
        values[row],
        column < PRICES ? priceScale(columns, row, column) : shortestPlaces(values[row]),
      ),
    );
  }
  return builder.rows();
}

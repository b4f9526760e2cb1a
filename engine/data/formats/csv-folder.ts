import { statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { RowColumns } from '../../model/columns.ts';
import { EngineError } from '../../model/engine-error.ts';
import { Resolution } from '../../model/resolution.ts';
import { SecurityType } from '../../model/security-type.ts';
import { DATA_ERRORS } from '../errors.ts';
import { DAY, HOUR, MINUTE } from '../time/calendar-math.ts';
import { readCsvDescription, type CsvDescription } from './csv-description.ts';
import { csvLayout } from './csv-layout.ts';
import { CsvTable } from './csv-rows.ts';
import type { InspectedRows } from './lean-rows.ts';
import { listFolder, readFileIfThere, readFirstLine } from './text-file.ts';

/** One CSV file with what is known about it. */
export interface CsvFile {
  readonly path: string;
  readonly description: CsvDescription;
  /** Whether it holds the closes of many instruments. */
  readonly isWide: boolean;
  /** In upper case: the file's name for the bars of one instrument, the header's for the closes of many. */
  readonly tickers: readonly string[];
}

const UTC_TYPES: ReadonlySet<SecurityType> = new Set([
  SecurityType.Forex,
  SecurityType.Cfd,
  SecurityType.Crypto,
  SecurityType.CryptoFuture,
]);
/** The description that holds for all files of a folder; one named after a file wins over it. */
const FOLDER_DESCRIPTION = 'description.json';

/**
 * A folder of CSV files, or one such file: `<TICKER>.csv` with the bars of one instrument, any name with the closes of many.
 *
 * Headers are read at once, rows when they are asked for; a table once read is kept.
 */
export class CsvFolder {
  readonly files: readonly CsvFile[];
  private readonly byTicker = new Map<string, CsvFile>();
  private readonly tables = new Map<CsvFile, CsvTable>();

  /** @throws EngineError DATA_FOLDER_MISSING when there is nothing, DATA_AMBIGUOUS_TICKER when two files hold a ticker, and the faults of headers. */
  constructor(location: string, configured: CsvDescription = {}) {
    const root = resolve(location);
    const stats = statSync(root, { throwIfNoEntry: false });
    if (stats === undefined) {
      throw new EngineError(
        DATA_ERRORS.FOLDER_MISSING,
        `There is no file or folder ${root}. ${DATA_ERRORS.FOLDER_MISSING.remedy}`,
        { data: { folder: root } },
      );
    }
    const folder = stats.isDirectory() ? root : dirname(root);
    const paths = stats.isDirectory()
      ? listFolder(root)
          .filter((name) => /\.csv$/i.test(name))
          .map((name) => join(root, name))
      : [root];
    const shared = defined(readCsvDescription(join(folder, FOLDER_DESCRIPTION)));
    this.files = paths.map((path) => openFile(path, shared, defined(configured)));
    for (const file of this.files) for (const ticker of file.tickers) this.assign(ticker, file);
  }

  /** The file that holds a ticker. */
  find(ticker: string): CsvFile | undefined {
    return this.byTicker.get(ticker.toUpperCase());
  }

  /** The rows of a ticker, wall clocks of its data. Daily rows stand at midnight whatever time they name. */
  read(file: CsvFile, ticker: string): RowColumns {
    return this.atMidnight(file, this.table(file).rows(columnOf(file, ticker)));
  }

  inspect(file: CsvFile, ticker: string): InspectedRows {
    const { columns, lines } = this.table(file).inspect(columnOf(file, ticker));
    return { columns: this.atMidnight(file, columns), lines };
  }

  /** What is described, else what the steps between the rows tell. */
  resolution(file: CsvFile): Resolution {
    if (file.description.resolution !== undefined) return file.description.resolution;
    const step = this.table(file).smallestStep();
    if (step >= DAY) return Resolution.Daily;
    if (step >= HOUR) return Resolution.Hour;
    return step >= MINUTE ? Resolution.Minute : Resolution.Second;
  }

  /** What the reader of results on this file must know. */
  caveats(file: CsvFile): string[] {
    const table = this.table(file);
    const name = basename(file.path);
    const found: string[] = [];
    if (table.isClosesOnly)
      found.push(
        `${name} holds closes only: bars have four equal prices and no volume, and an order that waits for the open fills at that day's close.`,
      );
    if (table.isAdjusted || file.description.isAdjusted === true)
      found.push(
        `${name} holds prices adjusted for splits and dividends: early prices are not those that were paid, so fees a share mislead.`,
      );
    return [...found, ...(file.description.caveats ?? [])];
  }

  private table(file: CsvFile): CsvTable {
    let table = this.tables.get(file);
    if (table === undefined) {
      const { columns, dateFormat, securityType } = file.description;
      table = new CsvTable(readFileIfThere(file.path) ?? new Uint8Array(), {
        path: file.path,
        columns,
        dateFormat,
        isUtc: securityType !== undefined && UTC_TYPES.has(securityType),
      });
      this.tables.set(file, table);
    }
    return table;
  }

  private atMidnight(file: CsvFile, columns: RowColumns): RowColumns {
    if (this.resolution(file) !== Resolution.Daily) return columns;
    return { ...columns, time: columns.time.map((time) => Math.floor(time / DAY) * DAY) };
  }

  private assign(ticker: string, file: CsvFile): void {
    const other = this.byTicker.get(ticker);
    if (other !== undefined) {
      throw new EngineError(
        DATA_ERRORS.AMBIGUOUS_TICKER,
        `${ticker} is in ${other.path} and in ${file.path}. ${DATA_ERRORS.AMBIGUOUS_TICKER.remedy}`,
        {
          data: { ticker, files: [other.path, file.path] },
        },
      );
    }
    this.byTicker.set(ticker, file);
  }
}

/** What is configured wins over what a file's own description says, and that over the folder's. */
function openFile(path: string, shared: CsvDescription, configured: CsvDescription): CsvFile {
  const name = fileName(path);
  const own = defined(readCsvDescription(join(dirname(path), `${name}.json`)));
  const description = { ...shared, ...own, ...configured };
  const { tickers } = csvLayout(readFirstLine(path), path, description.columns);
  return {
    path,
    description,
    isWide: tickers.size > 0,
    tickers: tickers.size > 0 ? [...tickers.keys()] : [name.toUpperCase()],
  };
}

function fileName(path: string): string {
  return basename(path).replace(/\.[^.]*$/, '');
}

/** The name of a ticker's column: none where the file holds one instrument. */
function columnOf(file: CsvFile, ticker: string): string {
  return file.isWide ? ticker.toUpperCase() : '';
}

/** Without the fields that are not set, so that they do not hide those of another description. */
function defined(description: CsvDescription): CsvDescription {
  return Object.fromEntries(Object.entries(description).filter(([, value]) => value !== undefined));
}

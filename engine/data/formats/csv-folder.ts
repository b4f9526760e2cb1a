import { statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { RowColumns } from '../../model/columns.ts';
import { TickType } from '../../model/data-kinds.ts';
import { EngineError } from '../../model/engine-error.ts';
import { Resolution } from '../../model/resolution.ts';
import { DATA_ERRORS } from '../errors.ts';
import { IMPORT_ERRORS } from '../import/errors.ts';
import { findLayout } from '../import/layouts.ts';
import { looksLikeHeader, plainName } from '../import/roles.ts';
import type { NamedRole } from '../import/roles.ts';
import { delimiterOf, fieldsOfLine, firstLines } from '../import/survey.ts';
import type { Line } from '../import/survey.ts';
import { CsvBars, NO_ROWS } from './csv-bars.ts';
import { CsvCloses, closesLayout } from './csv-closes.ts';
import type { ClosesLayout } from './csv-closes.ts';
import { readCsvDescription, type CsvDescription } from './csv-description.ts';
import type { InspectedRows } from './lean-rows.ts';
import { isTableName, openPackedText, tableName } from './packed-text.ts';
import { listFolder } from './text-file.ts';

/** One CSV file with its properties. */
export interface CsvFile {
  readonly path: string;
  readonly description: CsvDescription;
  /** Whether it contains the closes of many instruments. */
  readonly isWide: boolean;
  /** In upper case: the file's name for the bars of one instrument, the header's for the closes of many. */
  readonly tickers: readonly string[];
  /** The fault of the file as a whole; thrown when one of its tickers is requested. */
  readonly fault?: EngineError;
}

type Table = { readonly bars: CsvBars } | { readonly closes: CsvCloses } | { readonly isEmpty: true };

/** The description of all files of a folder; one named after a file takes precedence. */
const FOLDER_DESCRIPTION = 'description.json';

/**
 * A folder of CSV files, or a single file: `<TICKER>.csv` with the bars of one instrument, any other name with the
 * closes of many; may be compressed (`KO.csv.gz`). They are read as by `engine data import`.
 *
 * Headers are read immediately, rows on request; tables that have been read are cached. A broken file is a fault only
 * for requests of its own tickers.
 */
export class CsvFolder {
  readonly files: readonly CsvFile[];
  private readonly byTicker = new Map<string, CsvFile[]>();
  private readonly tables = new Map<CsvFile, Table>();

  /**
   * @throws EngineError DATA_FOLDER_MISSING when it does not exist, DATA_INVALID_DESCRIPTION for the folder's
   * description
   */
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
          .filter(isTableName)
          .map((name) => join(root, name))
      : [root];
    const shared = defined(readCsvDescription(join(folder, FOLDER_DESCRIPTION)));
    this.files = paths.map((path) => openFile(path, shared, defined(configured)));
    for (const file of this.files)
      for (const ticker of file.tickers) this.byTicker.set(ticker, [...(this.byTicker.get(ticker) ?? []), file]);
  }

  /** Whether a folder contains such files, or a path is one. */
  static reads(location: string): boolean {
    const isFile = statSync(location, { throwIfNoEntry: false })?.isFile() ?? false;
    return isFile ? isTableName(location) : listFolder(location).some(isTableName);
  }

  /**
   * The file of a ticker.
   * @throws EngineError DATA_AMBIGUOUS_TICKER when there are two, and the fault of a broken file
   */
  find(ticker: string): CsvFile | undefined {
    const [file, other] = this.byTicker.get(ticker.toUpperCase()) ?? [];
    if (other !== undefined) {
      throw new EngineError(
        DATA_ERRORS.AMBIGUOUS_TICKER,
        `${ticker} is in ${file.path} and in ${other.path}. ${DATA_ERRORS.AMBIGUOUS_TICKER.remedy}`,
        { data: { ticker, files: [file.path, other.path] } },
      );
    }
    if (file?.fault !== undefined) throw file.fault;
    return file;
  }

  /**
   * The rows of a ticker with wall-clock times of its data. Daily rows are at midnight regardless of their written
   * time.
   */
  read(file: CsvFile, ticker: string): RowColumns {
    const table = this.table(file);
    if ('closes' in table) return table.closes.rows(ticker.toUpperCase());
    return 'bars' in table ? table.bars.rows() : NO_ROWS;
  }

  inspect(file: CsvFile, ticker: string): InspectedRows {
    const table = this.table(file);
    if ('closes' in table) return table.closes.inspect(ticker.toUpperCase());
    return 'bars' in table ? table.bars.inspect() : { columns: NO_ROWS, lines: new Int32Array(0) };
  }

  /** The described resolution, otherwise that of the steps between the rows. */
  resolution(file: CsvFile): Resolution {
    const table = this.table(file);
    return 'bars' in table ? table.bars.resolution : (file.description.resolution ?? Resolution.Daily);
  }

  /** Trades, or quotes for instruments with quotes only. */
  tickType(file: CsvFile): TickType {
    const table = this.table(file);
    return 'bars' in table ? table.bars.tickType : TickType.Trade;
  }

  /** Caveats for results based on this file. */
  caveats(file: CsvFile): string[] {
    const table = this.table(file);
    const name = basename(file.path);
    const found = 'bars' in table ? [...table.bars.caveats] : [];
    if ('closes' in table) {
      found.push(
        `${name} has closes only: bars have four equal prices and no volume, and an order that waits for the open fills at that day's close.`,
      );
      if (file.description.isAdjusted === true)
        found.push(
          `${name} has prices adjusted for splits and dividends: early prices are not the traded ones, so fees per share are misleading.`,
        );
    }
    return [...found, ...(file.description.caveats ?? [])];
  }

  private table(file: CsvFile): Table {
    if (file.fault !== undefined) throw file.fault;
    let table = this.tables.get(file);
    if (table === undefined) this.tables.set(file, (table = readTable(file)));
    return table;
  }
}

function readTable({ path, description, isWide }: CsvFile): Table {
  const bytes = openPackedText(path).whole();
  try {
    if (!isWide) return { bars: new CsvBars(path, bytes, description) };
    const layout = wideLayout(firstLines(bytes.subarray(0, HEAD)), path);
    return layout === undefined ? { isEmpty: true } : { closes: new CsvCloses(path, bytes, layout, description) };
  } catch (cause) {
    if (cause instanceof EngineError && cause.descriptor === IMPORT_ERRORS.NO_ROWS) return { isEmpty: true };
    throw cause;
  }
}

const HEAD = 1 << 20;

/** The configuration takes precedence over the file's description, and that over the folder's. */
function openFile(path: string, shared: CsvDescription, configured: CsvDescription): CsvFile {
  const name = tableName(basename(path));
  const nothing = { path, description: { ...shared, ...configured }, isWide: false, tickers: [name.toUpperCase()] };
  try {
    const own = defined(readCsvDescription(join(dirname(path), `${name}.json`)));
    const description = { ...shared, ...own, ...configured };
    const lines = firstLines(openPackedText(path).head());
    const layout = isOneInstrument(lines, description) ? undefined : wideLayout(lines, path);
    return {
      path,
      description,
      isWide: layout !== undefined,
      tickers: layout === undefined ? [name.toUpperCase()] : [...layout.tickers.keys()],
    };
  } catch (cause) {
    if (!(cause instanceof EngineError)) throw cause;
    return { ...nothing, fault: cause };
  }
}

function isOneInstrument(lines: readonly Line[], { columns = {} }: CsvDescription): boolean {
  if (columns.close !== undefined || columns.adjustedClose !== undefined) return true;
  const named = new Map(
    Object.entries(columns).map(([role, name]): [NamedRole, string] => [role as NamedRole, String(name)]),
  );
  return lines.some((line) => {
    const fields = fieldsOfLine(line.text, delimiterOf(line.text));
    return looksLikeHeader(fields, { layout: findLayout(fields.map(plainName)), named, mayLackName: true });
  });
}

/** The first line that can be the header of a table of closes. */
function wideLayout(lines: readonly Line[], path: string): ClosesLayout | undefined {
  for (const line of lines) {
    const layout = closesLayout(line, delimiterOf(line.text), path);
    if (layout !== undefined) return layout;
  }
  return undefined;
}

/** Removes undefined fields, so that they do not override those of another description. */
function defined(description: CsvDescription): CsvDescription {
  return Object.fromEntries(Object.entries(description).filter(([, value]) => value !== undefined));
}

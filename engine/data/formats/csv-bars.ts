import { RowKind } from '../../model/columns.ts';
import type { RowColumns } from '../../model/columns.ts';
import { TickType } from '../../model/data-kinds.ts';
import { EngineError } from '../../model/engine-error.ts';
import type { ErrorDescriptor } from '../../model/engine-error.ts';
import type { Resolution } from '../../model/resolution.ts';
import { SecurityType } from '../../model/security-type.ts';
import { seriesColumns } from '../convert/series-columns.ts';
import { joinRows } from '../convert/series-rows.ts';
import { DATA_ERRORS } from '../errors.ts';
import { BadRows } from '../import/bad-rows.ts';
import { BarBatches } from '../import/bar-batches.ts';
import { barTimes, ENDS_NOTE } from '../import/bar-times.ts';
import type { BarTimes } from '../import/bar-times.ts';
import { IMPORT_ERRORS } from '../import/errors.ts';
import type { ImportOptions } from '../import/import-options.ts';
import { readBytes } from '../import/read-file.ts';
import type { ImportedFile } from '../import/read-file.ts';
import type { NamedRole } from '../import/roles.ts';
import { FIELD, RowStore } from '../import/row-store.ts';
import type { RowBlock } from '../import/row-store.ts';
import { BuiltInMarketHoursDatabase } from '../time/built-in-market-hours.ts';
import { TimeZone } from '../time/time-zone.ts';
import type { CsvDescription } from './csv-description.ts';
import { leanRowFormat } from './lean-row-format.ts';
import type { InspectedRows } from './lean-rows.ts';

/** The ticker of all rows of a file, which have none themselves. */
const TICKER = 'FILE';
const PERIOD_REMEDY =
  'Aggregate the rows or store them at their ends: `engine data import FILE --to FOLDER --resample 1h` or `--resolution minute`; "resolution": "minute" in description.json stores each bar at its last minute.';

/** The bars of one instrument in a CSV file, read as an import reads them. */
export class CsvBars {
  readonly resolution: Resolution;
  readonly tickType: TickType;
  /** Caveats for the reader of results. */
  readonly caveats: readonly string[];
  private readonly path: string;
  private readonly file: ImportedFile;
  private readonly options: ImportOptions;
  private readonly store = new RowStore('', Infinity);
  private readonly times: BarTimes;
  /** The rows as they are in the file. */
  private readonly inFile: RowBlock;
  private columns: RowColumns | undefined;

  /**
   * @throws EngineError DATA_UNKNOWN_COLUMNS, DATA_AMBIGUOUS_DATES, DATA_UNCLEAR_FILE and DATA_MALFORMED_ROW with file
   * and line
   */
  constructor(path: string, bytes: Uint8Array, description: CsvDescription) {
    this.path = path;
    this.options = optionsOf(description);
    const bad = new BadRows();
    this.file = inWordsOfSources(path, () => readBytes(path, bytes, this.options, { store: this.store, bad, file: 0 }));
    const [first] = bad.rows;
    if (first !== undefined) throw faultyRow(path, first.line, first.what);
    const rows = this.store.rowsOf(TICKER);
    this.inFile = { numbers: rows.numbers.slice(0, rows.length * ROW_NUMBERS), length: rows.length };
    this.times = inWordsOfSources(path, () => barTimes(TICKER, () => this.store.read(TICKER), this.options));
    this.resolution = this.times.resolution;
    const { securityType } = this.options;
    this.tickType =
      leanRowFormat(securityType, this.resolution, TickType.Trade) === undefined ? TickType.Quote : TickType.Trade;
    this.caveats = this.caveatsOf(description);
  }

  /**
   * The bars in chronological order; of equal times the first one is kept.
   * @throws EngineError DATA_ROWS_OUT_OF_ORDER, DATA_MALFORMED_ROW
   */
  rows(): RowColumns {
    if (this.columns !== undefined) return this.columns;
    const { unorderedLine } = this.store.rowsOf(TICKER);
    if (unorderedLine > 0)
      throw faultyRow(this.path, unorderedLine, 'is earlier than its predecessor', DATA_ERRORS.ROWS_OUT_OF_ORDER);
    const batches = new BarBatches(this.times, { ...this.settings(), usesAdjustedClose: false, files: [this.path] });
    batches.watch({
      bad: ({ line, what }) => {
        if (!what.startsWith('has the time of line')) throw faultyRow(this.path, line, what);
      },
    });
    const parts = [...batches.read(this.store.read(TICKER))];
    const format = leanRowFormat(this.options.securityType, this.resolution, this.tickType);
    if (parts.length === 0 || format === undefined) return NO_ROWS;
    // Prices have the decimal places of their texts, independent of LEAN's files.
    this.columns = seriesColumns(joinRows(parts), { ...format, priceShift: 0 });
    return this.columns;
  }

  /** The rows as they are in the file. */
  inspect(): InspectedRows {
    const { length, numbers } = this.inFile;
    const at = (field: number): Float64Array =>
      Float64Array.from({ length }, (_, row) => numbers[row * ROW_NUMBERS + field]);
    const time = Float64Array.from({ length }, (_, row) => this.times.startOf(numbers, row * ROW_NUMBERS));
    const values = [FIELD.open, FIELD.high, FIELD.low, FIELD.close, FIELD.volume].map(at);
    const columns: RowColumns = { kind: RowKind.TradeBar, length, time, values, scales: 0 };
    return { columns, lines: Int32Array.from(at(FIELD.line)) };
  }

  private settings(): { isQuoted: boolean; spread: ImportOptions['spread']; hours: ImportOptions['hours'] } {
    return { isQuoted: this.tickType === TickType.Quote, spread: this.options.spread, hours: this.options.hours };
  }

  private caveatsOf(description: CsvDescription): string[] {
    const name = this.path.split(/[/\\]/).at(-1) ?? this.path;
    const roles = new Set(this.file.columns.map(({ role }) => role));
    const found: string[] = [];
    if (this.file.isClosesOnly)
      found.push(
        `${name} has closes only: bars have four equal prices and no volume, and an order that waits for the open fills at that day's close.`,
      );
    if (!roles.has('close') || description.isAdjusted === true)
      found.push(
        `${name} has prices adjusted for splits and dividends: early prices are not the traded ones, so fees per share are misleading.`,
      );
    const said = [...this.times.caveats, ...this.times.notes.filter((note) => note === ENDS_NOTE)];
    return [...found, ...said.map((caveat) => `${name}: ${caveat.replace(`${TICKER}: `, '')}`)];
  }
}

const ROW_NUMBERS = 12;
/** The columns of a file without rows. */
export const NO_ROWS: RowColumns = {
  kind: RowKind.TradeBar,
  length: 0,
  time: new Float64Array(0),
  values: Array.from({ length: 5 }, () => new Float64Array(0)),
  scales: 0,
};

function optionsOf(description: CsvDescription): ImportOptions {
  const { securityType = SecurityType.Equity, market = 'usa', columns = {}, spread } = description;
  const entry = new BuiltInMarketHoursDatabase().tryEntry(market, '', securityType);
  const hours = entry?.exchangeHours;
  const zone = entry?.dataTimeZone ?? TimeZone.UTC;
  const hasSessions = hours !== undefined && !hours.isMarketAlwaysOpen && hours.timeZone.id === zone.id;
  return {
    securityType,
    columns: new Map(
      Object.entries(columns).map(([role, column]): [NamedRole, string] => [role as NamedRole, String(column)]),
    ),
    dateFormat: description.dateFormat,
    dataZone: zone,
    hours: hasSessions ? hours : undefined,
    symbol: TICKER,
    isOneInstrument: true,
    resolution: description.resolution,
    spread: spread === undefined ? undefined : { width: spread, places: String(spread).split('.')[1]?.length ?? 0 },
    adjustedClose: 'ignore',
  };
}

/** Converts faults of imports into those of data sources, which have descriptions instead of flags. */
function inWordsOfSources<Answer>(path: string, work: () => Answer): Answer {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof EngineError)) throw cause;
    const { descriptor } = cause;
    const said = cause.message
      .replace(/\.? (?:Say|Name|The engine has|--resample).*$/s, '')
      .replace(` (${TICKER})`, '');
    if (descriptor === IMPORT_ERRORS.UNKNOWN_COLUMNS || descriptor === IMPORT_ERRORS.AMBIGUOUS_COLUMNS)
      throw fault(path, DATA_ERRORS.UNKNOWN_COLUMNS, said);
    if (descriptor === IMPORT_ERRORS.AMBIGUOUS_DATES) throw fault(path, DATA_ERRORS.AMBIGUOUS_DATES, said);
    if (descriptor === IMPORT_ERRORS.ODD_RESOLUTION)
      throw new EngineError(DATA_ERRORS.UNCLEAR_FILE, `${path}: ${said}. ${PERIOD_REMEDY}`, { data: { file: path } });
    if (descriptor.code.startsWith('IMPORT_') && descriptor !== IMPORT_ERRORS.NO_ROWS)
      throw fault(path, DATA_ERRORS.UNCLEAR_FILE, said.replaceAll(TICKER, path));
    throw cause;
  }
}

function fault(path: string, descriptor: ErrorDescriptor, said: string): EngineError {
  return new EngineError(descriptor, `${said}. ${descriptor.remedy}`, { data: { file: path } });
}

function faultyRow(
  path: string,
  line: number,
  what: string,
  descriptor: ErrorDescriptor = DATA_ERRORS.MALFORMED_ROW,
): EngineError {
  return new EngineError(descriptor, `Line ${line} of ${path} ${what}. ${descriptor.remedy}`, {
    data: { file: path, line },
  });
}

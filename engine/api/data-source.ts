import type { RowColumns } from '../model/columns.ts';
import type { TickType } from '../model/data-kinds.ts';
import type { Resolution } from '../model/resolution.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { Decimal } from '../model/decimal.ts';
import type { BuiltInContract } from './contract.ts';

/** One row of a factor file: both factors are valid for dates up to and including `date`. Rows ascend by date. */
export interface FactorRow {
  /** Wall-clock midnight in milliseconds. */
  readonly date: number;
  readonly priceFactor: Decimal;
  readonly splitFactor: Decimal;
  readonly referencePrice: Decimal;
}

/** One row of a map file: `ticker` (upper case) was used up to and including `date`. Rows ascend by date. */
export interface MapRow {
  /** Wall-clock midnight in milliseconds. */
  readonly date: number;
  readonly ticker: string;
  /** Code of the primary exchange (`Q`, `N`, `P`), if the file contains it. */
  readonly primaryExchange?: string;
}

export interface RowRequest {
  readonly symbol: SecuritySymbol;
  readonly resolution: Resolution;
  readonly tickType: TickType;
  /** First and last requested date, wall-clock midnights in the data's time zone, both inclusive. */
  readonly fromDate: number;
  readonly toDate: number;
  /** The instrument's ticker on a date (wall-clock midnight). Data folders use it as file name. */
  readonly tickerOn: (date: number) => string;
}

/** Reads the rows of one request in time order, one file or batch per call; `undefined` at the end. */
export interface RowReader {
  next(): RowColumns | undefined;
  /** Caveats about these rows for readers of results: only closes, adjusted prices, selected with hindsight. */
  readonly caveats?: readonly string[];
}

/** A source of market data, factor files and map files: a folder, a database or columns in memory. */
export interface DataSource {
  /** The source's name in messages: `lean`, `csv`, `memory`. */
  readonly name: string;
  /** Caveats for every result that is computed from this source; caveats about certain rows belong to their reader. */
  readonly caveats?: readonly string[];
  /** Opens the rows of one subscription; a missing file has none. @throws EngineError with file and line of an invalid row */
  open(request: RowRequest): RowReader;
  /** The rows of an equity's factor file; empty without a file. */
  factorRows(symbol: SecuritySymbol): readonly FactorRow[];
  /** The rows of an equity's map file; empty without a file. */
  mapRows(symbol: SecuritySymbol): readonly MapRow[];
}

export const DATA_SOURCE: BuiltInContract = {
  name: 'DataSource',
  description: 'The source of market data',
  key: 'dataSource',
  choice: 'one',
  default: 'lean',
  flag: 'data-source',
  conformance: 'dataSourceConformance',
};

import type { RowColumns } from '../model/columns.ts';
import type { TickType } from '../model/data-kinds.ts';
import type { Resolution } from '../model/resolution.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { Decimal } from '../model/decimal.ts';
import type { BuiltInContract } from './contract.ts';

/** One row of a factor file: `priceFactor` and `splitFactor` hold for dates up to and including `date`. Ascending. */
export interface FactorRow {
  /** Wall-clock midnight in milliseconds. */
  readonly date: number;
  readonly priceFactor: Decimal;
  readonly splitFactor: Decimal;
  readonly referencePrice: Decimal;
}

/** One row of a map file: `ticker` (upper case) was used up to and including `date`. Ascending. */
export interface MapRow {
  /** Wall-clock midnight in milliseconds. */
  readonly date: number;
  readonly ticker: string;
  /** Code of the primary exchange (`Q`, `N`, `P`), where the file names it. */
  readonly primaryExchange?: string;
}

export interface RowRequest {
  readonly symbol: SecuritySymbol;
  readonly resolution: Resolution;
  readonly tickType: TickType;
  /** First and last date wanted, wall-clock midnights in the data's time zone, both inclusive. */
  readonly fromDate: number;
  readonly toDate: number;
  /** The ticker that the instrument had on a date (wall-clock midnight); data folders name files by it. */
  readonly tickerOn: (date: number) => string;
}

/** Hands out the rows of one request, a file (or batch) at a time, in time order; `undefined` at the end. */
export interface RowReader {
  next(): RowColumns | undefined;
  /** What the reader of results must know about these rows: closes only, adjusted, chosen with hindsight. */
  readonly caveats?: readonly string[];
}

/** Where market data and what belongs to it come from. A folder, a database, a set of columns in memory. */
export interface DataSource {
  /** A word for messages: `lean`, `csv`, `memory`. */
  readonly name: string;
  /** What the reader of every result must know, whatever rows a run reads; what holds for some rows only, their reader says. */
  readonly caveats?: readonly string[];
  /** Opens the rows of one subscription. Missing files give no rows; broken ones throw an EngineError that names the file and the line. */
  open(request: RowRequest): RowReader;
  /** Factor file rows of an equity; empty when there are none. */
  factorRows(symbol: SecuritySymbol): readonly FactorRow[];
  /** Map file rows of an equity; empty when there are none. */
  mapRows(symbol: SecuritySymbol): readonly MapRow[];
}

export const DATA_SOURCE: BuiltInContract = {
  name: 'DataSource',
  description: 'Where market data come from',
  key: 'dataSource',
  choice: 'one',
  default: 'lean',
  flag: 'data-source',
  conformance: 'dataSourceConformance',
};

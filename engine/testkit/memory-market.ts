import type { DataSource, FactorRow, MapRow, RowReader, RowRequest } from '../api/data-source.ts';
import { parseFactorFile, parseMapFile } from '../data/formats/lean-auxiliary-files.ts';
import { DAY } from '../data/time/calendar-math.ts';
import { RowKind } from '../model/columns.ts';
import type { RowColumns } from '../model/columns.ts';
import { TickType } from '../model/data-kinds.ts';
import type { Resolution } from '../model/resolution.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import { pieces, rowsOf } from './memory-columns.ts';

/** Rows of one ticker and resolution; the kind of the columns distinguishes trades from quotes. */
export interface MemorySeries {
  readonly ticker: string;
  readonly resolution: Resolution;
  readonly rows: RowColumns;
}

export interface MemoryMarketWish {
  readonly series: readonly MemorySeries[];
  /** Texts of LEAN's factor files by ticker. */
  readonly factors?: Readonly<Record<string, string>>;
  /** Texts of LEAN's map files by ticker. */
  readonly maps?: Readonly<Record<string, string>>;
  /** Number of rows per chunk; by default all rows are one chunk. */
  readonly batchRows?: number;
}

/** Market data of several tickers, resolutions and kinds in memory, with splits, dividends and ticker changes. */
export class MemoryMarket implements DataSource {
  readonly name = 'memory';
  private readonly wish: MemoryMarketWish;

  constructor(wish: MemoryMarketWish) {
    this.wish = wish;
  }

  open({ symbol, resolution, tickType, fromDate, toDate }: RowRequest): RowReader {
    const found = this.wish.series.find(
      (one) => one.ticker === symbol.ticker && one.resolution === resolution && tickTypeOf(one.rows) === tickType,
    );
    if (found === undefined) return { next: () => undefined };
    const { time } = found.rows;
    const from = time.findIndex((one) => one >= fromDate);
    const after = time.findIndex((one) => one >= toDate + DAY);
    const rows = rowsOf(found.rows, from < 0 ? time.length : from, after < 0 ? time.length : after);
    const batches = pieces(rows, this.wish.batchRows ?? Math.max(rows.length, 1));
    let index = 0;
    return { next: () => batches[index++] };
  }

  factorRows(symbol: SecuritySymbol): readonly FactorRow[] {
    return parseFactorFile(this.wish.factors?.[symbol.ticker] ?? '', `${symbol.ticker} factors`);
  }

  mapRows(symbol: SecuritySymbol): readonly MapRow[] {
    return parseMapFile(this.wish.maps?.[symbol.ticker] ?? '', `${symbol.ticker} maps`);
  }
}

function tickTypeOf({ kind }: RowColumns): TickType {
  return kind === RowKind.QuoteBar || kind === RowKind.QuoteTick ? TickType.Quote : TickType.Trade;
}

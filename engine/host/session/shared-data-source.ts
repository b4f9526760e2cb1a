import type { DataSource, FactorRow, MapRow, RowReader, RowRequest } from '../../api/data-source.ts';
import type { RowColumns } from '../../model/columns.ts';
import type { SecuritySymbol } from '../../model/security-symbol.ts';
import { ScannedReader } from './scanned-reader.ts';
import type { IsTradingDay } from './scanned-reader.ts';
import { checksumsAfter, NO_ROWS } from './row-checksums.ts';
import type { RowChecksums } from './row-checksums.ts';

/** A reader with checksums of the rows that it has returned. */
export interface CheckedReader extends RowReader {
  readonly checksums: RowChecksums;
  /** Doubts about the rows read. */
  readonly doubts: readonly string[];
}

/**
 * Caches the reads of a data source for several runs: rows by request, factor and map rows by symbol.
 *
 * Rows are read on first use and kept up to a limit of bytes; rows beyond it are read again for each run. Runs may read
 * the same request concurrently.
 */
export class SharedDataSource implements DataSource {
  readonly name: string;
  /** The underlying source. */
  readonly inner: DataSource;
  private readonly keptRows = new Map<string, KeptRows>();
  private readonly factors = new Map<string, readonly FactorRow[]>();
  private readonly maps = new Map<string, readonly MapRow[]>();
  private readonly isTradingDay: IsTradingDay | undefined;
  private bytesLeft: number;

  /**
   * @param keptBytes limit of bytes of rows to keep for other runs
   * @param isTradingDay finds trading days without rows; without it none are reported
   */
  constructor(inner: DataSource, keptBytes: number, isTradingDay?: IsTradingDay) {
    this.isTradingDay = isTradingDay;
    this.inner = inner;
    this.name = inner.name;
    this.bytesLeft = keptBytes;
  }

  open(request: RowRequest): CheckedReader {
    const { symbol, resolution, tickType, fromDate, toDate } = request;
    const key = `${symbol.key} ${symbol.id} ${resolution} ${tickType} ${fromDate} ${toDate}`;
    const known = this.keptRows.get(key);
    if (known !== undefined) return new KeptRowsReader(known);
    const reader = new ScannedReader(this.inner.open(request), request, this.isTradingDay);
    if (this.bytesLeft <= 0) return new PassingReader(reader);
    const rows = new KeptRows(reader, (bytes) => {
      this.bytesLeft -= bytes;
      if (this.bytesLeft >= 0) return true;
      this.keptRows.delete(key);
      this.bytesLeft += rows.bytes;
      return false;
    });
    this.keptRows.set(key, rows);
    return new KeptRowsReader(rows);
  }

  factorRows(symbol: SecuritySymbol): readonly FactorRow[] {
    return remembered(this.factors, symbol.key, () => this.inner.factorRows(symbol));
  }

  mapRows(symbol: SecuritySymbol): readonly MapRow[] {
    return remembered(this.maps, symbol.key, () => this.inner.mapRows(symbol));
  }
}

function remembered<Value>(values: Map<string, Value>, key: string, read: () => Value): Value {
  let value = values.get(key);
  if (value === undefined) values.set(key, (value = read()));
  return value;
}

interface Chunk {
  readonly columns: RowColumns;
  /** Checksums of all rows up to the end of this chunk. */
  readonly checksums: RowChecksums;
}

/** The rows of one request, read once and only as far as requested. */
class KeptRows {
  bytes = 0;
  private readonly reader: ScannedReader;
  private readonly mayKeep: (bytes: number) => boolean;
  private readonly chunks: Chunk[] = [];
  private isAtEnd = false;
  private isKept = true;
  /** The error that stopped the reading: it stops every run at the same row. */
  private failure: { readonly error: unknown } | undefined;

  /** @param mayKeep called for each chunk until it first returns false */
  constructor(reader: ScannedReader, mayKeep: (bytes: number) => boolean) {
    this.reader = reader;
    this.mayKeep = mayKeep;
  }

  get caveats(): readonly string[] {
    return this.reader.caveats;
  }

  get doubts(): readonly string[] {
    return this.reader.doubts;
  }

  chunk(index: number): Chunk | undefined {
    if (index < this.chunks.length) return this.chunks[index];
    if (this.isAtEnd) return undefined;
    if (this.failure !== undefined) throw this.failure.error;
    const columns = this.read();
    if (columns === undefined) {
      this.isAtEnd = true;
      return undefined;
    }
    const checksums = checksumsAfter(this.chunks.at(-1)?.checksums ?? NO_ROWS, columns);
    const chunk = { columns, checksums };
    this.chunks.push(chunk);
    const bytes = bytesOf(columns);
    this.bytes += bytes;
    if (this.isKept) this.isKept = this.mayKeep(bytes);
    return chunk;
  }

  private read(): RowColumns | undefined {
    try {
      return this.reader.next();
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  }
}

class KeptRowsReader implements CheckedReader {
  checksums = NO_ROWS;
  private readonly rows: KeptRows;
  private index = 0;

  constructor(rows: KeptRows) {
    this.rows = rows;
  }

  get caveats(): readonly string[] {
    return this.rows.caveats;
  }

  get doubts(): readonly string[] {
    return this.rows.doubts;
  }

  next(): RowColumns | undefined {
    const chunk = this.rows.chunk(this.index);
    if (chunk === undefined) return undefined;
    this.index++;
    this.checksums = chunk.checksums;
    return chunk.columns;
  }
}

/** Rows that are not kept. */
class PassingReader implements CheckedReader {
  checksums = NO_ROWS;
  private readonly reader: ScannedReader;

  constructor(reader: ScannedReader) {
    this.reader = reader;
  }

  get caveats(): readonly string[] {
    return this.reader.caveats;
  }

  get doubts(): readonly string[] {
    return this.reader.doubts;
  }

  next(): RowColumns | undefined {
    const columns = this.reader.next();
    if (columns !== undefined) this.checksums = checksumsAfter(this.checksums, columns);
    return columns;
  }
}

function bytesOf({ length, values, scales }: RowColumns): number {
  return length * 8 * (1 + values.length + (typeof scales === 'number' ? 0 : 1));
}

import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Offset of each number in a row; a row is a fixed number of float64 numbers. */
export const FIELD = {
  /** Sort key of rows: the instant, or the wall-clock time when that does not exist. */
  order: 0,
  /** Wall-clock time as written. */
  local: 1,
  /** UTC; NaN for a wall-clock time that the time zone skips. */
  utc: 2,
  open: 3,
  high: 4,
  low: 5,
  close: 6,
  volume: 7,
  /** NaN if there is none. */
  adjustedClose: 8,
  /** Decimal places of the six numbers, four bits each. */
  places: 9,
  line: 10,
  /** Index of the file times four, plus {@link HAS_TIME} and {@link HAS_OFFSET}. */
  source: 11,
} as const;
export const ROW_LENGTH = 12;
export const HAS_TIME = 1;
export const HAS_OFFSET = 2;

/** Number of rows kept in memory before they are written to disk: about a hundred megabytes. */
const MOST_IN_MEMORY = 1 << 20;
const FIRST_ROWS = 64;
/** Number of rows of a run on disk that are read at a time. */
const BLOCK_ROWS = 8192;

/** Rows in chronological order, consecutive in `numbers`. */
export interface RowBlock {
  readonly numbers: Float64Array;
  /** Number of rows. */
  readonly length: number;
}

/** A sorted run of rows on disk. */
interface Stretch {
  readonly offset: number;
  readonly rows: number;
}

/** The rows of one ticker as read from files. */
export class TickerRows {
  /** Number of rows, including those on disk. */
  total = 0;
  /** Whether rows were not in chronological order. */
  isSorted = false;
  /** The line of the first row that is earlier than its predecessor; 0 if there is none. */
  unorderedLine = 0;
  /** The rows in memory. */
  numbers = new Float64Array(FIRST_ROWS * ROW_LENGTH);
  length = 0;
  readonly stretches: Stretch[] = [];
  private last = -Infinity;
  private isMemorySorted = true;

  /** Offset in {@link numbers} for the next row; {@link accept} must be called to add it. */
  begin(): number {
    const at = this.length * ROW_LENGTH;
    if (at === this.numbers.length) {
      const larger = new Float64Array(2 * at);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    return at;
  }

  accept(): void {
    const order = this.numbers[this.length * ROW_LENGTH];
    if (order < this.last) {
      if (!this.isSorted) this.unorderedLine = this.numbers[this.length * ROW_LENGTH + FIELD.line];
      this.isSorted = true;
      this.isMemorySorted = false;
    }
    this.last = order;
    this.length++;
    this.total++;
  }

  /** Sorts the rows in memory by time; the sort is stable. */
  sort(): void {
    if (this.isMemorySorted) return;
    const { numbers, length } = this;
    const order = Uint32Array.from({ length }, (_, row) => row);
    order.sort((left, right) => numbers[left * ROW_LENGTH] - numbers[right * ROW_LENGTH] || left - right);
    const sorted = new Float64Array(numbers.length);
    for (let row = 0; row < length; row++)
      sorted.set(numbers.subarray(order[row] * ROW_LENGTH, (order[row] + 1) * ROW_LENGTH), row * ROW_LENGTH);
    this.numbers = sorted;
    this.isMemorySorted = true;
  }

  /** Clears the rows in memory. */
  clear(): void {
    this.length = 0;
    this.isMemorySorted = true;
    this.numbers = new Float64Array(FIRST_ROWS * ROW_LENGTH);
  }
}

/**
 * Rows of all tickers: in memory while there are few, otherwise on disk in sorted runs that are merged when they are
 * read (external merge sort), so that memory use is bounded for files of any size.
 */
export class RowStore {
  readonly tickers = new Map<string, TickerRows>();
  private readonly parent: string;
  private readonly most: number;
  private inMemory = 0;
  private folder = '';
  private file = -1;
  private written = 0;

  /**
   * @param parent folder for rows that do not fit into memory
   * @param most maximum number of rows in memory
   */
  constructor(parent: string, most = MOST_IN_MEMORY) {
    this.parent = parent;
    this.most = most;
  }

  rowsOf(ticker: string): TickerRows {
    let rows = this.tickers.get(ticker);
    if (rows === undefined) this.tickers.set(ticker, (rows = new TickerRows()));
    return rows;
  }

  /** Must be called for each added row. */
  count(): void {
    if (++this.inMemory >= this.most) this.flush();
  }

  /** The rows of a ticker in chronological order, block by block. */
  *read(ticker: string): Generator<RowBlock> {
    const rows = this.tickers.get(ticker);
    if (rows === undefined) return;
    rows.sort();
    const memory: RowBlock = { numbers: rows.numbers, length: rows.length };
    if (rows.stretches.length === 0) yield memory;
    else
      yield* merged([
        ...rows.stretches.map((stretch) => new StretchReader(this.file, stretch)),
        new StretchReader(-1, { offset: 0, rows: 0 }, memory),
      ]);
  }

  /** Removes the files on disk. */
  close(): void {
    if (this.file >= 0) closeSync(this.file);
    this.file = -1;
    if (this.folder !== '') rmSync(this.folder, { recursive: true, force: true });
    this.folder = '';
  }

  private flush(): void {
    if (this.file < 0) {
      this.folder = mkdtempSync(join(this.parent, '.tradewright-rows-'));
      this.file = openSync(join(this.folder, 'rows'), 'wx+', 0o600);
    }
    for (const rows of this.tickers.values()) {
      if (rows.length === 0) continue;
      rows.sort();
      const bytes = new Uint8Array(rows.numbers.buffer, 0, rows.length * ROW_LENGTH * 8);
      for (let at = 0; at < bytes.length;) at += writeSync(this.file, bytes, at, bytes.length - at, this.written + at);
      rows.stretches.push({ offset: this.written, rows: rows.length });
      this.written += bytes.length;
      rows.clear();
    }
    this.inMemory = 0;
  }
}

/** Reads one run block by block. */
class StretchReader {
  block: RowBlock;
  /** Index in the block of the next row. */
  row = 0;
  private readonly file: number;
  private offset: number;
  private left: number;

  constructor(file: number, { offset, rows }: Stretch, block?: RowBlock) {
    this.file = file;
    this.offset = offset;
    this.left = rows;
    this.block = block ?? this.readBlock();
  }

  get order(): number {
    return this.row < this.block.length ? this.block.numbers[this.row * ROW_LENGTH] : Infinity;
  }

  /** The rows up to a time that the block contains, including rows of that time if `isFirst`. */
  takeUntil(order: number, isFirst: boolean): RowBlock {
    const { numbers, length } = this.block;
    const start = this.row;
    let end = start;
    while (end < length) {
      const next = numbers[end * ROW_LENGTH];
      if (next > order || (next === order && !isFirst)) break;
      end++;
    }
    this.row = end;
    const taken = { numbers: numbers.subarray(start * ROW_LENGTH, end * ROW_LENGTH), length: end - start };
    if (end === length && this.left > 0) {
      this.block = this.readBlock();
      this.row = 0;
    }
    return taken;
  }

  private readBlock(): RowBlock {
    const length = Math.min(this.left, BLOCK_ROWS);
    const numbers = new Float64Array(length * ROW_LENGTH);
    const bytes = new Uint8Array(numbers.buffer);
    for (let filled = 0; filled < bytes.length;) {
      const read = readSync(this.file, bytes, filled, bytes.length - filled, this.offset + filled);
      if (read === 0) throw new RangeError('The file of rows became shorter while it was read.');
      filled += read;
    }
    this.offset += bytes.length;
    this.left -= length;
    return { numbers, length };
  }
}

/** Merges runs in chronological order; for equal times the earlier run comes first. */
function* merged(readers: readonly StretchReader[]): Generator<RowBlock> {
  for (;;) {
    let [first, second] = [0, -1];
    for (let index = 1; index < readers.length; index++) {
      if (readers[index].order < readers[first].order) {
        second = first;
        first = index;
      } else if (second < 0 || readers[index].order < readers[second].order) second = index;
    }
    if (readers[first].order === Infinity) return;
    const limit = second < 0 ? Infinity : readers[second].order;
    yield readers[first].takeUntil(limit, first < second || limit === Infinity);
  }
}

import { malformedRow } from './text-file.ts';

const QUOTE = 34;
const SPACE = 32;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
/** Maximum length of a row in bytes, which bounds memory use. */
const LONGEST_ROW = 1 << 20;

/**
 * Splits UTF-8 text that arrives in chunks into rows and fields. Quoted fields may contain delimiters, line ends and
 * doubled quotes; line ends may be of any kind. Blank lines are skipped, and blanks around fields are removed. Nothing
 * is copied: a field is a range of {@link bytes} until the next row is requested.
 */
export class DelimitedRows {
  readonly path: string;
  readonly delimiter: number;
  /** The chunk that contains the current row. */
  bytes: Uint8Array = new Uint8Array(0);
  /** Start and end of each field of the current row. */
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  /** Number of fields of the current row. */
  count = 0;
  /** The line on which the current row starts, counted from 1. */
  line = 0;
  private hasDoubledQuotes = false;
  private position = 0;
  private rowStart = 0;
  private nextLine: number;
  private isFinished = false;
  /** Whether the last row ended with a carriage return, which a line feed may follow. */
  private skipsLineFeed = false;

  /** @param firstLine the number of the first line of the first chunk */
  constructor(path: string, delimiter: string, firstLine = 1) {
    this.path = path;
    this.nextLine = firstLine;
    this.delimiter = delimiter.charCodeAt(0);
  }

  /** Adds the next chunk; all rows of the previous one must have been read. */
  feed(piece: Uint8Array): void {
    const rest = this.bytes.subarray(this.position);
    this.position = 0;
    if (rest.length === 0) {
      this.bytes = piece;
      return;
    }
    const joined = new Uint8Array(rest.length + piece.length);
    joined.set(rest);
    joined.set(piece, rest.length);
    this.bytes = joined;
  }

  /** Ends the input: the remaining bytes are the last row. */
  finish(): void {
    this.isFinished = true;
  }

  /**
   * Advances to the next row; false when another chunk is needed or the input has ended.
   * @throws EngineError DATA_MALFORMED_ROW for an overlong row
   */
  next(): boolean {
    while (this.readRow()) if (this.count > 1 || this.starts[0] < this.ends[0]) return true;
    return false;
  }

  /** A field of the current row as text. */
  text(field: number): string {
    if (field >= this.count) return '';
    const text = textOf(this.bytes, this.starts[field], this.ends[field]);
    return this.hasDoubledQuotes ? text.replaceAll('""', '"') : text;
  }

  /** The fields of the current row. */
  texts(): string[] {
    return Array.from({ length: this.count }, (_, field) => this.text(field));
  }

  /** The text of the current row, up to a maximum number of characters. */
  rowText(longest = 200): string {
    const end = Math.min(this.ends[this.count - 1] ?? this.rowStart, this.rowStart + longest);
    return textOf(this.bytes, this.rowStart, end);
  }

  private readRow(): boolean {
    const { bytes } = this;
    const { length } = bytes;
    let position = this.position;
    if (this.skipsLineFeed) {
      if (position >= length) return false;
      if (bytes[position] === LINE_FEED) position++;
      this.skipsLineFeed = false;
      this.position = position;
    }
    if (position >= length) return false;
    this.rowStart = position;
    this.count = 0;
    this.hasDoubledQuotes = false;
    let lines = 1;
    for (;;) {
      while (position < length && bytes[position] === SPACE) position++;
      let start = position;
      let end = position;
      if (position < length && bytes[position] === QUOTE) {
        const close = this.closingQuote(position + 1);
        if (close >= length && !this.isFinished) return this.needsMore(length);
        for (let index = position; index < close; index++) if (bytes[index] === LINE_FEED) lines++;
        start = position + 1;
        end = Math.min(close, length);
        position = close + 1;
        while (position < length && bytes[position] === SPACE) position++;
        if (position < length && !this.endsField(bytes[position])) {
          // Text after the closing quote: the quotes are part of the field, because no rule covers this case.
          start--;
          while (position < length && !this.endsField(bytes[position])) position++;
          end = position;
        }
      } else {
        const { delimiter } = this;
        while (position < length) {
          const code = bytes[position];
          if (code === delimiter || code === LINE_FEED || code === CARRIAGE_RETURN) break;
          position++;
        }
        end = position;
      }
      while (end > start && bytes[end - 1] === SPACE) end--;
      if (position >= length && !this.isFinished) return this.needsMore(length);
      if (this.count === this.starts.length) this.grow();
      this.starts[this.count] = start;
      this.ends[this.count] = end;
      this.count++;
      if (position >= length) break;
      const code = bytes[position++];
      if (code === this.delimiter) continue;
      this.skipsLineFeed = code === CARRIAGE_RETURN;
      break;
    }
    this.line = this.nextLine;
    if (position - this.rowStart > LONGEST_ROW) throw this.tooLong();
    this.position = Math.min(position, length);
    this.nextLine += lines;
    return true;
  }

  /** The offset of the closing quote of a field; beyond the bytes when they do not contain it. */
  private closingQuote(from: number): number {
    const { bytes } = this;
    let close = from;
    while (close < bytes.length) {
      if (bytes[close] !== QUOTE) close++;
      else if (close + 1 < bytes.length && bytes[close + 1] === QUOTE) {
        this.hasDoubledQuotes = true;
        close += 2;
      } else if (close + 1 >= bytes.length && !this.isFinished) return bytes.length;
      else return close;
    }
    return bytes.length;
  }

  private endsField(code: number): boolean {
    return code === this.delimiter || code === LINE_FEED || code === CARRIAGE_RETURN;
  }

  private needsMore(length: number): false {
    if (length - this.rowStart > LONGEST_ROW) {
      this.line = this.nextLine;
      throw this.tooLong();
    }
    return false;
  }

  private tooLong(): Error {
    const start = textOf(this.bytes, this.rowStart, Math.min(this.rowStart + 200, this.bytes.length));
    return malformedRow(this.path, this.line, start, 'is longer than a megabyte, or has an unclosed quote');
  }

  private grow(): void {
    const [starts, ends] = [new Int32Array(this.starts.length * 2), new Int32Array(this.ends.length * 2)];
    starts.set(this.starts);
    ends.set(this.ends);
    this.starts = starts;
    this.ends = ends;
  }
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
}

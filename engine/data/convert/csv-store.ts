import { closeSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { dirname } from 'node:path';
import { RowKind } from '../../model/columns.ts';
import { EngineError } from '../../model/engine-error.ts';
import { DATA_ERRORS } from '../errors.ts';
import { malformedRow, openDataFile, unreadableFile } from '../formats/text-file.ts';
import { DAY } from '../time/calendar-math.ts';
import { formatDate, formatTimeOfDay, parseDateTime } from '../time/date-text.ts';
import { shownText } from '../formats/shown-text.ts';
import { NumberText, writeNumber } from './number-text.ts';
import { NUMBER_COLUMNS, placesOf, SeriesRowsBuilder, TEXT_COLUMNS } from './series-rows.ts';
import type { SeriesRows } from './series-rows.ts';
import { listSeriesFiles, seriesFormat, seriesPathIn } from './series-store.ts';
import type { SeriesStore, SeriesWriter, StoredSeries } from './series-store.ts';

const ROWS_PER_BATCH = 65_536;

/**
 * A folder with one CSV file per series, at `type/market/resolution/ticker.csv`: a header, wall-clock times
 * (`2013-10-07` or `2013-10-07 09:31:00`), unadjusted prices with their original decimal places.
 */
export class CsvStore implements SeriesStore {
  readonly format = 'csv';
  private readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  list(): readonly StoredSeries[] {
    return listSeriesFiles(this.root, 'csv');
  }

  *read(series: StoredSeries): Generator<SeriesRows> {
    const path = seriesPathIn(this.root, series, 'csv');
    const { kind } = seriesFormat(series);
    let reader: CsvLineReader | undefined;
    let number = 0;
    for (const lines of linesOf(path)) {
      for (const line of lines) {
        number++;
        const text = line.endsWith('\r') ? line.slice(0, -1) : line;
        if (text === '') continue;
        if (reader === undefined) reader = new CsvLineReader(kind, text, path);
        else reader.read(text, number);
      }
      if (reader !== undefined && reader.length >= ROWS_PER_BATCH) yield reader.take();
    }
    if (reader !== undefined && reader.length > 0) yield reader.take();
  }

  write(series: StoredSeries): SeriesWriter {
    return new CsvWriter(seriesPathIn(this.root, series, 'csv'), seriesFormat(series).kind);
  }
}

function header(kind: RowKind): string[] {
  return ['time', ...NUMBER_COLUMNS[kind], ...TEXT_COLUMNS[kind]];
}

class CsvWriter implements SeriesWriter {
  private readonly file: number;

  constructor(path: string, kind: RowKind) {
    mkdirSync(dirname(path), { recursive: true });
    this.file = openSync(path, 'wx');
    writeSync(this.file, `${header(kind).join(',')}\n`);
  }

  add(rows: SeriesRows): void {
    const lines: string[] = [];
    for (let row = 0; row < rows.length; row++) lines.push(lineOf(rows, row));
    if (lines.length > 0) writeSync(this.file, `${lines.join('\n')}\n`);
  }

  finish(): void {
    closeSync(this.file);
  }
}

function lineOf(rows: SeriesRows, row: number): string {
  const time = rows.time[row];
  const midnight = Math.floor(time / DAY) * DAY;
  let line = formatDate(midnight);
  if (time !== midnight) line += ` ${formatTimeOfDay(time - midnight)}`;
  for (let column = 0; column < rows.numbers.length; column++) {
    const value = rows.numbers[column][row];
    line += Number.isNaN(value) ? ',' : `,${writeNumber(value, placesOf(rows, row, column))}`;
  }
  for (const texts of rows.texts) line += `,${quoted(texts[row])}`;
  return line;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

class CsvLineReader {
  private builder: SeriesRowsBuilder;
  private readonly kind: RowKind;
  private readonly path: string;
  private readonly number = new NumberText();
  private readonly fieldCount: number;
  private readonly canMiss: boolean;

  /** @throws EngineError DATA_UNKNOWN_COLUMNS when the header is not that of a conversion */
  constructor(kind: RowKind, firstLine: string, path: string) {
    const wanted = header(kind).join(',');
    if (firstLine.replace(/^\u{FEFF}/u, '') !== wanted) {
      throw new EngineError(
        DATA_ERRORS.UNKNOWN_COLUMNS,
        `${path} does not start with the header ${wanted}. Write that header, or import files of another layout with \`engine data import\`.`,
        { data: { file: path } },
      );
    }
    this.kind = kind;
    this.path = path;
    this.builder = new SeriesRowsBuilder(kind);
    this.fieldCount = header(kind).length;
    this.canMiss = kind === RowKind.QuoteBar || kind === RowKind.QuoteTick;
  }

  get length(): number {
    return this.builder.length;
  }

  read(line: string, number: number): void {
    const fields = fieldsOf(line);
    if (fields.length !== this.fieldCount)
      throw malformedRow(this.path, number, line, `has ${fields.length} columns instead of ${this.fieldCount}`);
    const time = parseDateTime(fields[0]);
    if (time === undefined)
      throw malformedRow(this.path, number, line, 'does not start with yyyy-mm-dd or yyyy-mm-dd HH:mm:ss');
    this.builder.begin(time);
    const count = NUMBER_COLUMNS[this.kind].length;
    for (let column = 0; column < count; column++) {
      const text = fields[column + 1];
      if (text === '' && this.canMiss) continue;
      if (!this.number.read(text))
        throw malformedRow(this.path, number, line, `has ${shownText(text)} as ${NUMBER_COLUMNS[this.kind][column]}`);
      this.builder.setNumber(column, this.number.value, this.number.places);
    }
    for (let column = 0; column < TEXT_COLUMNS[this.kind].length; column++)
      this.builder.setText(column, fields[count + 1 + column]);
  }

  /** The rows since the last call. */
  take(): SeriesRows {
    const rows = this.builder.rows();
    this.builder = new SeriesRowsBuilder(this.kind);
    return rows;
  }
}

function fieldsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, inner, plain]) =>
    inner === undefined ? plain : inner.replaceAll('""', '"'),
  );
}

const PIECE = 1 << 20;
/** No row of prices is longer; what is would take memory without end. */
const LONGEST_LINE = 1 << 20;

/**
 * The lines of a text, in batches of one chunk of the file.
 * @throws EngineError DATA_FILE_UNREADABLE, DATA_MALFORMED_ROW for a line that is longer than any row
 */
function* linesOf(path: string): Generator<readonly string[]> {
  const decoder = new StringDecoder('utf8');
  const bytes = Buffer.alloc(PIECE);
  let file = -1;
  let rest = '';
  let count = 0;
  try {
    file = openReadable(path);
    for (let length = readPiece(file, bytes, path); length > 0; length = readPiece(file, bytes, path)) {
      const lines = (rest + decoder.write(bytes.subarray(0, length))).split('\n');
      rest = lines.pop() ?? '';
      count += lines.length;
      if (rest.length > LONGEST_LINE) throw malformedRow(path, count + 1, rest, 'is longer than a megabyte');
      yield lines;
    }
  } finally {
    if (file >= 0) closeSync(file);
  }
  if (rest !== '') yield [rest];
}

function openReadable(path: string): number {
  try {
    return openDataFile(path);
  } catch (cause) {
    throw cause instanceof EngineError ? cause : unreadableFile(path, cause);
  }
}

function readPiece(file: number, bytes: Buffer, path: string): number {
  try {
    return readSync(file, bytes);
  } catch (cause) {
    throw unreadableFile(path, cause);
  }
}

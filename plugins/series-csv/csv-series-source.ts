import { basename, resolve } from 'node:path';
import {
  DateReader,
  DelimitedRows,
  EngineError,
  readFileIfThere,
  type SeriesColumns,
  type SeriesRequest,
  type SeriesSource,
} from 'tradewright/plugin';
import { SERIES_CSV_ERRORS } from './errors.ts';

const UNITS = { d: 86_400_000, h: 3_600_000, m: 60_000 } as const;
const LAG = /^(\d+(?:\.\d+)?)([dhm])$/;
const TIMES = ['asof', 'as_of', 'date', 'time', 'timestamp', 'observation_date'];
const PUBLICATIONS = new Set(['publishedat', 'published_at', 'published', 'released', 'realtime_start']);
/** Columns of a vintage file that are neither times nor values. */
const IGNORED = new Set(['realtime_end']);
const BYTE_ORDER_MARK = '\u{FEFF}';

/** Positions of the columns in a row; without a column of publication times the lag applies. */
interface Columns {
  readonly time: number;
  readonly published: number | undefined;
  readonly value: number;
}

/**
 * A column of a CSV file as a series, with a column of publication times or a lag from a value's time to its
 * publication.
 */
export class CsvSeriesSource implements SeriesSource {
  private readonly path: string;
  private readonly name: string;
  private readonly column: string | undefined;
  /** Milliseconds. */
  private readonly lag: number | undefined;

  /** @throws EngineError SERIES_CSV_BAD_PARTS */
  constructor({ name, folder }: SeriesRequest, [file = '', column = '', lag = '', ...rest]: readonly string[]) {
    if (file === '' || rest.length > 0) throw badParts(name, `"csv:${[file, column, lag, ...rest].join(',')}"`);
    this.name = name;
    this.path = resolve(folder, file);
    this.column = column === '' ? undefined : column;
    this.lag = lag === '' ? undefined : lagOf(name, lag);
  }

  /** @throws EngineError with file and line */
  read(): SeriesColumns {
    const bytes = readFileIfThere(this.path);
    if (bytes === undefined)
      throw new EngineError(
        SERIES_CSV_ERRORS.FILE_MISSING,
        `The file ${this.path} of the series "${this.name}" does not exist. ${SERIES_CSV_ERRORS.FILE_MISSING.remedy}`,
        { data: { series: this.name, file: this.path } },
      );
    const rows = new DelimitedRows(this.path, ',');
    rows.feed(bytes);
    rows.finish();
    if (!rows.next()) throw this.badColumns('is empty');
    const columns = this.columnsOf(rows.texts());
    const found: { value: number; asOf: number; publishedAt: number }[] = [];
    const times = new DateReader('yyyy-mm-dd');
    while (rows.next()) {
      const text = rows.text(columns.value);
      if (text === '' || text === '.') continue;
      const asOf = this.time(times, rows, columns.time);
      const published = columns.published;
      const publishedAt = published === undefined ? asOf + (this.lag ?? 0) : this.time(times, rows, published);
      found.push({ value: this.number(rows, text), asOf, publishedAt });
    }
    found.sort((a, b) => a.publishedAt - b.publishedAt || a.asOf - b.asOf);
    return {
      value: Float64Array.from(found, ({ value }) => value),
      asOf: Float64Array.from(found, ({ asOf }) => asOf),
      publishedAt: Float64Array.from(found, ({ publishedAt }) => publishedAt),
    };
  }

  private columnsOf(header: readonly string[]): Columns {
    const names = header.map((name) => name.replace(BYTE_ORDER_MARK, '').trim());
    const lower = names.map((name) => name.toLowerCase());
    const time = lower.findIndex((name) => TIMES.includes(name));
    const place = lower.findIndex((name) => PUBLICATIONS.has(name));
    const published = place < 0 ? undefined : place;
    if (time < 0) throw this.badColumns(`has no column of times (${TIMES.join(', ')}) among ${names.join(', ')}`);
    if (published === undefined && this.lag === undefined)
      throw this.badColumns('has no publication times, and without them or a lag a run would see its values too early');
    if (published !== undefined && this.lag !== undefined)
      throw this.badColumns(`has publication times (${names[published]}), so a lag is not allowed`);
    const isValue = (at: number): boolean => at !== time && at !== published && !IGNORED.has(lower[at]);
    const candidates = names.map((_, at) => at).filter(isValue);
    const value =
      this.column === undefined
        ? (candidates.find((at) => lower[at] === 'value') ?? (candidates.length === 1 ? candidates[0] : -1))
        : lower.indexOf(this.column.toLowerCase());
    if (value >= 0 && isValue(value)) return { time, published, value };
    const shown = candidates.map((at) => names[at]).join(', ') || 'none';
    throw this.badColumns(
      this.column === undefined
        ? `has several columns of values (${shown}); write one of them after the file`
        : `has no column of values "${this.column}"; it has ${shown}`,
    );
  }

  private time(times: DateReader, rows: DelimitedRows, column: number): number {
    const text = rows.text(column);
    if (times.read(text)) return Number.isNaN(times.offset) ? times.local : times.local - times.offset;
    throw this.badRow(rows, `the time "${text.slice(0, 60)}"`);
  }

  private number(rows: DelimitedRows, text: string): number {
    const value = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text) ? Number(text) : NaN;
    if (Number.isFinite(value)) return value;
    throw this.badRow(rows, `the value "${text.slice(0, 60)}"`);
  }

  private badRow({ line }: DelimitedRows, found: string): EngineError {
    return new EngineError(
      SERIES_CSV_ERRORS.BAD_ROW,
      `Line ${line} of ${this.path} has ${found}. ${SERIES_CSV_ERRORS.BAD_ROW.remedy}`,
      { data: { series: this.name, file: this.path, line } },
    );
  }

  private badColumns(found: string): EngineError {
    return new EngineError(
      SERIES_CSV_ERRORS.BAD_COLUMNS,
      `The file ${basename(this.path)} of the series "${this.name}" ${found}. ${SERIES_CSV_ERRORS.BAD_COLUMNS.remedy}`,
      { data: { series: this.name, file: this.path } },
    );
  }
}

function lagOf(name: string, text: string): number {
  const [, count, unit] = LAG.exec(text) ?? [];
  if (count === undefined) throw badParts(name, `the lag "${text}"`);
  return Number(count) * UNITS[unit as keyof typeof UNITS];
}

function badParts(name: string, found: string): EngineError {
  return new EngineError(
    SERIES_CSV_ERRORS.BAD_PARTS,
    `The series "${name}" was given ${found}. ${SERIES_CSV_ERRORS.BAD_PARTS.remedy}`,
    { data: { series: name } },
  );
}

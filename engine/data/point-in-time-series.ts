import type { SeriesColumns } from '../api/series-source.ts';
import { EngineError } from '../model/engine-error.ts';
import { DATA_ERRORS } from './errors.ts';
import { formatDateTime } from './time/date-text.ts';

/** A series that at each instant shows only the values published by then. Immutable, so that runs can share it. */
export class PointInTimeSeries {
  readonly name: string;
  readonly columns: SeriesColumns;
  /** For each row the newest value up to it: the one with the latest `asOf`, of equal ones the last published. */
  private readonly newest: Int32Array;

  /** @throws EngineError DATA_BAD_SERIES for columns of different lengths, rows out of order, and invalid times or values */
  constructor(name: string, columns: SeriesColumns) {
    this.name = name;
    this.columns = columns;
    const { value, asOf, publishedAt } = columns;
    if (value.length !== asOf.length || value.length !== publishedAt.length)
      throw badSeries(
        name,
        `has ${value.length} values, ${asOf.length} as-of and ${publishedAt.length} publication times`,
      );
    this.newest = new Int32Array(value.length);
    for (let row = 0; row < value.length; row++) {
      if (!Number.isFinite(value[row]) || !isTime(asOf[row]) || !isTime(publishedAt[row]))
        throw badSeries(name, `has an invalid value or time in row ${row + 1}`);
      if (row > 0 && publishedAt[row] < publishedAt[row - 1])
        throw badSeries(name, `has row ${row + 1}, published ${formatDateTime(publishedAt[row])}, after a later one`);
      const before = row === 0 ? 0 : this.newest[row - 1];
      this.newest[row] = asOf[row] >= asOf[before] ? row : before;
    }
  }

  get length(): number {
    return this.newest.length;
  }

  /** Number of rows that were published by an instant. */
  publishedBy(utc: number): number {
    const { publishedAt } = this.columns;
    let low = 0;
    let high = publishedAt.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (publishedAt[middle] <= utc) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The row of the newest value among the first `published` rows; -1 without one. */
  newestOf(published: number): number {
    return published === 0 ? -1 : this.newest[published - 1];
  }

  /** The rows of the last `count` values known at an instant, oldest first: the newest revision for each `asOf`. */
  history(utc: number, count: number): number[] {
    const published = this.publishedBy(utc);
    const { asOf } = this.columns;
    const latest = new Map<number, number>();
    for (let row = 0; row < published; row++) latest.set(asOf[row], row);
    const rows = [...latest.values()].sort((a, b) => asOf[a] - asOf[b]);
    return count < rows.length ? rows.slice(rows.length - count) : rows;
  }
}

function isTime(utc: number): boolean {
  return Number.isFinite(utc) && Math.abs(utc) <= 8.64e15;
}

function badSeries(name: string, found: string): EngineError {
  return new EngineError(DATA_ERRORS.BAD_SERIES, `The series "${name}" ${found}. ${DATA_ERRORS.BAD_SERIES.remedy}`, {
    data: { series: name },
  });
}

import type { PointInTimeSeries } from '../data/point-in-time-series.ts';
import { EngineError } from '../model/engine-error.ts';
import { RUNTIME_ERRORS } from './errors.ts';

/** One value of a series. Times are UTC instants. */
export interface SeriesValue {
  readonly value: number;
  /** The instant that the value refers to. */
  readonly asOf: number;
  /** The instant of publication, from which on the value is visible. */
  readonly publishedAt: number;
}

/** Position of the clock in one series. */
interface Cursor {
  readonly series: PointInTimeSeries;
  utc: number;
  published: number;
}

/** Series of a run other than bars, by name. Reads only see values published up to the run's clock. */
export class SeriesBook {
  private readonly clock: { readonly utc: number };
  private readonly cursors = new Map<string, Cursor>();

  constructor(clock: { readonly utc: number }, series: readonly PointInTimeSeries[]) {
    this.clock = clock;
    for (const one of series) this.cursors.set(one.name, { series: one, utc: -Infinity, published: 0 });
  }

  /** Names of all series of the run. */
  get names(): readonly string[] {
    return [...this.cursors.keys()];
  }

  /** Whether a value of the series has been published. @throws EngineError RUN_UNKNOWN_SERIES */
  has(name: string): boolean {
    return this.rowOf(this.cursor(name)) >= 0;
  }

  /** The latest published value, or undefined before the first. @throws EngineError RUN_UNKNOWN_SERIES */
  get(name: string): SeriesValue | undefined {
    const cursor = this.cursor(name);
    const row = this.rowOf(cursor);
    return row < 0 ? undefined : valueAt(cursor.series, row);
  }

  /** The latest published value as a number; NaN before the first. @throws EngineError RUN_UNKNOWN_SERIES */
  value(name: string): number {
    const cursor = this.cursor(name);
    const row = this.rowOf(cursor);
    return row < 0 ? NaN : cursor.series.columns.value[row];
  }

  /** The last `count` values by `asOf` as currently known, oldest first. @throws EngineError RUN_UNKNOWN_SERIES */
  history(name: string, count: number): SeriesValue[] {
    const { series } = this.cursor(name);
    return series.history(this.clock.utc, count).map((row) => valueAt(series, row));
  }

  private cursor(name: string): Cursor {
    const cursor = this.cursors.get(name);
    if (cursor !== undefined) return cursor;
    const known = this.names.length === 0 ? 'it has none' : `it has ${this.names.join(', ')}`;
    throw new EngineError(
      RUNTIME_ERRORS.UNKNOWN_SERIES,
      `The run has no series "${name}"; ${known}. ${RUNTIME_ERRORS.UNKNOWN_SERIES.remedy}`,
      { data: { series: name } },
    );
  }

  private rowOf(cursor: Cursor): number {
    const { utc } = this.clock;
    const { series } = cursor;
    const { publishedAt } = series.columns;
    if (utc < cursor.utc) cursor.published = series.publishedBy(utc);
    else while (cursor.published < series.length && publishedAt[cursor.published] <= utc) cursor.published++;
    cursor.utc = utc;
    return series.newestOf(cursor.published);
  }
}

function valueAt({ columns }: PointInTimeSeries, row: number): SeriesValue {
  return { value: columns.value[row], asOf: columns.asOf[row], publishedAt: columns.publishedAt[row] };
}

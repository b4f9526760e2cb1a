import type { DataSource, RowReader, RowRequest } from '../../api/data-source.ts';
import { rowsWithin } from '../../data/formats/row-slices.ts';
import type { DataSet } from '../../data/inspection/data-set.ts';
import { addDays } from '../../data/time/calendar-math.ts';
import { RowKind } from '../../model/columns.ts';
import type { RowColumns } from '../../model/columns.ts';
import { TickType } from '../../model/data-kinds.ts';
import { EngineError } from '../../model/engine-error.ts';
import type { Resolution } from '../../model/resolution.ts';
import { SecurityType } from '../../model/security-type.ts';
import { HOST_ERRORS } from '../errors.ts';

/** Trade bars of one instrument as in-memory columns, oldest first. */
export interface BarSeries {
  readonly ticker: string;
  /** Defaults to equity. */
  readonly securityType?: SecurityType;
  /** Defaults to `usa`. */
  readonly market?: string;
  readonly resolution: Resolution;
  /**
   * Starts of the bars, ascending: milliseconds of the wall clock of the data's time zone (New York for US equities,
   * UTC for crypto), as `Date.UTC(2026, 0, 5, 9, 30)` gives for half past nine there. Daily bars start at midnight.
   */
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** Without it bars have no volume. */
  readonly volume?: Float64Array;
}

/** Maximum number of decimal places of prices. */
const MOST_PLACES = 8;
const NO_ROWS: RowReader = { next: () => undefined };

/**
 * Data source over columns, without copying: they must not change while the session is open. It has no corporate
 * actions.
 */
export class BarColumnsSource implements DataSource {
  readonly name = 'columns';
  private readonly series = new Map<string, RowColumns>();
  private readonly sets: DataSet[] = [];

  /** @throws EngineError HOST_BAD_COLUMNS for columns that are not valid bars */
  constructor(all: readonly BarSeries[]) {
    for (const series of all) {
      const key = keyOf(series);
      if (this.series.has(key)) throw badColumns(series, 'is there twice');
      this.series.set(key, columnsOf(series));
      const { ticker, securityType = SecurityType.Equity, market = 'usa', resolution } = series;
      const name = { ticker: ticker.toUpperCase(), securityType, market: market.toLowerCase(), resolution };
      this.sets.push({ ...name, tickType: TickType.Trade, files: [] });
    }
  }

  open({ symbol, resolution, tickType, fromDate, toDate }: RowRequest): RowReader {
    if (tickType !== TickType.Trade) return NO_ROWS;
    const { ticker, securityType, market } = symbol;
    const columns = this.series.get(keyOf({ ticker, securityType, market, resolution }));
    if (columns === undefined) return NO_ROWS;
    let rows: RowColumns | undefined = rowsWithin(columns, fromDate, addDays(toDate, 1));
    return {
      next() {
        const given = rows;
        rows = undefined;
        return given === undefined || given.length === 0 ? undefined : given;
      },
    };
  }

  /** The available series, for messages; none is in a file. */
  dataSets(): readonly DataSet[] {
    return this.sets;
  }

  factorRows(): readonly [] {
    return [];
  }

  mapRows(): readonly [] {
    return [];
  }
}

type SeriesName = Pick<BarSeries, 'ticker' | 'securityType' | 'market' | 'resolution'>;

function keyOf({ ticker, securityType = SecurityType.Equity, market = 'usa', resolution }: SeriesName): string {
  return `${securityType}/${market.toLowerCase()}/${ticker.toUpperCase()}@${resolution}`;
}

function columnsOf(series: BarSeries): RowColumns {
  const { time, open, high, low, close } = series;
  const { length } = time;
  const volume = series.volume ?? new Float64Array(length);
  for (const [name, column] of Object.entries({ open, high, low, close, volume }))
    if (column.length !== length)
      throw badColumns(series, `has ${length} times and ${column.length} values in ${name}`);
  for (let row = 0; row < length; row++) {
    if (!Number.isFinite(time[row])) throw badColumns(series, `has no time in row ${row}`);
    if (row > 0 && time[row] <= time[row - 1])
      throw badColumns(series, `has a time in row ${row} that does not ascend`);
    for (const [name, column] of Object.entries({ open, high, low, close, volume }))
      if (!Number.isFinite(column[row])) throw badColumns(series, `has no number in row ${row} of ${name}`);
  }
  const scales = placesOf([open, high, low, close]);
  return { kind: RowKind.TradeBar, length, time, values: [open, high, low, close, volume], scales };
}

/** The number of decimal places that represents all prices exactly. */
function placesOf(columns: readonly Float64Array[]): number {
  let places = 0;
  for (const column of columns) {
    for (const value of column) {
      while (places < MOST_PLACES && Number(value.toFixed(places)) !== value) places++;
      if (places === MOST_PLACES) return places;
    }
  }
  return places;
}

function badColumns(series: SeriesName, what: string): EngineError {
  return new EngineError(
    HOST_ERRORS.BAD_COLUMNS,
    `The series ${keyOf(series)} ${what}. ${HOST_ERRORS.BAD_COLUMNS.remedy}`,
    { data: { series: keyOf(series) } },
  );
}

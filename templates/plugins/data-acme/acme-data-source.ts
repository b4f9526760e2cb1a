import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  addDays,
  DATA_ERRORS,
  type DataSource,
  EngineError,
  type FactorRow,
  type MapRow,
  Resolution,
  type RowColumns,
  RowKind,
  type RowReader,
  type RowRequest,
  rowsWithin,
  SecurityType,
  TickType,
} from 'tradewright/plugin';

/** One day of a file. */
interface Day {
  /** yyyy-mm-dd. */
  readonly date: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

const FIELDS = ['open', 'high', 'low', 'close', 'volume'] as const;

/** Assumed decimal places of prices. */
const PLACES = 4;

/** Daily prices of US equities from `TICKER.json`: `[{ "date": "2004-01-02", "open": 10, … }, …]`, the oldest first. */
export class AcmeDataSource implements DataSource {
  readonly name = 'acme';
  private readonly folder: string;
  private readonly market: string;

  constructor(folder: string, market = 'usa') {
    this.folder = folder;
    this.market = market;
  }

  /** A missing file gives no rows. @throws EngineError for a malformed file */
  open({ symbol, resolution, tickType, fromDate, toDate }: RowRequest): RowReader {
    const file = join(this.folder, `${symbol.ticker}.json`);
    const isHeld =
      symbol.securityType === SecurityType.Equity &&
      symbol.market === this.market &&
      resolution === Resolution.Daily &&
      tickType === TickType.Trade &&
      existsSync(file);
    let rows: RowColumns | undefined = isHeld ? rowsWithin(columnsOf(file), fromDate, addDays(toDate, 1)) : undefined;
    return {
      next() {
        const given = rows;
        rows = undefined;
        return given === undefined || given.length === 0 ? undefined : given;
      },
    };
  }

  /** Empty: prices are used unchanged, without factors for splits and dividends. */
  factorRows(): readonly FactorRow[] {
    return [];
  }

  /** Empty: tickers are those of the files. */
  mapRows(): readonly MapRow[] {
    return [];
  }
}

function columnsOf(file: string): RowColumns {
  const days = daysOf(file);
  return {
    kind: RowKind.TradeBar,
    length: days.length,
    time: Float64Array.from(days, ({ date }) => Date.parse(date)),
    values: FIELDS.map((field) => Float64Array.from(days, (day) => day[field])),
    scales: PLACES,
  };
}

function daysOf(file: string): readonly Day[] {
  let days: unknown;
  try {
    days = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw malformed(file, 'it is not JSON', cause);
  }
  if (!Array.isArray(days)) throw malformed(file, 'it is not a list of days');
  let before = '';
  for (const [index, day] of (days as readonly Partial<Day>[]).entries()) {
    const field = FIELDS.find((name) => !Number.isFinite(day[name]));
    if (field !== undefined) throw malformed(file, `day ${index + 1} has no number for ${field}`);
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day.date ?? '')) throw malformed(file, `day ${index + 1} has no date`);
    if (`${day.date}` <= before) throw malformed(file, `day ${index + 1} is not later than day ${index}`);
    before = `${day.date}`;
  }
  return days as readonly Day[];
}

function malformed(file: string, problem: string, cause?: unknown): EngineError {
  return new EngineError(DATA_ERRORS.MALFORMED_ROW, `${file} cannot be read: ${problem}. Correct the file.`, {
    data: { file },
    cause,
  });
}

import type { DataSource, RowReader, RowRequest } from '../api/data-source.ts';
import { RowKind } from '../model/columns.ts';
import type { RowColumns } from '../model/columns.ts';
import { TickType } from '../model/data-kinds.ts';
import type { Resolution } from '../model/resolution.ts';

const DAY = 86_400_000;
/** Assumed number of decimal places of prices in tests. */
const PRICE_PLACES = 4;

/** One bar in the notation of tests; its start is in wall-clock milliseconds of the data's time zone. */
export interface MemoryBar {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** Trade bars by ticker in memory; without splits, dividends and ticker changes. */
export class MemoryDataSource implements DataSource {
  readonly name = 'memory';
  private readonly bars: Readonly<Record<string, readonly MemoryBar[]>>;
  private readonly resolution: Resolution;

  /** @param bars in chronological order, all of one resolution, the only one that the source has */
  constructor(bars: Readonly<Record<string, readonly MemoryBar[]>>, resolution: Resolution) {
    this.bars = bars;
    this.resolution = resolution;
  }

  open({ symbol, resolution, tickType, fromDate, toDate }: RowRequest): RowReader {
    const isHeld = resolution === this.resolution && tickType === TickType.Trade;
    const bars = (isHeld ? this.bars[symbol.ticker] : undefined) ?? [];
    let rows: RowColumns | undefined = columnsOf(bars.filter(({ time }) => time >= fromDate && time < toDate + DAY));
    return {
      next() {
        const given = rows;
        rows = undefined;
        return given === undefined || given.length === 0 ? undefined : given;
      },
    };
  }

  factorRows(): readonly [] {
    return [];
  }

  mapRows(): readonly [] {
    return [];
  }
}

function columnsOf(bars: readonly MemoryBar[]): RowColumns {
  const column = (read: (bar: MemoryBar) => number): Float64Array => Float64Array.from(bars, read);
  return {
    kind: RowKind.TradeBar,
    length: bars.length,
    time: column(({ time }) => time),
    values: [
      column(({ open }) => open),
      column(({ high }) => high),
      column(({ low }) => low),
      column(({ close }) => close),
      column(({ volume }) => volume),
    ],
    scales: PRICE_PLACES,
  };
}

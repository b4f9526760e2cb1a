import { listData } from '../../data/inspection/list-data.ts';
import { parseBenchmark } from '../../host/benchmark.ts';
import { dateText } from '../../host/dates.ts';
import { withDataSource } from '../../host/open-data-source.ts';
import { openProject } from '../../host/project.ts';
import { Session } from '../../host/session/open-session.ts';
import { EngineError } from '../../model/engine-error.ts';
import { Resolution } from '../../model/resolution.ts';
import { Algorithm } from '../../runtime/algorithm.ts';
import { inspectable } from '../data-flags.ts';
import { CLI_ERRORS } from '../errors.ts';

/** Where daily closes are read from. */
export interface ClosesWish {
  readonly workingFolder: string;
  readonly data?: string;
  readonly dataSource?: string;
  readonly start?: string;
  readonly end?: string;
  /** Texts such as `SPY` or `index/usa/SPX`. */
  readonly symbols: readonly string[];
}

/** Adjusted daily closes on the days that all symbols have, oldest first. */
export interface DailyCloses {
  readonly symbols: readonly string[];
  /** yyyy-mm-dd. */
  readonly dates: readonly string[];
  readonly closes: readonly Float64Array[];
}

/** Reads daily closes as a strategy would see them. @throws EngineError for symbols without daily bars */
export async function readDailyCloses(wish: ClosesWish): Promise<DailyCloses> {
  const { workingFolder, data, dataSource, symbols } = wish;
  const named = symbols.map((symbol) => parseBenchmark(symbol));
  const span = await spanOf(wish, new Set(named.map(({ ticker }) => ticker)));
  const byDate = new Map<string, number[]>();
  class Reader extends Algorithm {
    readonly read = named.map(({ securityType, ticker, market }) =>
      this.addSecurity(securityType, ticker, { market, resolution: Resolution.Daily, fillForward: false }),
    );

    override onData(): void {
      const date = dateText(this.time);
      for (const [index, security] of this.read.entries()) {
        const bar = this.currentSlice.bars.get(security);
        if (bar === undefined) continue;
        const row = byDate.get(date) ?? named.map(() => NaN);
        row[index] = bar.close;
        byDate.set(date, row);
      }
    }
  }
  const session = new Session({ workingFolder, data, dataSource });
  try {
    await session.run({ strategy: Reader, ...span });
  } finally {
    await session.close();
  }
  const whole = [...byDate].filter(([, row]) => row.every((close) => close > 0)).sort(([a], [b]) => (a < b ? -1 : 1));
  if (whole.length < 3) {
    throw new EngineError(
      CLI_ERRORS.BAD_FLAG_VALUE,
      `${symbols.join(', ')} have ${whole.length} common days from ${span.start} to ${span.end}. Name symbols and dates with daily bars; engine data list shows them.`,
    );
  }
  return {
    symbols,
    dates: whole.map(([date]) => date),
    closes: symbols.map((_, index) => Float64Array.from(whole, ([, row]) => row[index])),
  };
}

/** Logarithmic returns of closes. */
export function returnsOf(closes: Float64Array): Float64Array {
  return Float64Array.from({ length: closes.length - 1 }, (_, i) => Math.log(closes[i + 1] / closes[i]));
}

/** The days of the flags, and otherwise those of the data. */
async function spanOf(wish: ClosesWish, tickers: ReadonlySet<string>): Promise<{ start: string; end: string }> {
  const { workingFolder, data, dataSource, start, end } = wish;
  if (start !== undefined && end !== undefined) return { start, end };
  const found = await withDataSource(openProject(workingFolder), { data, dataSource }, ({ source }) =>
    listData(inspectable(source), (set) => tickers.has(set.ticker) && set.resolution === Resolution.Daily),
  );
  const first = Math.min(...found.map((one) => one.first).filter(Number.isFinite));
  const last = Math.max(...found.map((one) => one.last).filter(Number.isFinite));
  if (!(last >= first)) {
    throw new EngineError(
      CLI_ERRORS.BAD_FLAG_VALUE,
      `The data have no daily bars of ${[...tickers].join(', ')}. engine data list shows what they have.`,
    );
  }
  return { start: start ?? dateText(first), end: end ?? dateText(last) };
}

import { Algorithm, type AlgorithmHost, Resolution, type Slice, type StaleData } from 'tradewright';
import { RecordLog } from 'tradewright/plugin';
import { MemoryDataSource, type MemoryBar } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { SymbolPropertiesDatabase } from '../../engine/data/symbol-properties.ts';
import { BuiltInMarketHoursDatabase } from '../../engine/data/time/built-in-market-hours.ts';
import { NEW_YORK, TimeZone } from '../../engine/data/time/time-zone.ts';
import { Journal } from '../../engine/live/journal.ts';
import { JOURNAL_FORMAT } from '../../engine/live/journal-records.ts';
import { LiveRun } from '../../engine/live/live-run.ts';
import { runBacktest } from '../../engine/runtime/backtest.ts';
import type { BacktestRequest, BacktestResult } from '../../engine/runtime/run-request.ts';
import { ConstantRiskFreeInterestRate } from '../../engine/statistics/interest-rate.ts';
import { MemoryLiveFeed, type MemoryFeedWish } from '../../engine/testkit/memory-live-feed.ts';
import { SimulatedClock } from '../../engine/testkit/simulated-clock.ts';
import { PaperBrokerage } from '../../plugins/brokerage-paper/paper-brokerage.ts';
import { CrashFiles } from './crash-files.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const NY = TimeZone.of(NEW_YORK);
/** Monday to Wednesday; the run starts on Tuesday and warms up on Monday's rows. */
const MONDAY = Date.UTC(2026, 10, 9);
const START = MONDAY + DAY;
const END = MONDAY + 2 * DAY;

/** Minute bars of three sessions, wall clocks of New York; BBB does not trade in every minute. */
function bars(seed: number, skips: number): MemoryBar[] {
  let price = 100;
  let state = seed;
  const random = (): number => (state = (state * 48_271) % 0x7fff_ffff) / 0x7fff_ffff;
  const made: MemoryBar[] = [];
  for (let day = MONDAY; day <= END; day += DAY) {
    for (let minute = 570; minute < 960; minute++) {
      const open = price;
      price = Math.max(5, Math.round((price + random() - 0.5) * 100) / 100);
      const [low, high] = [Math.min(open, price), Math.max(open, price)];
      if (minute > 575 && random() < skips) continue;
      made.push({ time: day + minute * MINUTE, open, high, low, close: price, volume: Math.round(random() * 1000) });
    }
  }
  return made;
}

const LOCAL = { AAA: bars(11, 0), BBB: bars(12, 0.3) };
const UTC = Object.fromEntries(
  Object.entries(LOCAL).map(([ticker, rows]) => [ticker, rows.map((bar) => ({ ...bar, time: NY.toUtc(bar.time) }))]),
);
/** The instant of a New York wall clock of the first day of the run. */
const on = (hour: number, minute: number, day = START): number => NY.toUtc(day + (hour * 60 + minute) * MINUTE);

interface Seen {
  readonly rows: string[];
  readonly stale: string[];
  /** Bars that the averages took, repeated ones included. */
  readonly samples: number[];
  liveMode: boolean | undefined;
}

/** Crosses of two averages on two symbols; the rows that it saw. */
class Crosser extends Algorithm {
  readonly seen: Seen;
  readonly pairs = ['AAA', 'BBB'].map((ticker) => {
    const security = this.addEquity(ticker, Resolution.Minute);
    const { symbol } = security;
    return { security, symbol, fast: this.indicators.sma(symbol, 5), slow: this.indicators.sma(symbol, 20) };
  });

  constructor(host: AlgorithmHost, seen: Seen) {
    super(host);
    this.seen = seen;
    seen.liveMode = this.liveMode;
    this.setBenchmark(() => 1);
    this.setWarmUp({ bars: 30 });
  }

  override onData(slice: Slice): void {
    for (const { security, symbol, fast, slow } of this.pairs) {
      const bar = slice.bars.get(symbol);
      if (bar === undefined) continue;
      this.seen.rows.push(`${symbol.ticker} ${bar.endTime} ${bar.close} ${bar.isFillForward}`);
      if (this.isWarmingUp || !slow.isReady) continue;
      const wanted = fast.value > slow.value ? 100 : 0;
      const held = security.holdings.quantity;
      if (wanted !== held) this.marketOrder(symbol, wanted - held);
    }
  }

  override onEndOfAlgorithm(): void {
    this.seen.samples.push(...this.pairs.map(({ slow }) => slow.samples));
  }

  override onDataStale({ symbol, isStale }: StaleData): void {
    const security = this.pairs.find((pair) => pair.symbol === symbol)?.security;
    this.seen.stale.push(`${symbol.ticker} ${isStale} ${this.utcTime} ${security?.isStale}`);
  }
}

function requestOf(seen: Seen): BacktestRequest {
  return {
    createAlgorithm: (host) => new Crosser(host, seen),
    dataSource: new MemoryDataSource(LOCAL, Resolution.Minute),
    marketHours: new BuiltInMarketHoursDatabase(),
    symbolProperties: SymbolPropertiesDatabase.fromText(),
    interestRates: ConstantRiskFreeInterestRate.default,
    cash: 100_000,
    startDate: START,
    endDate: END,
  };
}

const nothingSeen = (): Seen => ({ rows: [], stale: [], samples: [], liveMode: undefined });
const HEADER = { type: 'run', format: JOURNAL_FORMAT, run: 'present', runId: 'twpresent', plan: {} } as const;

interface Wish extends MemoryFeedWish {
  /** Where the run of an earlier process was cut off; its files. */
  readonly files?: CrashFiles;
  /** The real time at which this process starts. */
  readonly now?: number;
}

interface Live {
  readonly result: BacktestResult;
  readonly seen: Seen;
  readonly feed: MemoryLiveFeed;
  readonly files: CrashFiles;
  readonly clock: SimulatedClock;
}

async function live({ files = new CrashFiles(), now = NY.toUtc(START), ...wish }: Wish = {}): Promise<Live> {
  const seen = nothingSeen();
  const clock = new SimulatedClock(now);
  const feed = new MemoryLiveFeed(UTC, clock, wish);
  const run = new LiveRun({
    ...requestOf(seen),
    startUtc: NY.toUtc(START),
    brokerage: new PaperBrokerage(() => new RecordLog(files.account)),
    journal: new Journal(new RecordLog(files.journal), HEADER),
    feed,
    clock,
  });
  lastClock = clock;
  const { result } = await run.execute();
  return { result, seen, feed, files, clock };
}
let lastClock = new SimulatedClock(0);

const fills = ({ orderEvents }: BacktestResult): string[] =>
  orderEvents
    .filter((event) => event.isFill)
    .map(({ symbol, utcTime, fillPrice, fillQuantity }) => `${symbol.ticker} ${utcTime} ${fillPrice} ${fillQuantity}`);

const backtested = nothingSeen();
const backtest = await runBacktest(requestOf(backtested));
const undisturbed = await live({ delay: 1_000 });

describe('a run with present data', () => {
  it('sees the rows of a backtest over the same days, and places its orders', () => {
    expect(undisturbed.result.status).toBe('completed');
    expect(undisturbed.seen.liveMode).toBe(true);
    expect(backtested.rows.length).toBeGreaterThan(1_500);
    expect(undisturbed.seen.rows).toEqual(backtested.rows);
    expect(fills(undisturbed.result).length).toBeGreaterThan(50);
    expect(undisturbed.seen.stale.filter((line) => line.startsWith('AAA'))).toEqual([]);
    expect(fills(undisturbed.result)).toEqual(fills(backtest));
  });

  it('takes no row twice where the feed repeats them', async () => {
    const { seen, result } = await live({ delay: 1_000, times: 3 });
    expect(seen.rows).toEqual(backtested.rows);
    expect(fills(result)).toEqual(fills(backtest));
  });

  it('back-fills a noticed interruption before it goes on', async () => {
    const outage = { fromUtc: on(11, 0) + 500, toUtc: on(11, 20) + 500, isNoticed: true };
    const { seen, feed } = await live({ delay: 1_000, outages: [outage] });
    // rows of past minutes come in one instant, and the slice has the newest
    expect(seen.samples).toEqual(backtested.samples);
    expect(seen.rows.every((row) => backtested.rows.includes(row))).toBe(true);
    expect(
      feed.requests.some(({ fromUtc, toUtc }) => fromUtc === on(11, 0) - MINUTE && toUtc === on(11, 20) + 500),
    ).toBe(true);
  });

  it('tells the strategy that rows do not come, and that they come again', async () => {
    const outage = { fromUtc: on(11, 0) + 500, toUtc: on(11, 20) + 500, isNoticed: false };
    const { seen } = await live({ delay: 1_000, outages: [outage] });
    expect(seen.stale.filter((line) => line.startsWith('AAA'))).toEqual([
      `AAA true ${on(11, 3)} true`,
      `AAA false ${on(11, 20) + 1_000} false`,
    ]);
  });
});

/** Cuts a run off after so many bytes, and goes on some minutes later. */
async function throughCrash(limit: number, pause: number): Promise<Live> {
  const files = new CrashFiles(limit);
  await expect(live({ delay: 1_000, files })).rejects.toThrow('cut off');
  return live({ delay: 1_000, files: new CrashFiles(Infinity, files.left), now: lastClock.now() + pause });
}

describe('a run with present data that is cut off', () => {
  const { written } = undisturbed.files;

  it.each([0.05, 0.2, 0.37, 0.5, 0.68, 0.8, 0.97])(
    'replays the journalled rows and goes on at once (at %d)',
    async (part) => {
      const { seen, result } = await throughCrash(Math.round(part * written), 0);
      expect(seen.rows.toSorted()).toEqual(backtested.rows.toSorted());
      expect(result.orders.map(({ id }) => id)).toEqual(result.orders.map((_, index) => index + 1));
    },
  );

  it('back-fills what it missed and sends no order for old rows', async () => {
    const { seen, result } = await throughCrash(Math.round(0.5 * written), 10 * MINUTE);
    expect(seen.rows.toSorted()).toEqual(backtested.rows.toSorted());
    const refused = result.orderEvents.filter(({ message }) => message.includes('catching up'));
    expect(refused.length).toBeGreaterThan(0);
  });

  it('gives the same again when it is replayed as a whole', async () => {
    const files = new CrashFiles(Infinity, undisturbed.files.left);
    const { seen, result } = await live({ delay: 1_000, files, now: NY.toUtc(END + DAY) });
    expect(seen.rows).toEqual(undisturbed.seen.rows);
    expect(result.orderListHash).toBe(undisturbed.result.orderListHash);
  });
});

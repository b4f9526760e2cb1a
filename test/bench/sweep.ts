import { Algorithm, type OrderEvent, Resolution } from 'tradewright';
import { openSession, type BarSeries, type Session } from 'tradewright/session';
import { bareSweep, CHECKS, CROSS_CASH, makeDays, SWEEP_PAIRS, UNIVERSE_SESSIONS } from './reference.ts';
import type { Check, SweepMeasurement, Timing } from './results.ts';
import { benchModels } from './run.ts';
import { CROSS_TICKER, dailyDates } from './series.ts';

const CROSS_SIZE = 100;
/** Tolerance within which averages of prices with four decimals are equal. */
const EQUAL_WITHIN = 1e-7;

/** B3: 100 shares while the fast average is not below the slow one; the parameters are the days of the averages. */
class SweptCross extends Algorithm {
  /** Fills of all runs so far. */
  static fills = 0;
  private readonly security = this.addEquity(CROSS_TICKER, Resolution.Daily);
  private readonly fast = this.indicators.sma(this.security, this.parameters.integer('fast'));
  private readonly slow = this.indicators.sma(this.security, this.parameters.integer('slow'));
  private previous = 0;

  override initialize(): void {
    this.setBenchmark(() => 0);
  }

  override onData(): void {
    if (!this.slow.isReady) return;
    const signal = this.fast.value > this.slow.value - EQUAL_WITHIN ? 1 : -1;
    if (signal === this.previous) return;
    this.previous = signal;
    const { quantity } = this.portfolio.get(this.security);
    if (signal > 0 && quantity <= 0) this.marketOrder(this.security, CROSS_SIZE - quantity);
    else if (signal < 0 && quantity > 0) this.marketOrder(this.security, -quantity);
  }

  override onOrderEvent({ isFill }: OrderEvent): void {
    if (isFill) SweptCross.fills++;
  }
}

type Pairs = typeof SWEEP_PAIRS;

interface SweepOutcome {
  readonly seconds: number;
  readonly fills: number;
  readonly best: number;
}

const BARS = makeDays();
const DATES = dailyDates(UNIVERSE_SESSIONS);

function series(): BarSeries {
  const { open, high, low, close, volume } = BARS;
  return { ticker: CROSS_TICKER, resolution: Resolution.Daily, time: DATES, open, high, low, close, volume };
}

async function runPair(session: Session, [fast, slow]: Pairs[number]): Promise<number> {
  const { finalEquity } = await session.run({
    strategy: SweptCross,
    parameters: { fast, slow },
    start: new Date(DATES[0]).toISOString().slice(0, 10),
    end: new Date(DATES[DATES.length - 1]).toISOString().slice(0, 10),
    cash: CROSS_CASH,
    models: () => benchModels,
  });
  return finalEquity;
}

async function timed(pairs: Pairs, run: (pair: Pairs[number]) => Promise<number>): Promise<SweepOutcome> {
  SweptCross.fills = 0;
  let best = -Infinity;
  const started = performance.now();
  for (const pair of pairs) best = Math.max(best, await run(pair));
  return { seconds: (performance.now() - started) / 1000, fills: SweptCross.fills, best };
}

/** All pairs in one session. */
export async function sweepInSession(pairs: Pairs = SWEEP_PAIRS): Promise<SweepOutcome> {
  await using session = await openSession({ bars: [series()] });
  return await timed(pairs, (pair) => runPair(session, pair));
}

/** A separate session for each pair. */
export async function sweepByCalls(pairs: Pairs = SWEEP_PAIRS): Promise<SweepOutcome> {
  return await timed(pairs, async (pair) => {
    await using session = await openSession({ bars: [series()] });
    return await runPair(session, pair);
  });
}

function checksOf(what: string, { fills, best }: Pick<SweepOutcome, 'fills' | 'best'>): Check[] {
  return [
    { what: `${what} fills`, expected: CHECKS.sweepFills, actual: fills },
    { what: `${what} best`, expected: CHECKS.sweepBest, actual: best.toFixed(2) },
  ];
}

/** Measures one session, separate sessions, and the bare loop in turn. */
export async function measureSweep(rounds: number): Promise<SweepMeasurement> {
  const seconds = { session: [] as number[], calls: [] as number[], bare: [] as number[] };
  const checks: Check[] = [];
  let peak = 0;
  for (let round = 0; round <= rounds; round++) {
    const swept = await sweepInSession();
    // memory of the separate sessions is not counted
    if (round === 0) peak = process.resourceUsage().maxRSS * 1024;
    const called = await sweepByCalls();
    const started = performance.now();
    const bare = bareSweep(BARS);
    seconds.bare.push((performance.now() - started) / 1000);
    seconds.session.push(swept.seconds);
    seconds.calls.push(called.seconds);
    if (round === 0)
      checks.push(...checksOf('session', swept), ...checksOf('calls', called), ...checksOf('bare', bare));
  }
  return {
    units: SWEEP_PAIRS.length * BARS.length,
    session: timingOf(seconds.session),
    calls: timingOf(seconds.calls),
    bare: timingOf(seconds.bare),
    peak,
    checks,
  };
}

function timingOf(runs: readonly number[]): Timing {
  const later = runs.slice(1).toSorted((a, b) => a - b);
  return { first: runs[0], median: later[later.length >> 1], runs };
}

import { describe, expect, it } from 'vitest';
import { Resolution } from '../model/resolution.ts';
import { SecurityType } from '../model/security-type.ts';
import { at, clock, starts, tradeColumns } from '../testkit/memory-columns.ts';
import { MemoryMarket } from '../testkit/memory-market.ts';
import { runScript } from '../testkit/scripted-run.ts';
import type { ScriptedRunWish } from '../testkit/scripted-run.ts';
import type { Algorithm } from './algorithm.ts';
import type { BacktestResult } from './run-request.ts';

const HOUR = 3_600_000;
/** Monday to Wednesday; the benchmark closes at 406, 416 and 426. */
const DAYS = ['2024-03-04', '2024-03-05', '2024-03-06'];
const hours = (base: number) =>
  tradeColumns(
    DAYS.flatMap((day, place) =>
      starts(`${day} 09:00`, `${day} 16:00`, HOUR).map((time, hour) => [time, base + 10 * place + hour] as const),
    ),
  );
const days = tradeColumns(DAYS.map((day, place) => [at(day), 50 + place]));
const MARKET = new MemoryMarket({
  series: [
    { ticker: 'SPY', resolution: Resolution.Hour, rows: hours(400) },
    { ticker: 'AAA', resolution: Resolution.Daily, rows: days },
    { ticker: 'AAA', resolution: Resolution.Hour, rows: hours(70) },
    { ticker: 'SPX', resolution: Resolution.Daily, rows: tradeColumns(DAYS.map((day, i) => [at(day), 4000 + i])) },
  ],
});
const PERIOD = { start: '2024-03-05', end: '2024-03-06' };

async function run(
  choose: (algorithm: Algorithm) => void,
  wish: ScriptedRunWish = PERIOD,
): Promise<BacktestResult & { readonly seen: number[] }> {
  const seen: number[] = [];
  const result = await runScript(
    MARKET,
    {
      initialize(algorithm) {
        algorithm.addEquity('AAA', Resolution.Daily);
        choose(algorithm);
      },
      onData(algorithm, slice) {
        expect(slice.containsKey('SPY')).toBe(false);
        seen.push(algorithm.securities.of('AAA').price);
      },
    },
    wish,
  );
  return { ...result, seen };
}

const points = ({ benchmark }: BacktestResult): (readonly [string, number])[] =>
  Array.from(benchmark.time, (time, i) => [clock(time).slice(5), benchmark.value[i]]);

describe('the benchmark', () => {
  it('has an hourly feed from the session before the start that the strategy does not see', async () => {
    const result = await run((algorithm) => algorithm.setBenchmark('SPY'));
    // midnights of New York, and the end; the first one knows the close of Monday
    expect(points(result)).toEqual([
      ['03-05 05:00', 406],
      ['03-06 05:00', 416],
      ['03-06 21:00', 426],
    ]);
    // one selection of securities, two days of AAA, and seven hours of three sessions
    expect(result.dataPoints).toBe(1 + 2 + 3 * 7);
    expect(result.seen).toEqual([51, 52]);
  });

  it("has its own price even if it is one of the strategy's securities", async () => {
    const result = await run((algorithm) => algorithm.setBenchmark('AAA'));
    expect(points(result).map(([, value]) => value)).toEqual([76, 86, 96]);
    expect(result.seen).toEqual([51, 52]);
  });

  it('has the bars of a security that is given itself', async () => {
    const result = await run((algorithm) => algorithm.setBenchmark(algorithm.securities.of('AAA')));
    expect(points(result).map(([, value]) => value)).toEqual([50, 51, 52]);
    expect(result.seen).toEqual([51, 52]);
    // its three sessions more than the two days of the strategy, and no hour
    expect(result.dataPoints).toBe(1 + 2 + 3);
  });

  it('may be a function of time, which adds no feed', async () => {
    const asked: string[] = [];
    const result = await run((algorithm) =>
      algorithm.setBenchmark((time) => {
        asked.push(clock(time).slice(5));
        return 3;
      }),
    );
    expect(points(result).map(([, value]) => value)).toEqual([3, 3, 3]);
    expect(asked).toEqual(['03-05 00:00', '03-06 00:00', '03-06 16:00']);
    expect(result.dataPoints).toBe(1 + 2);
  });

  it('can be set by the request, with a resolution', async () => {
    const benchmark = { securityType: SecurityType.Index, ticker: 'SPX', market: 'usa', resolution: Resolution.Daily };
    const { backtest } = await withRequest(benchmark);
    expect(points(backtest).map(([, value]) => value)).toEqual([4000, 4001, 4002]);
    expect(backtest.dataPoints).toBe(1 + 2 + 3);
  });

  it('defaults to SPY, and is 0 without data', async () => {
    const { backtest } = await withRequest(undefined);
    expect(points(backtest).map(([, value]) => value)).toEqual([406, 416, 426]);
    const without = new MemoryMarket({ series: [{ ticker: 'AAA', resolution: Resolution.Daily, rows: days }] });
    const { backtest: bare } = await withRequest(undefined, without);
    expect(points(bare).every(([, value]) => value === 0)).toBe(true);
  });
});

/** A run whose strategy sets no benchmark. */
async function withRequest(
  benchmark: ScriptedRunWish['benchmark'],
  market = MARKET,
): Promise<{ backtest: BacktestResult }> {
  const backtest = await runScript(
    market,
    { initialize: (algorithm) => void algorithm.addEquity('AAA', Resolution.Daily) },
    { ...PERIOD, benchmark, hasBenchmark: true },
  );
  return { backtest };
}

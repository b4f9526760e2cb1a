import { describe, expect, it } from 'vitest';
import { Resolution } from '../model/resolution.ts';
import { at, clock, rowsOf, starts, tradeColumns } from '../testkit/memory-columns.ts';
import { MemoryMarket } from '../testkit/memory-market.ts';
import { runScript } from '../testkit/scripted-run.ts';
import type { Script } from '../testkit/scripted-run.ts';
import { OrderStatus } from '../model/order-types.ts';
import type { SimpleMovingAverage } from '../indicators/index.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Sessions around Presidents' Day (Monday the 19th). */
const DAYS = ['02-13', '02-14', '02-15', '02-16', '02-20', '02-21', '02-22', '02-23'].map((day) => `2024-${day}`);

const dailyRows = tradeColumns(DAYS.map((day, place) => [at(day), place + 1]));
const hourlyRows = tradeColumns(
  DAYS.flatMap((day, place) =>
    starts(`${day} 09:00`, `${day} 16:00`, HOUR).map((hour, i) => [hour, 10 * (place + 1) + i] as const),
  ),
);
const MARKET = new MemoryMarket({
  series: [
    { ticker: 'SPY', resolution: Resolution.Daily, rows: dailyRows },
    { ticker: 'SPY', resolution: Resolution.Hour, rows: hourlyRows },
  ],
});

interface Seen {
  readonly slices: string[];
  readonly finished: string[];
}

async function watch(initialize: Script['initialize'], start = '2024-02-21', end = '2024-02-22'): Promise<Seen> {
  const seen: Seen = { slices: [], finished: [] };
  await runScript(
    MARKET,
    {
      initialize,
      onData(algorithm, slice) {
        const bar = slice.bars.get('SPY');
        seen.slices.push(
          `${clock(algorithm.time).slice(5)} ${bar?.close}${algorithm.isWarmingUp ? ' warming up' : ''}`,
        );
      },
      onWarmupFinished: (algorithm) => void seen.finished.push(clock(algorithm.time).slice(5)),
    },
    { start, end },
  );
  return seen;
}

describe('a warm-up', () => {
  it('of n bars starts n sessions before the start, across holidays', async () => {
    const { slices, finished } = await watch((algorithm) => {
      algorithm.addEquity('SPY', Resolution.Daily);
      algorithm.setWarmUp({ bars: 3 });
    });
    expect(slices).toEqual([
      '02-15 16:00 3 warming up',
      '02-16 16:00 4 warming up',
      '02-20 16:00 5 warming up',
      '02-21 16:00 6',
      '02-22 16:00 7',
    ]);
    expect(finished).toEqual(['02-21 00:00']);
  });

  it('of a duration starts that long before the start', async () => {
    const { slices } = await watch((algorithm) => {
      algorithm.addEquity('SPY', Resolution.Daily);
      algorithm.setWarmUp({ milliseconds: 5 * DAY });
    });
    expect(slices.filter((line) => line.endsWith('warming up'))).toEqual([
      '02-16 16:00 4 warming up',
      '02-20 16:00 5 warming up',
    ]);
  });

  it('of another resolution continues in the own one without a gap', async () => {
    const { slices, finished } = await watch(
      (algorithm) => {
        algorithm.addEquity('SPY', Resolution.Hour);
        algorithm.setWarmUp({ bars: 2 }, Resolution.Daily);
      },
      '2024-02-21',
      '2024-02-21',
    );
    expect(slices).toEqual([
      '02-16 16:00 4 warming up',
      '02-20 16:00 5 warming up',
      ...[10, 11, 12, 13, 14, 15, 16].map((hour, i) => `02-21 ${hour}:00 ${60 + i}`),
    ]);
    expect(finished).toEqual(['02-21 00:00']);
  });

  it('of another resolution is filled forward until the own one has its first bar', async () => {
    const late = hourlyRows.time.findIndex((time) => time === at('2024-02-21 12:00'));
    const market = new MemoryMarket({
      series: [
        { ticker: 'SPY', resolution: Resolution.Daily, rows: dailyRows },
        { ticker: 'SPY', resolution: Resolution.Hour, rows: rowsOf(hourlyRows, late, late + 1) },
      ],
      factors: { SPY: '20240101,0.5,1,0\n20240222,0.5,1,10\n20501231,1,1,0\n' },
    });
    const seen: unknown[] = [];
    await runScript(
      market,
      {
        initialize(algorithm) {
          algorithm.addEquity('SPY', Resolution.Hour);
          algorithm.setWarmUp({ bars: 2 }, Resolution.Daily);
        },
        onData(algorithm, { bars }) {
          const { close, isFillForward } = bars.get('SPY')!;
          seen.push([clock(algorithm.time).slice(5), close, isFillForward]);
        },
      },
      { start: '2024-02-21', end: '2024-02-21' },
    );
    // prices of before the 23rd are halved by a dividend
    expect(seen).toEqual([
      ['02-16 16:00', 2, false],
      ['02-20 16:00', 2.5, false],
      ['02-21 10:00', 2.5, true],
      ['02-21 11:00', 2.5, true],
      ['02-21 12:00', 2.5, true],
      ['02-21 13:00', 31.5, false],
      ['02-21 14:00', 31.5, true],
      ['02-21 15:00', 31.5, true],
      ['02-21 16:00', 31.5, true],
    ]);
  });

  it('of length zero is finished before the first slice', async () => {
    const { slices, finished } = await watch((algorithm) => void algorithm.addEquity('SPY', Resolution.Daily));
    expect(slices).toEqual(['02-21 16:00 6', '02-22 16:00 7']);
    expect(finished).toEqual(['02-21 00:00']);
  });

  it('of several symbols starts with the one that reaches back furthest', async () => {
    const first: string[] = [];
    const market = new MemoryMarket({
      series: [
        { ticker: 'SPY', resolution: Resolution.Daily, rows: dailyRows },
        { ticker: 'IBM', resolution: Resolution.Hour, rows: hourlyRows },
      ],
    });
    await runScript(
      market,
      {
        initialize(algorithm) {
          algorithm.addEquity('IBM', Resolution.Hour);
          algorithm.addEquity('SPY', Resolution.Daily);
          algorithm.setWarmUp({ bars: 3 });
        },
        onData(algorithm, { bars }) {
          if (algorithm.isWarmingUp)
            first.push(`${clock(algorithm.time).slice(5)} ${[...bars].map((bar) => bar.symbol.ticker).join()}`);
        },
      },
      { start: '2024-02-21', end: '2024-02-21' },
    );
    // three days of SPY begin on the 15th; what SPY lacks between is filled forward by hours
    expect(first[0]).toBe('02-15 10:00 IBM');
    expect(first).toHaveLength(3 * 7);
  });
});

describe('while a strategy warms up', () => {
  it('orders are rejected and plots ignored, but scheduled events run', async () => {
    const events: string[] = [];
    const statuses: OrderStatus[] = [];
    const result = await runScript(
      MARKET,
      {
        initialize(algorithm) {
          const spy = algorithm.addEquity('SPY', Resolution.Hour);
          algorithm.setWarmUp({ bars: 7 });
          algorithm.schedule.on(algorithm.dateRules.everyDay(spy), algorithm.timeRules.at(12), () => {
            events.push(clock(algorithm.time).slice(5));
          });
        },
        onData(algorithm) {
          algorithm.plot('chart', 'series', 1);
          if (algorithm.isWarmingUp) statuses.push(algorithm.marketOrder('SPY', 1).status);
        },
      },
      { start: '2024-02-21', end: '2024-02-21' },
    );
    // LEAN's schedule makes its dates only when they are asked for, so that a warm-up is among them
    expect(events).toEqual(['02-20 12:00', '02-21 12:00']);
    expect(new Set(statuses)).toEqual(new Set([OrderStatus.Invalid]));
    expect(statuses).toHaveLength(7);
    expect(result.plots).toHaveLength(7);
    expect(result.orders).toEqual([]);
  });

  it('indicators are fed, so that they are ready at the start', async () => {
    let average: SimpleMovingAverage | undefined;
    const values: (number | false)[] = [];
    await runScript(
      MARKET,
      {
        initialize(algorithm) {
          algorithm.addEquity('SPY', Resolution.Daily);
          average = algorithm.indicators.sma('SPY', 4);
          algorithm.setWarmUp({ bars: 4 });
        },
        onWarmupFinished: () => void values.push(average!.isReady && average!.value),
        onData: () => void values.push(average!.isReady && average!.value),
      },
      { start: '2024-02-21', end: '2024-02-21' },
    );
    // (2 + 3 + 4 + 5) / 4, then (3 + 4 + 5 + 6) / 4
    expect(values).toEqual([false, false, false, 3.5, 3.5, 4.5]);
  });

  it('the statistics have not started', async () => {
    const result = await runScript(
      MARKET,
      {
        initialize(algorithm) {
          algorithm.addEquity('SPY', Resolution.Daily);
          algorithm.setWarmUp({ bars: 3 });
        },
      },
      { start: '2024-02-21', end: '2024-02-22' },
    );
    expect(Math.min(...result.equity.time)).toBeGreaterThanOrEqual(Date.parse('2024-02-21T05:00Z'));
    expect(result.finalEquity).toBe(100_000);
  });
});

describe('an indicator', () => {
  it('can be warmed up from history when it is created', async () => {
    const values: number[] = [];
    await runScript(
      MARKET,
      {
        initialize(algorithm) {
          algorithm.settings.automaticIndicatorWarmUp = true;
          algorithm.addEquity('SPY', Resolution.Daily);
          const average = algorithm.indicators.sma('SPY', 3);
          values.push(average.value);
        },
      },
      { start: '2024-02-21', end: '2024-02-21' },
    );
    expect(values).toEqual([4]);
  });
});

import { describe, expect, it } from 'vitest';
import { Calendar, SequentialConsolidator, TradeBarConsolidator } from '../data/consolidators/index.ts';
import type { Consolidator } from '../data/consolidators/index.ts';
import { SymbolPropertiesDatabase } from '../data/symbol-properties.ts';
import { BuiltInMarketHoursDatabase } from '../data/time/built-in-market-hours.ts';
import type { TradeBar } from '../model/bars.ts';
import { Resolution } from '../model/resolution.ts';
import { ConstantRiskFreeInterestRate } from '../statistics/interest-rate.ts';
import { MemoryDataSource } from '../testkit/memory-data-source.ts';
import { Algorithm } from './algorithm.ts';
import { runBacktest } from './backtest.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** A Monday. */
const MONDAY = Date.UTC(2021, 2, 1);

/** Wall clock of New York, `day` days after Monday. */
function at(hour: number, minute = 0, day = 0): number {
  return MONDAY + day * DAY + (hour * 60 + minute) * MINUTE;
}

/** Minute bars from a start on, one for each close. */
function minutes(start: number, closes: readonly number[]): Parameters<typeof barOf>[] {
  return closes.map((close, index) => [start + index * MINUTE, close]);
}

function barOf(time: number, close: number) {
  return { time, open: close, high: close + 1, low: close - 1, close, volume: 10 };
}

interface Seen {
  readonly at: number;
  readonly start: number;
  readonly end: number;
  readonly close: number;
  readonly volume: number;
}

interface Wish {
  readonly rows: readonly (readonly [time: number, close: number])[];
  readonly fillForward?: boolean;
  readonly days?: number;
  readonly act: (strategy: Witness) => void;
}

/** Records the time of each bar. */
class Witness extends Algorithm {
  static wish: Wish;
  readonly bars: Seen[] = [];
  readonly order: string[] = [];
  readonly see = (bar: TradeBar): void => {
    const { time: start, endTime: end, close, volume } = bar;
    this.bars.push({ at: this.time, start, end, close, volume });
    this.order.push('bar');
  };

  override initialize(): void {
    this.addEquity('ACME', Resolution.Minute, { fillForward: Witness.wish.fillForward });
    Witness.wish.act(this);
  }

  override onData(): void {
    this.order.push('data');
  }
}

async function run(wish: Wish): Promise<Witness> {
  Witness.wish = wish;
  let witness: Witness | undefined;
  const result = await runBacktest({
    createAlgorithm: (host) => (witness = new Witness(host)),
    dataSource: new MemoryDataSource({ ACME: wish.rows.map(([time, close]) => barOf(time, close)) }, Resolution.Minute),
    marketHours: new BuiltInMarketHoursDatabase(),
    symbolProperties: SymbolPropertiesDatabase.fromText(),
    interestRates: ConstantRiskFreeInterestRate.default,
    startDate: MONDAY,
    endDate: MONDAY + ((wish.days ?? 1) - 1) * DAY,
  });
  if (result.status === 'failed') throw result.error;
  return witness!;
}

describe('consolidate', () => {
  it('delivers bars at their end, before onData', async () => {
    const { bars, order } = await run({
      rows: minutes(at(9, 30), [1, 2, 3, 4]),
      fillForward: false,
      act: (strategy) => strategy.consolidate('ACME', { minutes: 2 }, strategy.see),
    });
    expect(bars).toEqual([
      { at: at(9, 32), start: at(9, 30), end: at(9, 32), close: 2, volume: 20 },
      { at: at(9, 34), start: at(9, 32), end: at(9, 34), close: 4, volume: 20 },
    ]);
    expect(order).toEqual(['data', 'bar', 'data', 'data', 'bar', 'data']);
  });

  it('closes a bar at its end even if the next row comes much later', async () => {
    const { bars } = await run({
      rows: [...minutes(at(9, 30), [1, 2]), ...minutes(at(9, 50), [3]), ...minutes(at(11, 0), [4])],
      fillForward: false,
      act: (strategy) => strategy.consolidate('ACME', { minutes: 5 }, strategy.see),
    });
    expect(bars.map((bar) => [bar.at, bar.end])).toEqual([
      [at(9, 35), at(9, 35)],
      [at(9, 55), at(9, 55)],
    ]);
  });

  it('counts rows that are filled forward', async () => {
    const { bars } = await run({
      rows: [...minutes(at(9, 30), [1]), ...minutes(at(9, 33), [2])],
      act: (strategy) => strategy.consolidate('ACME', { count: 3 }, strategy.see),
    });
    expect(bars[0]).toMatchObject({ at: at(9, 33), end: at(9, 33), close: 1 });
  });

  it('ends a daily resolution with the session, and a one-day period with the calendar day', async () => {
    const rows = [...minutes(at(9, 30), [1]), ...minutes(at(15, 59), [2]), ...minutes(at(9, 30, 1), [3])];
    const wish = { rows, days: 2, fillForward: false };
    const session = await run({
      ...wish,
      act: (strategy) => strategy.consolidate('ACME', { resolution: Resolution.Daily }, strategy.see),
    });
    expect(session.bars).toEqual([{ at: at(16), start: at(9, 30), end: at(16), close: 2, volume: 20 }]);
    const calendar = await run({ ...wish, act: (strategy) => strategy.consolidate('ACME', { days: 1 }, strategy.see) });
    expect(calendar.bars).toEqual([{ at: at(24), start: at(0), end: at(24), close: 2, volume: 20 }]);
  });

  it('builds weeks', async () => {
    const { bars } = await run({
      rows: [...minutes(at(9, 30), [1]), ...minutes(at(9, 30, 7), [2])],
      days: 8,
      fillForward: false,
      act: (strategy) => strategy.consolidate('ACME', { calendar: Calendar.weekly }, strategy.see),
    });
    expect(bars).toEqual([{ at: at(0, 0, 7), start: at(0), end: at(0, 0, 7), close: 1, volume: 10 }]);
  });

  it('passes rows of the same resolution unchanged', async () => {
    const { bars } = await run({
      rows: minutes(at(9, 30), [1, 2]),
      fillForward: false,
      act: (strategy) => strategy.consolidate('ACME', { resolution: Resolution.Minute }, strategy.see),
    });
    expect(bars.map(({ close }) => close)).toEqual([1, 2]);
  });

  it('cannot make bars shorter than the rows', async () => {
    const asked = run({
      rows: [],
      act: (strategy) => strategy.consolidate('ACME', { milliseconds: 1000 }, strategy.see),
    });
    await expect(asked).rejects.toMatchObject({ code: 'CONSOLIDATOR_INPUT_TOO_LONG' });
  });
});

describe('consolidators of the strategy', () => {
  it('are fed one after the other and scanned in between', async () => {
    const { bars } = await run({
      rows: minutes(at(9, 30), [1, 2, 3, 4]),
      fillForward: false,
      act: (strategy) => {
        const pairs = new SequentialConsolidator<TradeBar>(
          new TradeBarConsolidator({ period: MINUTE }),
          new TradeBarConsolidator({ count: 2 }),
        );
        pairs.onConsolidated(strategy.see);
        strategy.addConsolidator('ACME', pairs);
      },
    });
    expect(bars.map(({ close }) => close)).toEqual([2, 4]);
  });

  it('receive nothing after their removal, even by the handler of the one before', async () => {
    const seen: string[] = [];
    await run({
      rows: minutes(at(9, 30), [1, 2]),
      fillForward: false,
      act: (strategy) => {
        const make = (name: string, act: () => void): Consolidator => {
          const consolidator = new TradeBarConsolidator({ count: 1 });
          consolidator.onConsolidated(() => {
            seen.push(name);
            act();
          });
          strategy.addConsolidator('ACME', consolidator);
          return consolidator;
        };
        make('first', () => strategy.removeConsolidator('ACME', second));
        const second = make('second', () => {});
        make('third', () => {});
      },
    });
    expect(seen).toEqual(['first', 'third', 'first', 'third']);
  });

  it('that are added during the run start with the next row', async () => {
    const { bars } = await run({
      rows: minutes(at(9, 30), [1, 2, 3, 4, 5]),
      fillForward: false,
      act: (strategy) => {
        let isIn = false;
        strategy.consolidate('ACME', { count: 2 }, () => {
          if (!isIn) strategy.consolidate('ACME', { count: 2 }, strategy.see);
          isIn = true;
        });
      },
    });
    expect(bars.map(({ close }) => close)).toEqual([4]);
  });

  it('need a subscription with matching rows', async () => {
    const asked = run({
      rows: [],
      act: (strategy) => void strategy.consolidateQuotes('ACME', { milliseconds: 10 }, () => {}),
    });
    await expect(asked).rejects.toMatchObject({ code: 'CONSOLIDATOR_INPUT_TOO_LONG' });
  });
});

describe('indicators of another resolution', () => {
  it('use bars that the engine consolidates', async () => {
    let value = NaN;
    await run({
      rows: [...minutes(at(9, 30), [1, 2]), ...minutes(at(10, 30), [6]), ...minutes(at(11, 30), [9])],
      fillForward: false,
      act: (strategy) => {
        const average = strategy.indicators.sma('ACME', 2, { resolution: Resolution.Hour });
        strategy.consolidate('ACME', { resolution: Resolution.Hour }, () => (value = average.value));
      },
    });
    expect(value).toBe(4);
  });

  it('are warmed up with bars of any length', async () => {
    const values: number[] = [];
    await run({
      rows: minutes(at(9, 30), [1, 2, 3, 4, 5, 6]),
      fillForward: false,
      act: (strategy) => {
        let isIn = false;
        strategy.consolidate('ACME', { count: 4 }, () => {
          if (isIn) return;
          isIn = true;
          strategy.settings.automaticIndicatorWarmUp = true;
          values.push(strategy.indicators.sma('ACME', 2, { period: { minutes: 2 } }).value);
        });
      },
    });
    expect(values).toEqual([3]);
  });

  it.each([{ minutes: 0 }, { minutes: -5 }, { minutes: NaN }, { milliseconds: 0.5 }, {}, 60_000, 'hour'])(
    'refuse %j as a length of bars',
    async (period) => {
      const act = (strategy: Algorithm): void => void strategy.indicators.sma('ACME', 2, { period: period as never });
      await expect(run({ rows: minutes(at(9, 30), [1]), fillForward: false, act })).rejects.toMatchObject({
        code: 'CONSOLIDATOR_INVALID_ARGUMENT',
      });
    },
  );
});

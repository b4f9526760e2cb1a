import fc from 'fast-check';
import { MemoryDataSource, type MemoryBar } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { IndicatorColumns } from '../indicators/indicator-columns.ts';
import type { Indicator } from '../indicators/indicator.ts';
import type { IndicatorBase } from '../indicators/indicator-base.ts';
import { Resolution } from '../model/resolution.ts';
import { runScript, type Script } from '../testkit/scripted-run.ts';

const DAY = 86_400_000;
const FIRST = Date.UTC(2004, 0, 5);
const DAYS = 60;
const NAMES = ['sma', 'ema', 'rsi', 'lwma', 'std', 'min', 'roc', 'mom', 'variance', 'kama'] as const;

/** Weekdays, some without a bar, which is filled forward. */
function barsOf(missing: readonly number[], moves: readonly number[]): MemoryBar[] {
  let price = 50;
  return Array.from({ length: DAYS }, (_, day) => FIRST + day * DAY).flatMap((time, day) => {
    price = Math.max(5, price + moves[day % moves.length]);
    const isOut = new Date(time).getUTCDay() % 6 === 0 || missing.includes(day);
    return isOut ? [] : [{ time, open: price, high: price + 1, low: price - 1, close: price, volume: 100 }];
  });
}

/** The actions of a random strategy. */
interface Habits {
  readonly indicators: readonly {
    readonly name: (typeof NAMES)[number];
    readonly period: number;
    readonly since: number;
  }[];
  /** Whether the strategy listens to updates; it reads values on some days only. */
  readonly isHeard: boolean;
  readonly warmUpBars: number;
  readonly isWarmedUpAlone: boolean;
  /** The day of the run on which the first indicator is changed, and how. */
  readonly meddlingDay: number;
  readonly meddling: 'none' | 'reset' | 'update' | 'unregister' | 'register' | 'remove';
}

function scriptOf(habits: Habits, seen: unknown[]): Script {
  const { indicators, isHeard, warmUpBars, isWarmedUpAlone, meddlingDay, meddling } = habits;
  const made: Indicator[] = [];
  let day = 0;
  const look = (from: IndicatorBase): void => {
    const { name, value, previous, samples, time, isReady } = from;
    seen.push([name, value, previous, samples, time, isReady, isHeard ? from.at(3) : from.at(1)]);
  };
  return {
    initialize(algorithm) {
      algorithm.addEquity('AAA', Resolution.Daily);
      algorithm.addEquity('BBB', Resolution.Daily);
      algorithm.settings.automaticIndicatorWarmUp = isWarmedUpAlone;
      if (warmUpBars > 0) algorithm.setWarmUp({ bars: warmUpBars });
    },
    onData(algorithm, slice) {
      for (const { name, period, since } of indicators) {
        if (since !== day) continue;
        const indicator = algorithm.indicators[name](period % 2 === 0 ? 'AAA' : 'BBB', period);
        if (isHeard) indicator.onUpdated(look);
        made.push(indicator);
      }
      for (const indicator of isHeard || day % 4 === 1 ? made : []) look(indicator);
      const [first] = made;
      if (day === meddlingDay && first !== undefined) {
        if (meddling === 'reset') first.reset();
        else if (meddling === 'update') first.update(slice.time, 7);
        else if (meddling === 'unregister') algorithm.indicators.unregister(first);
        else if (meddling === 'register') algorithm.indicators.register('BBB', first);
        else if (meddling === 'remove') algorithm.removeSecurity('AAA');
      }
      const sum = made.reduce((total, { value, isReady }) => total + (isReady ? value : 1), 0);
      if (!algorithm.isWarmingUp) algorithm.marketOrder('BBB', Math.floor(sum) % 7);
      day++;
    },
  };
}

async function run(source: MemoryDataSource, habits: Habits, columns?: IndicatorColumns): Promise<unknown> {
  const seen: unknown[] = [];
  const { orderListHash, finalEquity, statistics } = await runScript(source, scriptOf(habits, seen), {
    start: '2004-01-12',
    end: '2004-03-02',
    indicatorColumns: columns,
  });
  return { seen, orderListHash, finalEquity, statistics };
}

const habits = fc.record({
  indicators: fc.array(
    fc.record({
      name: fc.constantFrom(...NAMES),
      period: fc.integer({ min: 2, max: 6 }),
      since: fc.constantFrom(0, 0, 0, 5),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  isHeard: fc.boolean(),
  warmUpBars: fc.constantFrom(0, 3),
  isWarmedUpAlone: fc.constantFrom(false, false, true),
  meddlingDay: fc.nat(25),
  meddling: fc.constantFrom('none', 'none', 'reset', 'update', 'unregister', 'register', 'remove'),
});

describe('indicator columns that runs share', () => {
  it('change no value, event or order of a strategy', async () => {
    const bars = fc.record({
      missing: fc.array(fc.nat(DAYS - 1), { maxLength: 6 }),
      moves: fc.array(
        fc.integer({ min: -16, max: 16 }).map((eighths) => eighths / 8),
        { minLength: 3, maxLength: 9 },
      ),
    });
    await fc.assert(
      fc.asyncProperty(
        bars,
        fc.array(habits, { minLength: 2, maxLength: 3 }),
        async ({ missing, moves }, strategies) => {
          const source = new MemoryDataSource(
            { AAA: barsOf(missing, moves), BBB: barsOf([], moves) },
            Resolution.Daily,
          );
          const columns = new IndicatorColumns(1e6);
          // the first strategy runs again, with its columns present
          for (const strategy of [...strategies, strategies[0]])
            expect(await run(source, strategy, columns)).toEqual(await run(source, strategy));
        },
      ),
      { numRuns: 12 },
    );
  });
});

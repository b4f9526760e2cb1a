import { describe, expect, it } from 'vitest';
import type { QuoteBar, TradeBar } from '../model/bars.ts';
import { DataNormalizationMode } from '../model/data-kinds.ts';
import { Resolution } from '../model/resolution.ts';
import { at, clock, quoteColumns, starts, tickColumns, tradeColumns } from '../testkit/memory-columns.ts';
import { MemoryMarket } from '../testkit/memory-market.ts';
import { runScript } from '../testkit/scripted-run.ts';
import type { BacktestResult } from './run-request.ts';
import type { Algorithm } from './algorithm.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Sessions with Independence Day and the short day before it; the 8th is missing in the data. */
const DAYS = ['06-27', '06-28', '07-01', '07-02', '07-03', '07-05', '07-09', '07-10'].map((day) => `2024-${day}`);
/** A dividend of 2 % after the 28th, two shares for one after the 2nd. */
const FACTORS = '20240101,0.98,0.5,0\n20240628,0.98,0.5,100\n20240702,1,0.5,100\n20501231,1,1,0\n';

const MARKET = new MemoryMarket({
  series: [
    { ticker: 'SPY', resolution: Resolution.Daily, rows: tradeColumns(DAYS.map((day) => [at(day), 100, 1000])) },
    {
      ticker: 'SPY',
      resolution: Resolution.Minute,
      rows: tradeColumns(
        ['2024-07-09', '2024-07-10'].flatMap((day) =>
          starts(`${day} 09:00`, `${day} 16:30`, MINUTE)
            .filter((time) => time % (10 * MINUTE) !== 5 * MINUTE)
            .map((time) => [time, 100] as const),
        ),
      ),
    },
    {
      ticker: 'SPY',
      resolution: Resolution.Minute,
      rows: quoteColumns(starts('2024-07-10 09:30', '2024-07-10 10:00', MINUTE).map((time) => [time, 99, 101])),
    },
    {
      ticker: 'SPY',
      resolution: Resolution.Tick,
      rows: tickColumns([
        [at('2024-07-10 09:30:01'), 100, 5],
        [at('2024-07-10 09:59:59'), 101, 6],
        [at('2024-07-10 10:00:01'), 102, 7],
      ]),
    },
  ],
  factors: { SPY: FACTORS },
  batchRows: 50,
});

/** Requests history at a time of day on the tenth. */
async function ask<T>(
  hour: number,
  question: (algorithm: Algorithm) => T,
): Promise<{ answer: T; result: BacktestResult }> {
  let answer: T | undefined;
  const result = await runScript(
    MARKET,
    {
      initialize(algorithm) {
        algorithm.addEquity('SPY', Resolution.Daily);
        algorithm.schedule.on(algorithm.dateRules.on(at('2024-07-10')), algorithm.timeRules.at(hour), () => {
          answer = question(algorithm);
        });
      },
    },
    { start: '2024-07-10', end: '2024-07-10' },
  );
  return { answer: answer as T, result };
}

const ends = (bars: readonly (TradeBar | QuoteBar)[]): string[] => bars.map((bar) => clock(bar.endTime).slice(5));

describe('history', () => {
  it('of a number of bars returns the last sessions, with missing ones filled forward', async () => {
    const { answer, result } = await ask(12, (algorithm) => algorithm.history('SPY', { bars: 5 }));
    expect(ends(answer)).toEqual(['07-02 16:00', '07-03 13:00', '07-05 16:00', '07-08 16:00', '07-09 16:00']);
    expect(answer.map(({ isFillForward }) => isFillForward)).toEqual([false, false, false, true, false]);
    expect(result.historyDataPoints).toBe(5);
  });

  it('of the current day is available once the market has closed', async () => {
    const { answer } = await ask(16, (algorithm) => algorithm.history('SPY', { bars: 2 }));
    expect(ends(answer)).toEqual(['07-09 16:00', '07-10 16:00']);
  });

  it('is not filled forward if the request says so', async () => {
    const { answer } = await ask(12, (algorithm) => algorithm.history('SPY', { bars: 5, fillForward: false }));
    expect(ends(answer)).toEqual(['07-02 16:00', '07-03 13:00', '07-05 16:00', '07-09 16:00']);
  });

  it('of a period excludes the future', async () => {
    const { answer } = await ask(12, (algorithm) =>
      algorithm.history('SPY', { start: at('2024-07-03'), end: at('2024-12-31') }),
    );
    expect(ends(answer)).toEqual(['07-03 13:00', '07-05 16:00', '07-08 16:00', '07-09 16:00']);
  });

  it('of a span counts the milliseconds back from now', async () => {
    const { answer } = await ask(12, (algorithm) => algorithm.history('SPY', { milliseconds: 6 * 24 * HOUR }));
    expect(ends(answer)).toEqual(['07-05 16:00', '07-08 16:00', '07-09 16:00']);
  });

  it.each([
    ['Adjusted', [49, 49, 50, 50, 100, 100]],
    ['SplitAdjusted', [50, 50, 50, 50, 100, 100]],
    ['Raw', [100, 100, 100, 100, 100, 100]],
  ] as const)('knows splits and dividends by the mode %s', async (mode, closes) => {
    const { answer } = await ask(12, (algorithm) =>
      algorithm.history('SPY', {
        start: at('2024-06-27'),
        end: at('2024-07-06'),
        dataNormalizationMode: DataNormalizationMode[mode],
      }),
    );
    expect(answer.map(({ close }) => close)).toEqual(closes);
  });

  it('of minutes excludes extended hours unless requested', async () => {
    const count = async (extendedMarketHours: boolean): Promise<string[]> => {
      const { answer } = await ask(10, (algorithm) =>
        algorithm.history('SPY', { milliseconds: HOUR, extendedMarketHours }, Resolution.Minute),
      );
      return ends(answer);
    };
    const regular = await count(false);
    // every minute of the half hour, those that are missing filled forward
    expect(regular).toEqual(starts('2024-07-10 09:31', '2024-07-10 10:01', MINUTE).map((time) => clock(time).slice(5)));
    const extended = await count(true);
    expect([extended[0], extended.length]).toEqual(['07-10 09:01', 60]);
  });

  it('of minutes counts bars across the night', async () => {
    const { answer } = await ask(10, (algorithm) => algorithm.history('SPY', { bars: 32 }, Resolution.Minute));
    expect(ends(answer).slice(0, 3)).toEqual(['07-09 15:59', '07-09 16:00', '07-10 09:31']);
    expect(answer).toHaveLength(32);
  });

  it('is available for quotes and ticks', async () => {
    const quotes = await ask(10, (algorithm) =>
      algorithm.history('SPY', { type: 'quote', bars: 2 }, Resolution.Minute),
    );
    expect(quotes.answer.map((bar) => [clock(bar.endTime).slice(11), bar.bidClose, bar.askClose, bar.close])).toEqual([
      ['09:59', 99, 101, 100],
      ['10:00', 99, 101, 100],
    ]);
    const ticks = await ask(10, (algorithm) => algorithm.history('SPY', { type: 'tick', hours: 1 }));
    expect(ticks.answer.map(({ value, quantity, isQuote }) => [value, quantity, isQuote])).toEqual([
      [100, 5, false],
      [101, 6, false],
    ]);
  });

  it('returns bars that are never overwritten', async () => {
    const { answer } = await ask(12, (algorithm) => algorithm.history('SPY', { bars: 3 }));
    expect(new Set(answer).size).toBe(3);
    expect(answer[0].symbol.ticker).toBe('SPY');
  });

  it('of zero bars is empty, of a negative number is a fault', async () => {
    const { answer } = await ask(12, (algorithm) => algorithm.history('SPY', { bars: 0 }));
    expect(answer).toEqual([]);
    await expect(ask(12, (algorithm) => algorithm.history('SPY', { bars: -1 }))).rejects.toMatchObject({
      code: 'RUN_BAD_HISTORY',
    });
    await expect(ask(12, (algorithm) => algorithm.history('SPY', { bars: NaN }))).rejects.toMatchObject({
      code: 'RUN_BAD_HISTORY',
    });
  });
});

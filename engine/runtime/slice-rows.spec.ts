import { describe, expect, it } from 'vitest';
import { Resolution } from '../model/resolution.ts';
import { quoteColumns, starts, tradeColumns } from '../testkit/memory-columns.ts';
import { MemoryMarket } from '../testkit/memory-market.ts';
import { runScript } from '../testkit/scripted-run.ts';
import type { Script } from '../testkit/scripted-run.ts';
import type { Algorithm } from './algorithm.ts';

const MINUTE = 60_000;
const DAYS = ['2024-07-01', '2024-07-02', '2024-07-03'];
const PERIOD = { start: '2024-07-01', end: '2024-07-03' };
/** Chunks of one row, a few rows, the default number, and all rows. */
const WINDOWS = [1, 7, undefined, 100_000];

/** A stock that is delisted on the last day but one, and a rate with a row at each minute. */
function market(): MemoryMarket {
  const times = DAYS.slice(0, 2).flatMap((day) => starts(`${day} 09:30`, `${day} 16:00`, MINUTE));
  const rates = DAYS.flatMap((day) => starts(`${day} 00:00`, `${day} 23:59`, MINUTE));
  return new MemoryMarket({
    series: [
      { ticker: 'AAA', resolution: Resolution.Minute, rows: tradeColumns(times.map((time, i) => [time, 100 + i])) },
      {
        ticker: 'EURUSD',
        resolution: Resolution.Minute,
        rows: quoteColumns(rates.map((time, i) => [time, 1 + i / 10_000, 1.0001 + i / 10_000])),
      },
    ],
    maps: { AAA: '20000101,aaa\n20240702,aaa\n' },
  });
}

async function notesOf(script: (notes: string[]) => Script): Promise<string[][]> {
  return Promise.all(
    WINDOWS.map(async (chunkRows) => {
      const notes: string[] = [];
      await runScript(market(), script(notes), { ...PERIOD, chunkRows });
      return notes;
    }),
  );
}

const clock = ({ time }: Algorithm): string => new Date(time).toISOString();

describe('the rows of a slice', () => {
  it('remain those of the slice before for work between two slices', async () => {
    const told = await notesOf((notes) => ({
      initialize(algorithm) {
        algorithm.addEquity('AAA', Resolution.Minute);
        const { dateRules, timeRules, schedule } = algorithm;
        schedule.on(dateRules.everyDay('AAA'), timeRules.every({ milliseconds: 7 * MINUTE + 30_000 }), () => {
          const bar = algorithm.currentSlice.bars.get('AAA');
          if (bar !== undefined) notes.push(`${clock(algorithm)} ${bar.close}`);
          expect(bar?.endTime ?? 0).toBeLessThanOrEqual(algorithm.time);
        });
      },
    }));
    expect(told[0]).toContain('2024-07-01T10:07:30.000Z 136');
    for (const notes of told) expect(notes).toEqual(told[0]);
  });

  it('stay when a security is removed during a step', async () => {
    const told = await notesOf((notes) => ({
      initialize(algorithm) {
        algorithm.addEquity('AAA', Resolution.Minute);
        algorithm.addForex('EURUSD', Resolution.Minute);
        algorithm.consolidateQuotes('EURUSD', { minutes: 5 }, (bar) =>
          notes.push(`bar ${bar.time} ${bar.open} ${bar.close}`),
        );
      },
      onData(algorithm, slice) {
        const quotes = slice.quoteBars.get('EURUSD');
        if (quotes !== undefined) expect(quotes.endTime).toBe(algorithm.time);
        notes.push(`${clock(algorithm)} ${slice.delistings.length} ${quotes?.close}`);
      },
    }));
    expect(told[0].filter((note) => / 1 1\.\d+$/.test(note))).toHaveLength(2);
    for (const notes of told) expect(notes).toEqual(told[0]);
  });
});

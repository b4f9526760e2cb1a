import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Resolution } from '../model/resolution.ts';
import { at, clock, quoteColumns, starts, tickColumns, tradeColumns } from '../testkit/memory-columns.ts';
import { MemoryMarket } from '../testkit/memory-market.ts';
import { runScript } from '../testkit/scripted-run.ts';
import type { Script } from '../testkit/scripted-run.ts';

const MINUTE = 60_000;
const DAYS = ['2024-07-01', '2024-07-02', '2024-07-03', '2024-07-05'];
const PERIOD = { start: '2024-07-02', end: '2024-07-05' };

/** Minutes with gaps, days, quotes and ticks, with a dividend and a split on the way. */
function market(gaps: readonly boolean[], batchRows: number): MemoryMarket {
  const minutes = DAYS.flatMap((day) =>
    starts(`${day} 09:30`, day.endsWith('03') ? `${day} 13:00` : `${day} 16:00`, 3 * MINUTE),
  )
    .filter((_, place) => gaps[place % gaps.length])
    .map((time, place) => [time, 100 + (place % 11)] as const);
  return new MemoryMarket({
    batchRows,
    series: [
      { ticker: 'AAA', resolution: Resolution.Minute, rows: tradeColumns(minutes) },
      {
        ticker: 'AAA',
        resolution: Resolution.Minute,
        rows: quoteColumns(minutes.map(([time, price]) => [time, price - 1, price % 5 === 0 ? NaN : price + 1])),
      },
      { ticker: 'BBB', resolution: Resolution.Daily, rows: tradeColumns(DAYS.map((day, i) => [at(day), 50 + i])) },
      {
        ticker: 'CCC',
        resolution: Resolution.Tick,
        rows: tickColumns(
          DAYS.flatMap((day) => [0, 0, 1, 70].map((i) => [at(`${day} 10:00`) + i * 1000, 20 + i, 5] as const)),
        ),
      },
      {
        ticker: 'DDD',
        resolution: Resolution.Hour,
        rows: tradeColumns(
          starts('2024-07-02 09:00', '2024-07-02 16:00', 60 * MINUTE).map((time, i) => [time, 30 + i]),
        ),
      },
      {
        ticker: 'BBB',
        resolution: Resolution.Minute,
        rows: tradeColumns(
          DAYS.flatMap((day) => starts(`${day} 10:00`, `${day} 12:00`, 20 * MINUTE)).map((time, i) => [time, 50 + i]),
        ),
      },
    ],
    factors: { BBB: '20240101,0.98,0.5,0\n20240701,0.98,0.5,50\n20240702,1,0.5,50\n20501231,1,1,0\n' },
    maps: { DDD: '20000101,ddd\n20240703,ddd\n' },
  });
}

interface Witness {
  readonly script: Script;
  readonly notes: readonly string[];
}

/** Records every event, trades, and adds and removes securities during the run. */
function witness(): Witness {
  const notes: string[] = [];
  const script: Script = {
    initialize(algorithm) {
      algorithm.addEquity('AAA', Resolution.Minute);
      const bbb = algorithm.addEquity('BBB', Resolution.Daily);
      algorithm.setWarmUp({ bars: 2 });
      algorithm.consolidate('AAA', { minutes: 15 }, (bar) =>
        notes.push(`15m ${clock(bar.endTime)} ${bar.close} ${bar.volume}`),
      );
      const average = algorithm.indicators.ema('AAA', 9);
      const { dateRules, timeRules, schedule } = algorithm;
      schedule.on(dateRules.everyDay(bbb), timeRules.afterMarketOpen(bbb, 45), () => {
        notes.push(`event ${clock(algorithm.time)} ${average.value}`);
        if (algorithm.securities.has('CCC')) algorithm.removeSecurity('CCC');
        else algorithm.addEquity('CCC', Resolution.Tick);
        algorithm.addEquity('DDD', Resolution.Hour);
        algorithm.addEquity('BBB', Resolution.Minute);
      });
    },
    onData(algorithm, slice) {
      const bars = Array.from(
        slice.bars,
        (bar) => `${bar.symbol.ticker} ${bar.close} ${bar.volume} ${bar.isFillForward}`,
      );
      const ticks = slice.ticksOf('CCC').map(({ value }) => value);
      const quote = slice.quoteBars.get('AAA');
      const events = [slice.splits.length, slice.dividends.length, slice.delistings.length];
      notes.push(
        `${clock(slice.utcTime)} ${bars.join()} ${ticks.join()} ${quote?.bidClose} ${quote?.askClose} ${events.join()}`,
      );
      const { price } = algorithm.securities.of('AAA');
      if (price === 100) algorithm.setHoldings('AAA', 0.5);
      if (price === 107) algorithm.liquidate('AAA');
    },
    onSecuritiesChanged: (_algorithm, { added, removed }) =>
      void notes.push(
        `changed ${added.map(({ symbol }) => symbol).join()} ${removed.map(({ symbol }) => symbol).join()}`,
      ),
  };
  return { script, notes };
}

/** Fills hours and days forward, by the minute while a minute subscription exists. */
function comings(): Witness {
  const notes: string[] = [];
  const script: Script = {
    initialize(algorithm) {
      const bbb = algorithm.addEquity('BBB', Resolution.Daily);
      algorithm.addEquity('DDD', Resolution.Hour);
      const { dateRules, timeRules, schedule } = algorithm;
      schedule.on(dateRules.everyDay(bbb), timeRules.afterMarketOpen(bbb, 135.5), () => {
        if (algorithm.securities.has('AAA')) algorithm.removeSecurity('AAA');
        else algorithm.addEquity('AAA', Resolution.Minute);
      });
    },
    onData(_algorithm, { utcTime, bars }) {
      const seen = Array.from(bars, ({ symbol, endTime, close }) => `${symbol.ticker} ${clock(endTime)} ${close}`);
      notes.push(`${clock(utcTime)} ${seen.join()}`);
    },
  };
  return { script, notes };
}

interface Told {
  readonly notes: readonly string[];
  readonly figures: unknown;
}

async function play(make: () => Witness, source: MemoryMarket, chunkRows: number | undefined): Promise<Told> {
  const { script, notes } = make();
  const run = await runScript(source, script, { ...PERIOD, chunkRows });
  const { statistics, dataPoints, historyDataPoints, orderListHash } = run;
  return { notes, figures: { statistics, dataPoints, historyDataPoints, orderListHash } };
}

describe('the chunk size', () => {
  it.each([
    ['trades, orders, events, and securities that come and go', witness],
    ['subscriptions that are filled forward as finely as another while that is there', comings],
  ] as const)('changes nothing, nor does that of the pieces in which data come: %s', async (_, make) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }).filter((gaps) => gaps.includes(true)),
        fc.constantFrom(1, 2, 7, 64, 1_000),
        fc.constantFrom(1, 13, 10_000),
        async (gaps, chunkRows, batchRows) => {
          const expected = await play(make, market(gaps, 100_000), undefined);
          expect(expected.notes.length).toBeGreaterThan(100);
          expect(await play(make, market(gaps, batchRows), chunkRows)).toEqual(expected);
        },
      ),
      { numRuns: 10 },
    );
  });
});

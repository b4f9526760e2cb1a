import { describe, expect, it } from 'vitest';
import { Resolution } from '../model/resolution.ts';
import { at, clock, quoteColumns, starts, tradeColumns } from '../testkit/memory-columns.ts';
import { MemoryMarket } from '../testkit/memory-market.ts';
import { runScript } from '../testkit/scripted-run.ts';
import type { Algorithm } from './algorithm.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Times of slices: the UTC instant and the algorithm's wall clock. */
async function times(
  add: (algorithm: Algorithm) => void,
  series: ConstructorParameters<typeof MemoryMarket>[0]['series'],
  period: { readonly start: string; readonly end: string },
): Promise<(readonly [utc: string, local: string])[]> {
  const seen: (readonly [string, string])[] = [];
  await runScript(
    new MemoryMarket({ series }),
    {
      initialize: add,
      onData: ({ utcTime, time }) => void seen.push([clock(utcTime).slice(5), clock(time).slice(5)]),
    },
    period,
  );
  return seen;
}

describe('days of stocks', () => {
  const series = [
    {
      ticker: 'SPY',
      resolution: Resolution.Daily,
      rows: tradeColumns(
        ['2024-03-08', '2024-03-11', '2024-07-02', '2024-07-03', '2024-11-29'].map((day) => [at(day), 1]),
      ),
    },
  ];
  const add = (precise: boolean) => (algorithm: Algorithm) => {
    algorithm.settings.dailyPreciseEndTime = precise;
    algorithm.addEquity('SPY', Resolution.Daily, { fillForward: false });
  };

  it('end with their sessions: in winter and summer time, and on half days', async () => {
    expect(await times(add(true), series, { start: '2024-03-08', end: '2024-11-29' })).toEqual([
      ['03-08 21:00', '03-08 16:00'],
      ['03-11 20:00', '03-11 16:00'],
      ['07-02 20:00', '07-02 16:00'],
      ['07-03 17:00', '07-03 13:00'],
      ['11-29 18:00', '11-29 13:00'],
    ]);
  });

  it('end at midnight if the strategy says so', async () => {
    expect(await times(add(false), series, { start: '2024-03-08', end: '2024-07-03' })).toEqual([
      ['03-09 05:00', '03-09 00:00'],
      ['03-12 04:00', '03-12 00:00'],
      ['07-03 04:00', '07-03 00:00'],
      ['07-04 04:00', '07-04 00:00'],
    ]);
  });

  it('are shown in the time zone of the algorithm', async () => {
    const seen = await times(
      (algorithm) => {
        algorithm.setTimeZone('Europe/Berlin');
        algorithm.addEquity('SPY', Resolution.Daily, { fillForward: false });
      },
      series,
      { start: '2024-03-08', end: '2024-03-12' },
    );
    // Berlin changes its clocks three weeks after New York
    expect(seen).toEqual([
      ['03-08 21:00', '03-08 22:00'],
      ['03-11 20:00', '03-11 21:00'],
    ]);
  });
});

describe('orders around the close', () => {
  it('of a half day are filled at its close, or at the open of the next session', async () => {
    const fills: unknown[] = [];
    const open = ['2024-07-02', '2024-07-05'].flatMap((day) => starts(`${day} 09:30`, `${day} 16:00`, MINUTE));
    const rows = tradeColumns(
      [...open, ...starts('2024-07-03 09:30', '2024-07-03 13:00', MINUTE)]
        .sort((a, b) => a - b)
        .map((time) => [time, time < at('2024-07-04') ? 10 : 20]),
    );
    await runScript(
      new MemoryMarket({ series: [{ ticker: 'SPY', resolution: Resolution.Minute, rows }] }),
      {
        initialize: (algorithm) => void algorithm.addEquity('SPY', Resolution.Minute),
        onData(algorithm) {
          const now = clock(algorithm.time);
          if (now === '2024-07-03 12:00') algorithm.marketOnCloseOrder('SPY', 1);
          // the market has closed
          if (now === '2024-07-03 13:00') algorithm.marketOrder('SPY', 2);
        },
        onOrderEvent(algorithm, { isFill, fillQuantity, fillPrice }) {
          if (isFill) fills.push([clock(algorithm.time).slice(5), fillQuantity, fillPrice]);
        },
      },
      { start: '2024-07-02', end: '2024-07-05' },
    );
    expect(fills).toEqual([
      ['07-03 13:00', 1, 10],
      ['07-05 09:31', 2, 20],
    ]);
  });
});

describe('hours of forex', () => {
  it('come every hour across the daylight saving change', async () => {
    const hours = starts('2024-03-10 21:00', '2024-03-11 03:00', HOUR);
    const series = [
      { ticker: 'EURUSD', resolution: Resolution.Hour, rows: quoteColumns(hours.map((time) => [time, 1, 1])) },
    ];
    const seen = await times((algorithm) => void algorithm.addForex('EURUSD', Resolution.Hour), series, {
      start: '2024-03-10',
      end: '2024-03-10',
    });
    // Sunday 17:00 of New York is 21:00 UTC in summer time, which began that morning
    expect(seen).toEqual(
      [22, 23, 24, 25, 26, 27, 28].map((hour) => {
        const utc = at('2024-03-10') + hour * HOUR;
        return [clock(utc).slice(5), clock(utc - 4 * HOUR).slice(5)];
      }),
    );
  });
});

describe('crypto', () => {
  it('has days from midnight to midnight of UTC, in any time zone of the algorithm', async () => {
    const days = ['2024-03-09', '2024-03-10', '2024-03-11'].map(at);
    const series = [
      { ticker: 'BTCUSD', resolution: Resolution.Daily, rows: tradeColumns(days.map((time) => [time, 1])) },
    ];
    const seen = await times(
      (algorithm) => void algorithm.addCrypto('BTCUSD', Resolution.Daily, { fillForward: false }),
      series,
      { start: '2024-03-09', end: '2024-03-11' },
    );
    expect(seen.map(([utc]) => utc)).toEqual(['03-10 00:00', '03-11 00:00', '03-12 00:00']);
    expect(seen.map(([, local]) => local)).toEqual(['03-09 19:00', '03-10 20:00', '03-11 20:00']);
  });
});

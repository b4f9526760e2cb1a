import { describe, expect, it } from 'vitest';
import { Resolution } from '../model/resolution.ts';
import { at, clock, starts, tradeColumns } from '../testkit/memory-columns.ts';
import { MemoryMarket } from '../testkit/memory-market.ts';
import { runScript } from '../testkit/scripted-run.ts';
import { OrderStatus } from '../model/order-types.ts';
import type { SimpleMovingAverage } from '../indicators/index.ts';
import type { Algorithm } from './algorithm.ts';
import type { Slice } from './slice.ts';

const MINUTE = 60_000;
const times = starts('2024-03-04 09:30', '2024-03-04 09:36', MINUTE);
const series = (ticker: string, price: number) => ({
  ticker,
  resolution: Resolution.Minute,
  rows: tradeColumns(times.map((time, minute) => [time, price + minute])),
});
const MARKET = new MemoryMarket({ series: [series('AAA', 10), series('BBB', 20), series('CCC', 30)] });
const MONDAY = { start: '2024-03-04', end: '2024-03-04' };
const BARE = { fillForward: false };

const minute = (algorithm: Algorithm): string => clock(algorithm.time).slice(11);
const shown = ({ bars }: Slice): string => [...bars].map((bar) => `${bar.symbol.ticker} ${bar.close}`).join(', ');

describe('a security that is added during the run', () => {
  it('is in the slices from the next instant on, and announced before the first of them', async () => {
    const lines: string[] = [];
    await runScript(
      MARKET,
      {
        initialize: (algorithm) => void algorithm.addEquity('AAA', Resolution.Minute, BARE),
        onSecuritiesChanged(algorithm, { added }) {
          lines.push(`${minute(algorithm)} added ${added.map(({ symbol }) => symbol.ticker).join(', ')}`);
        },
        onData(algorithm, slice) {
          lines.push(`${minute(algorithm)} ${shown(slice)}`);
          if (minute(algorithm) === '09:33') {
            algorithm.addEquity('CCC', Resolution.Minute, BARE);
            algorithm.addEquity('BBB', Resolution.Minute, BARE);
          }
        },
      },
      MONDAY,
    );
    expect(lines).toEqual([
      '00:00 added AAA',
      '09:31 AAA 10',
      '09:32 AAA 11',
      '09:33 AAA 12',
      '09:33 added CCC, BBB',
      '09:34 AAA 13, BBB 23, CCC 33',
      '09:35 AAA 14, BBB 24, CCC 34',
      '09:36 AAA 15, BBB 25, CCC 35',
    ]);
  });

  it('feeds its indicators and consolidators from its first bar on', async () => {
    const closes: number[] = [];
    let average: SimpleMovingAverage | undefined;
    await runScript(
      MARKET,
      {
        initialize: (algorithm) => void algorithm.addEquity('AAA', Resolution.Minute, BARE),
        onData(algorithm) {
          if (minute(algorithm) !== '09:33') return;
          const added = algorithm.addEquity('BBB', Resolution.Minute, BARE);
          algorithm.consolidate(added, { count: 1 }, (bar) => closes.push(bar.close));
          average = algorithm.indicators.sma(added, 3);
        },
      },
      MONDAY,
    );
    expect(closes).toEqual([23, 24, 25]);
    expect(average?.value).toBe(24);
  });

  it('again is the same security', async () => {
    const added: unknown[] = [];
    await runScript(
      MARKET,
      {
        initialize(algorithm) {
          added.push(algorithm.addEquity('AAA', Resolution.Minute), algorithm.addEquity('aaa', Resolution.Minute));
          added.push(algorithm.securities.count);
        },
      },
      MONDAY,
    );
    expect(added[1]).toBe(added[0]);
    expect(added[2]).toBe(1);
  });
});

describe('a security that is removed', () => {
  it('is sold, its orders are cancelled, and it is in no further slice', async () => {
    const lines: string[] = [];
    const result = await runScript(
      MARKET,
      {
        initialize(algorithm) {
          algorithm.addEquity('AAA', Resolution.Minute, BARE);
          algorithm.addEquity('BBB', Resolution.Minute, BARE);
        },
        onSecuritiesChanged(algorithm, { removed }) {
          if (removed.length > 0)
            lines.push(`${minute(algorithm)} removed ${removed.map(({ symbol }) => symbol.ticker).join()}`);
        },
        onData(algorithm, slice) {
          lines.push(`${minute(algorithm)} ${shown(slice)}`);
          if (minute(algorithm) === '09:31') {
            algorithm.marketOrder('BBB', 10);
            algorithm.limitOrder('BBB', 5, 1);
          }
          if (minute(algorithm) === '09:33') expect(algorithm.removeSecurity('BBB')).toBe(true);
        },
      },
      MONDAY,
    );
    expect(lines.filter((line) => line.includes('BBB'))).toEqual([
      '09:31 AAA 10, BBB 20',
      '09:32 AAA 11, BBB 21',
      '09:33 AAA 12, BBB 22',
      '09:33 removed BBB',
    ]);
    expect(lines.at(-1)).toBe('09:36 AAA 15');
    expect(result.orders.map(({ quantity, status }) => [quantity, status])).toEqual([
      [10, OrderStatus.Filled],
      [5, OrderStatus.Canceled],
      [-10, OrderStatus.Filled],
    ]);
  });

  it('can be added again', async () => {
    const lines: string[] = [];
    await runScript(
      MARKET,
      {
        initialize(algorithm) {
          algorithm.addEquity('AAA', Resolution.Minute, BARE);
          algorithm.addEquity('BBB', Resolution.Minute, BARE);
        },
        onData(algorithm, slice) {
          lines.push(`${minute(algorithm)} ${shown(slice)}`);
          if (minute(algorithm) === '09:32') algorithm.removeSecurity('BBB');
          if (minute(algorithm) === '09:34') algorithm.addEquity('BBB', Resolution.Minute, BARE);
        },
      },
      MONDAY,
    );
    expect(lines).toEqual([
      '09:31 AAA 10, BBB 20',
      '09:32 AAA 11, BBB 21',
      '09:33 AAA 12',
      '09:34 AAA 13',
      '09:35 AAA 14, BBB 24',
      '09:36 AAA 15, BBB 25',
    ]);
  });

  /** Two days of minutes of two stocks; the second one is removed in a given slice. */
  async function removedIn(slice: number, act?: (algorithm: Algorithm, count: number) => void) {
    const minutes = ['2024-03-04', '2024-03-05'].flatMap((day) => starts(`${day} 09:30`, `${day} 16:00`, MINUTE));
    const rows = tradeColumns(minutes.map((time, i) => [time, 100 + i / 10]));
    const tickers = ['AAA', 'BBB'];
    const values: number[] = [];
    const told: string[] = [];
    let count = 0;
    const result = await runScript(
      new MemoryMarket({ series: tickers.map((ticker) => ({ ticker, resolution: Resolution.Minute, rows })) }),
      {
        initialize: (algorithm) => tickers.forEach((ticker) => algorithm.addEquity(ticker, Resolution.Minute)),
        onSecuritiesChanged: (_, { removed }) => removed.forEach(({ symbol }) => told.push(symbol.ticker)),
        onData(algorithm) {
          count++;
          if (count === 10) algorithm.marketOrder('BBB', 10);
          if (count === slice) algorithm.removeSecurity('BBB');
          act?.(algorithm, count);
          values.push(algorithm.portfolio.totalPortfolioValue);
        },
      },
      { start: '2024-03-04', end: '2024-03-05' },
    );
    return { ...result, values, told };
  }

  it('keeps its prices until its position has been sold', async () => {
    // the last bar of the day is there when the market has closed: the sale waits for the next open
    const { values, told, orders, finalEquity } = await removedIn(390);
    expect(orders.map(({ quantity, status, price }) => [quantity, status, price])).toEqual([
      [10, OrderStatus.Filled, 100.9],
      [-10, OrderStatus.Filled, 139],
    ]);
    expect(values.every(Number.isFinite)).toBe(true);
    expect(values[389]).toBeCloseTo(values[390], 6);
    expect(finalEquity).toBeCloseTo(100_000 + 10 * (139 - 100.9) - 2, 6);
    expect(told).toEqual(['BBB']);
  });

  it.each([Resolution.Minute, Resolution.Hour])(
    'stays when it is added again at once, with rows of %s',
    async (again) => {
      const seen: boolean[] = [];
      const { told, orders } = await removedIn(100, (algorithm, count) => {
        if (count === 100) algorithm.addEquity('BBB', again);
        if (count > 100) seen.push(algorithm.currentSlice.bars.has('BBB'));
        if (count === 110) algorithm.marketOrder('BBB', 5);
      });
      expect(told).toEqual([]);
      expect(seen.every(Boolean)).toBe(true);
      expect(orders.map(({ quantity, status }) => [quantity, status])).toEqual([
        [10, OrderStatus.Filled],
        [-10, OrderStatus.Filled],
        [5, OrderStatus.Filled],
      ]);
    },
  );

  it('stays if it is added again before it has left', async () => {
    const seen: boolean[] = [];
    const { told } = await removedIn(390, (algorithm, count) => {
      if (count === 392) algorithm.addEquity('BBB', Resolution.Minute);
      if (count === 394) algorithm.addEquity('CCC', Resolution.Minute);
      if (count > 394) seen.push(algorithm.currentSlice.bars.has('BBB'));
    });
    expect(told).toEqual(['BBB']);
    expect(seen.length).toBeGreaterThan(300);
    expect(seen.every(Boolean)).toBe(true);
  });

  it('is announced once, however often it is removed', async () => {
    const { told } = await removedIn(100, (algorithm, count) => {
      if (count === 100) algorithm.removeSecurity('BBB');
    });
    expect(told).toEqual(['BBB']);
  });

  it('leaves with the next selection once it has been sold', async () => {
    const seen: boolean[] = [];
    const { told } = await removedIn(390, (algorithm, count) => {
      if (count === 394) algorithm.addEquity('CCC', Resolution.Minute);
      if (count > 394) seen.push(algorithm.currentSlice.bars.has('BBB'));
    });
    expect(told).toEqual(['BBB']);
    expect(seen.some(Boolean)).toBe(false);
  });

  it('that the run does not know is a fault', async () => {
    const removal = runScript(
      MARKET,
      {
        initialize: (algorithm) => void algorithm.addEquity('AAA', Resolution.Minute),
        onData: (algorithm) => void algorithm.removeSecurity('ZZZ'),
      },
      MONDAY,
    );
    await expect(removal).rejects.toThrow(/ZZZ/);
  });
});

describe('the data points of the run', () => {
  it('count one for each selection, and no rows of removed securities', async () => {
    const run = (removeAt: string): Promise<number> =>
      runScript(
        MARKET,
        {
          initialize(algorithm) {
            algorithm.addEquity('AAA', Resolution.Minute, BARE);
            algorithm.addEquity('BBB', Resolution.Minute, BARE);
          },
          onData(algorithm) {
            if (minute(algorithm) === removeAt) algorithm.removeSecurity('BBB');
          },
        },
        MONDAY,
      ).then(({ dataPoints }) => dataPoints);
    expect(await run('never')).toBe(1 + 12);
    // removed before four of its bars
    expect(await run('09:34')).toBe(1 + 6 + 4 + 1);
  });
});

describe('fill-forward', () => {
  const hours = {
    ticker: 'HHH',
    resolution: Resolution.Hour,
    rows: tradeColumns([[at('2024-03-04 09:00'), 5]]),
  };

  /** End times of HHH's bars, filled-forward ones included, with AAA's minutes until they are removed. */
  async function ends(removeAt: string, lastMinute: string, chunkRows?: number): Promise<string[]> {
    const seen: string[] = [];
    const minutes = starts('2024-03-04 10:30', lastMinute, MINUTE).map((time) => [time, 1] as const);
    const rows = tradeColumns(minutes);
    await runScript(
      new MemoryMarket({ series: [hours, { ticker: 'AAA', resolution: Resolution.Minute, rows }] }),
      {
        initialize(algorithm) {
          algorithm.addEquity('HHH', Resolution.Hour);
          const aaa = algorithm.addEquity('AAA', Resolution.Minute, BARE);
          algorithm.schedule.on(algorithm.dateRules.everyDay(aaa), algorithm.timeRules.at(...timeOf(removeAt)), () => {
            algorithm.removeSecurity('AAA');
          });
        },
        onData(algorithm, { bars }) {
          if (bars.has('HHH') && minute(algorithm) >= '10:58') seen.push(minute(algorithm));
        },
      },
      { ...MONDAY, chunkRows },
    );
    return seen;
  }

  const timeOf = (text: string): [hour: number, minute: number] => {
    const [hour, minutes] = text.split(':').map(Number);
    return [hour, minutes];
  };

  it('returns to its own period when the finest subscription is removed, with or without quotes without data', async () => {
    // restarted after the bar of 10:00, there is nothing left to repeat
    expect(await ends('11:00', '2024-03-04 12:00')).toEqual(['10:58', '10:59', '11:00']);
  });

  it('keeps its period if the finest subscription had already ended', async () => {
    const seen = await ends('11:00', '2024-03-04 10:50');
    expect(seen.slice(0, 5)).toEqual(['10:58', '10:59', '11:00', '11:01', '11:02']);
    expect(seen.at(-1)).toBe('16:00');
  });

  it('does so for any chunk size', async () => {
    for (const lastMinute of ['2024-03-04 12:00', '2024-03-04 11:03', '2024-03-04 10:50']) {
      const expected = await ends('11:00', lastMinute);
      for (const chunkRows of [1, 3, 10_000]) expect(await ends('11:00', lastMinute, chunkRows)).toEqual(expected);
    }
  });
});

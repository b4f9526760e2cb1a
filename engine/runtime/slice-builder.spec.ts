import { describe, expect, it } from 'vitest';
import { DataNormalizationMode } from '../model/data-kinds.ts';
import { Resolution } from '../model/resolution.ts';
import {
  at,
  clock,
  quoteColumns,
  quoteTickColumns,
  starts,
  tickColumns,
  tradeColumns,
} from '../testkit/memory-columns.ts';
import { MemoryMarket } from '../testkit/memory-market.ts';
import type { MemorySeries } from '../testkit/memory-market.ts';
import { runScript } from '../testkit/scripted-run.ts';
import type { Script } from '../testkit/scripted-run.ts';
import type { TradeBar } from '../model/bars.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MONDAY = { start: '2024-03-04', end: '2024-03-04' };
const BARE = { fillForward: false };

function bars(ticker: string, resolution: Resolution, rows: readonly (readonly [string, number])[]): MemorySeries {
  return { ticker, resolution, rows: tradeColumns(rows.map(([time, price]) => [at(time), price])) };
}

async function run(series: readonly MemorySeries[], script: Script, days = MONDAY): Promise<void> {
  await runScript(new MemoryMarket({ series }), script, days);
}

describe('a slice', () => {
  const two = [
    bars('AAA', Resolution.Minute, [
      ['2024-03-04 09:30', 1],
      ['2024-03-04 09:31', 2],
    ]),
    bars('BBB', Resolution.Minute, [
      ['2024-03-04 09:31', 20],
      ['2024-03-04 09:32', 30],
    ]),
  ];

  it('has the data of its instant and nothing else', async () => {
    const seen: unknown[] = [];
    await run(two, {
      initialize(algorithm) {
        algorithm.addEquity('BBB', Resolution.Minute, BARE);
        algorithm.addEquity('AAA', Resolution.Minute, BARE);
      },
      onData(algorithm, slice) {
        const { bars: all } = slice;
        seen.push([
          clock(slice.time).slice(11),
          slice.utcTime - slice.time,
          all.size,
          [all.get('AAA')?.close, all.get('bbb')?.close, all.get(algorithm.securities.of('AAA').symbol)?.close],
          [all.has('AAA'), slice.containsKey('BBB'), slice.containsKey('ZZZ')],
          Array.from(all, (bar) => bar.symbol.ticker),
        ]);
      },
    });
    // New York is five hours behind; within one instant symbols come in alphabetical order
    expect(seen).toEqual([
      ['09:31', 5 * HOUR, 1, [1, undefined, 1], [true, false, false], ['AAA']],
      ['09:32', 5 * HOUR, 2, [2, 20, 2], [true, true, false], ['AAA', 'BBB']],
      ['09:33', 5 * HOUR, 1, [undefined, 30, undefined], [false, true, false], ['BBB']],
    ]);
  });

  it('shows bars in reused objects, unlike copies', async () => {
    const windows: TradeBar[] = [];
    const copies: TradeBar[] = [];
    await run(two, {
      initialize: (algorithm) => void algorithm.addEquity('AAA', Resolution.Minute, BARE),
      onData(_algorithm, slice) {
        const bar = slice.bars.get('AAA')!;
        windows.push(bar);
        copies.push(bar.copy());
      },
    });
    expect(copies.map(({ close }) => close)).toEqual([1, 2]);
    expect(windows.map(({ close }) => close)).toEqual([2, 2]);
  });

  it('marks filled-forward bars', async () => {
    const seen: unknown[] = [];
    await run([bars('AAA', Resolution.Hour, [['2024-03-04 13:00', 5]])], {
      initialize: (algorithm) => void algorithm.addEquity('AAA', Resolution.Hour),
      onData(algorithm, slice) {
        const { time, endTime, close, volume, isFillForward } = slice.bars.get('AAA')!;
        seen.push([clock(time).slice(11), clock(endTime).slice(11), close, volume, isFillForward]);
        expect(algorithm.securities.of('AAA').price).toBe(5);
      },
    });
    expect(seen).toEqual([
      ['13:00', '14:00', 5, 100, false],
      ['14:00', '15:00', 5, 0, true],
      ['15:00', '16:00', 5, 0, true],
    ]);
  });
});

describe('quotes', () => {
  it('come with trades, update bid and ask of a stock, and leave its price to the trades', async () => {
    const seen: unknown[] = [];
    const quotes = quoteColumns([
      [at('2024-03-04 09:30'), 9, 12],
      [at('2024-03-04 09:31'), 10, NaN],
    ]);
    await run(
      [
        bars('AAA', Resolution.Minute, [['2024-03-04 09:30', 11]]),
        { ticker: 'AAA', resolution: Resolution.Minute, rows: quotes },
      ],
      {
        initialize: (algorithm) => void algorithm.addEquity('AAA', Resolution.Minute, BARE),
        onData(algorithm, slice) {
          const quote = slice.quoteBars.get('AAA')!;
          const { price, bidPrice, askPrice } = algorithm.securities.of('AAA');
          seen.push([
            slice.bars.get('AAA')?.close,
            quote.bidClose,
            quote.askClose,
            quote.close,
            price,
            bidPrice,
            askPrice,
          ]);
        },
      },
    );
    expect(seen).toEqual([
      [11, 9, 12, 10.5, 11, 9, 12],
      [undefined, 10, NaN, 10, 11, 10, 12],
    ]);
  });
});

describe('ticks', () => {
  it('of one instant come together in their order, trades and quotes', async () => {
    const seen: unknown[] = [];
    const trades = tickColumns([
      [at('2024-03-04 09:30:01'), 10, 1],
      [at('2024-03-04 09:30:01'), 11, 2],
      [at('2024-03-04 09:30:02.5'), 99, 3, 1],
    ]);
    const quotes = quoteTickColumns([[at('2024-03-04 09:30:01'), 9, 12]]);
    await run(
      [
        { ticker: 'AAA', resolution: Resolution.Tick, rows: trades },
        { ticker: 'AAA', resolution: Resolution.Tick, rows: quotes },
      ],
      {
        initialize: (algorithm) => void algorithm.addEquity('AAA', Resolution.Tick),
        onData(algorithm, slice) {
          const ticks = slice.ticksOf('AAA').map((tick) => `${tick.isQuote ? 'quote' : 'trade'} ${tick.value}`);
          seen.push([clock(slice.time).slice(11), ticks, algorithm.securities.of('AAA').price]);
          expect(slice.bars.size + slice.quoteBars.size).toBe(0);
        },
      },
    );
    // every tick updates the price, quotes too, except suspicious ones
    expect(seen).toEqual([
      ['09:30:01', ['trade 10', 'trade 11', 'quote 10.5'], 10.5],
      ['09:30:02.500Z', ['trade 99'], 10.5],
    ]);
  });
});

describe('several resolutions of one symbol', () => {
  const hours = bars('AAA', Resolution.Hour, [
    ['2024-03-04 09:00', 50],
    ['2024-03-04 10:00', 60],
  ]);
  const minutes: MemorySeries = {
    ticker: 'AAA',
    resolution: Resolution.Minute,
    rows: tradeColumns(starts('2024-03-04 09:30', '2024-03-04 11:00', MINUTE).map((time, minute) => [time, minute])),
  };

  it('come in one slice, which shows the finest; each feeds its own indicators', async () => {
    const seen: (readonly [string, number, number])[] = [];
    const fed: number[] = [];
    await run([hours, minutes], {
      initialize(algorithm) {
        algorithm.addEquity('AAA', Resolution.Minute, BARE);
        algorithm.addEquity('AAA', Resolution.Hour, BARE);
        algorithm.consolidate('AAA', { hours: 1 }, (bar) => fed.push(bar.close));
      },
      onData(_algorithm, slice) {
        const { time, endTime, close } = slice.bars.get('AAA')!;
        seen.push([clock(endTime).slice(11), (endTime - time) / MINUTE, close]);
      },
    });
    expect(seen).toHaveLength(90);
    expect(seen.every(([, length]) => length === 1)).toBe(true);
    expect(seen.find(([end]) => end === '10:00')).toEqual(['10:00', 1, 29]);
    // the consolidated hours are made of the minutes: 09:30 to 10:00, and 10:00 to 11:00
    expect(fed).toEqual([29, 89]);
  });

  it('of several symbols fill the coarser forward at the finest period', async () => {
    const repeated: string[] = [];
    const days = bars('BBB', Resolution.Daily, [
      ['2024-03-01', 7],
      ['2024-03-04', 8],
    ]);
    await run(
      [minutes, days],
      {
        initialize(algorithm) {
          algorithm.addEquity('AAA', Resolution.Minute);
          algorithm.addEquity('BBB', Resolution.Daily);
        },
        onData(_algorithm, slice) {
          const bar = slice.bars.get('BBB');
          if (bar !== undefined)
            repeated.push(
              `${clock(slice.time).slice(5)} ${clock(bar.endTime).slice(5)} ${bar.close} ${bar.isFillForward}`,
            );
        },
      },
      { start: '2024-03-01', end: '2024-03-04' },
    );
    expect(repeated).toEqual([
      '03-01 16:00 03-01 16:00 7 false',
      // the day of Friday until that of Monday is whole
      ...starts('2024-03-04 09:31', '2024-03-04 16:00', MINUTE).map(
        (time) => `${clock(time).slice(5)} 03-01 16:00 7 true`,
      ),
      '03-04 16:00 03-04 16:00 8 false',
    ]);
  });
});

describe('corporate events', () => {
  it('get a separate slice, and a ticker change cancels open orders', async () => {
    const seen: unknown[] = [];
    const market = new MemoryMarket({
      series: [
        bars('META', Resolution.Daily, [
          ['2022-06-08', 100],
          ['2022-06-09', 101],
          ['2022-06-10', 102],
        ]),
      ],
      maps: { META: '20120518,fb\n20220608,fb\n20501231,meta\n' },
    });
    const result = await runScript(
      market,
      {
        initialize: (algorithm) =>
          void algorithm.addEquity('META', Resolution.Daily, { dataNormalizationMode: DataNormalizationMode.Raw }),
        onSymbolChangedEvents: (algorithm, [{ oldTicker, newTicker }]) =>
          void seen.push(`${clock(algorithm.time)} ${oldTicker} is ${newTicker}`),
        onData(algorithm, slice) {
          seen.push(`${clock(slice.time)} ${slice.symbolChangedEvents.length} ${slice.bars.size}`);
          if (algorithm.transactions.ordersCount === 0) algorithm.limitOrder('META', 1, 50);
        },
      },
      { start: '2022-06-08', end: '2022-06-10' },
    );
    expect(seen).toEqual([
      '2022-06-08 16:00 0 1',
      '2022-06-09 00:00 FB is META',
      '2022-06-09 00:00 1 0',
      '2022-06-09 16:00 0 1',
      '2022-06-10 16:00 0 1',
    ]);
    expect(result.orders.map(({ status, tag }) => [status, tag])).toEqual([
      ['Canceled', 'Open order cancelled on symbol changed event'],
    ]);
  });

  it('announce a delisting twice; a position is then closed at the last price', async () => {
    const seen: unknown[] = [];
    const market = new MemoryMarket({
      series: [
        bars('TWX', Resolution.Daily, [
          ['2024-03-05', 100],
          ['2024-03-06', 101],
          ['2024-03-07', 98],
        ]),
      ],
      maps: { TWX: '20000101,twx\n20240307,twx\n' },
    });
    const result = await runScript(
      market,
      {
        initialize: (algorithm) => void algorithm.addEquity('TWX', Resolution.Daily),
        onDelistings: (algorithm, [{ isWarning }]) =>
          void seen.push(
            `${clock(algorithm.time)} ${isWarning}, ${algorithm.securities.of('TWX').holdings.quantity} held`,
          ),
        onData(algorithm) {
          if (algorithm.transactions.ordersCount === 0) algorithm.marketOnOpenOrder('TWX', 10);
        },
      },
      { start: '2024-03-05', end: '2024-03-12' },
    );
    expect(seen).toEqual(['2024-03-07 00:00 true, 10 held', '2024-03-08 00:00 false, 0 held']);
    const fills = result.orderEvents.filter(({ isFill }) => isFill);
    expect(fills.map(({ fillQuantity, fillPrice }) => [fillQuantity, fillPrice])).toEqual([
      [10, 101],
      [-10, 98],
    ]);
  });
});

describe('total-return prices', () => {
  it('are the prices that the strategy sees, and exact in orders', async () => {
    const closes: number[] = [];
    const days = ['2024-03-05', '2024-03-06', '2024-03-07'];
    const market = new MemoryMarket({
      series: [
        bars(
          'AAA',
          Resolution.Daily,
          days.map((day) => [day, 100] as const),
        ),
      ],
      // a dollar after the 5th, 50 - 50 * 0.98, and a split long after
      factors: { AAA: '20240101,0.98,0.5,0\n20240305,0.98,0.5,50\n20290105,1,0.5,60\n20501231,1,1,0\n' },
    });
    const { orders } = await runScript(
      market,
      {
        initialize(algorithm) {
          const dataNormalizationMode = DataNormalizationMode.TotalReturn;
          algorithm.addEquity('AAA', Resolution.Daily, { dataNormalizationMode });
        },
        onData(algorithm, slice) {
          const bar = slice.bars.get('AAA');
          if (bar === undefined) return;
          closes.push(bar.close);
          algorithm.marketOnOpenOrder('AAA', 1);
        },
      },
      { start: '2024-03-05', end: '2024-03-07' },
    );
    expect(closes).toEqual([50, 51, 51]);
    // the scale is LEAN's: two places of the price, one of the factor, two of the dividend
    expect(orders.map(({ submission }) => submission?.exactLast.toString())).toEqual(['50.000', '51.000', '51.000']);
  });
});

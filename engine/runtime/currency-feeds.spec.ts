import { describe, expect, it } from 'vitest';
import { Resolution } from '../model/resolution.ts';
import { at, clock, quoteColumns, starts, tickColumns, tradeColumns } from '../testkit/memory-columns.ts';
import { MemoryMarket } from '../testkit/memory-market.ts';
import { runScript } from '../testkit/scripted-run.ts';
import { OrderStatus } from '../model/order-types.ts';
import type { Algorithm } from './algorithm.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MONDAY = { start: '2024-03-04', end: '2024-03-04' };
/** 09:30 to 09:40 of New York, in the UTC of forex data and on the clock of the exchange. */
const minutes = starts('2024-03-04 14:30', '2024-03-04 14:40', MINUTE);

const pair = (ticker: string, rate: (minute: number) => number) => ({
  ticker,
  resolution: Resolution.Minute,
  rows: quoteColumns(minutes.map((time, i) => [time, rate(i) - 0.5, rate(i) + 0.5])),
});
const MARKET = new MemoryMarket({
  series: [
    {
      ticker: 'SPY',
      resolution: Resolution.Minute,
      rows: tradeColumns(minutes.map((time) => [time - 5 * HOUR, 100])),
    },
    pair('EURUSD', (minute) => 2 + minute),
    pair('USDJPY', () => 160),
    pair('GBPUSD', () => 4),
    pair('EURGBP', () => 3),
  ],
});
const minute = ({ time }: Algorithm): string => clock(time).slice(11);

describe('cash of another currency', () => {
  it('is valued at the mid price of its pair, minute by minute', async () => {
    const values: unknown[] = [];
    const result = await runScript(
      MARKET,
      {
        initialize(algorithm) {
          algorithm.addEquity('SPY', Resolution.Minute, { fillForward: false });
          algorithm.setCash('EUR', 1_000);
        },
        onData({ portfolio }, slice) {
          values.push(portfolio.totalPortfolioValue);
          expect(slice.quoteBars.size).toBe(0);
        },
      },
      MONDAY,
    );
    // 100,000 dollars and 1,000 euros at 2, 3, 4 ...
    expect(values.slice(0, 3)).toEqual([102_000, 103_000, 104_000]);
    expect(result.finalEquity).toBe(111_000);
    // the feed is internal: its rows are counted (filled forward to the end of the week), but never shown
    expect(result.dataPoints).toBeGreaterThan(1 + 20);
  });

  it('is valued by an inverted pair', async () => {
    let rate = NaN;
    await runScript(
      MARKET,
      {
        initialize(algorithm) {
          algorithm.addEquity('SPY', Resolution.Minute, { fillForward: false });
          algorithm.setCash('JPY', 1_000);
        },
        onData: ({ portfolio }) => void (rate = portfolio.cashBook.get('JPY').conversionRate),
      },
      MONDAY,
    );
    expect(rate).toBeCloseTo(1 / 160, 12);
  });

  it('uses the pair that the strategy already has, without another feed', async () => {
    const points = async (cash: number): Promise<number> => {
      const { dataPoints } = await runScript(
        MARKET,
        {
          initialize(algorithm) {
            algorithm.addForex('EURUSD', Resolution.Minute, { fillForward: false });
            if (cash > 0) algorithm.setCash('EUR', cash);
          },
        },
        MONDAY,
      );
      return dataPoints;
    };
    expect(await points(0)).toBe(1 + minutes.length);
    expect(await points(1_000)).toBe(1 + minutes.length);
  });

  it('uses the last rate in history before the first bar of its pair', async () => {
    const seen: number[] = [];
    const market = new MemoryMarket({
      series: [
        {
          ticker: 'SPY',
          resolution: Resolution.Minute,
          rows: tradeColumns(minutes.map((time) => [time - 5 * HOUR, 100])),
        },
        {
          ticker: 'EURUSD',
          resolution: Resolution.Minute,
          rows: quoteColumns([
            [at('2024-03-01 15:00'), 1, 2],
            [minutes[2], 3, 4],
          ]),
        },
      ],
    });
    await runScript(
      market,
      {
        initialize(algorithm) {
          algorithm.addEquity('SPY', Resolution.Minute, { fillForward: false });
          algorithm.setCash('EUR', 1_000);
        },
        onData: ({ portfolio }) => void seen.push(portfolio.totalPortfolioValue),
      },
      MONDAY,
    );
    expect(seen.slice(0, 4)).toEqual([101_500, 101_500, 103_500, 103_500]);
  });
});

describe('a rate from history', () => {
  it('is the mid of the last minute bar if the strategy uses ticks', async () => {
    const quotes = quoteColumns([[at('2024-03-01 15:00'), 1, 2]]);
    // open, high, low and close of the bid differ
    const values = quotes.values.map((column, place) => Float64Array.of(place === 2 ? 0.5 : column[0]));
    let rate = NaN;
    await runScript(
      new MemoryMarket({
        series: [
          { ticker: 'EURUSD', resolution: Resolution.Minute, rows: { ...quotes, values } },
          { ticker: 'SPY', resolution: Resolution.Tick, rows: tickColumns([[at('2024-03-04 09:30'), 1, 1]]) },
        ],
      }),
      {
        initialize(algorithm) {
          algorithm.addEquity('SPY', Resolution.Tick);
          algorithm.setCash('EUR', 1_000);
        },
        onData: ({ portfolio }) => void (rate = portfolio.cashBook.get('EUR').conversionRate),
      },
      MONDAY,
    );
    expect(rate).toBe(1.5);
  });
});

describe('a pair that is added during the run', () => {
  it('adds a feed for its currency and can be traded at once', async () => {
    const seen: unknown[] = [];
    const result = await runScript(
      MARKET,
      {
        initialize: (algorithm) => void algorithm.addEquity('SPY', Resolution.Minute, { fillForward: false }),
        onData(algorithm, slice) {
          if (minute(algorithm) === '09:33') algorithm.addForex('EURGBP', Resolution.Minute, { fillForward: false });
          if (slice.quoteBars.size > 0 && algorithm.transactions.ordersCount === 0) {
            seen.push(minute(algorithm), algorithm.portfolio.cashBook.get('GBP').conversionRate);
            seen.push(algorithm.marketOrder('EURGBP', 1_000).status);
          }
        },
      },
      MONDAY,
    );
    expect(seen).toEqual(['09:34', 4, OrderStatus.Filled]);
    expect(result.orders).toHaveLength(1);
  });
});

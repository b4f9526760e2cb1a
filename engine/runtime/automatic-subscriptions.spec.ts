import { describe, expect, it } from 'vitest';
import { SimpleMovingAverage } from '../indicators/index.ts';
import { OrderResponseErrorCode } from '../model/order-response.ts';
import { OrderStatus } from '../model/order-types.ts';
import { Resolution } from '../model/resolution.ts';
import { SecuritySymbol } from '../model/security-symbol.ts';
import { SecurityType } from '../model/security-type.ts';
import { clock, quoteColumns, starts, tradeColumns } from '../testkit/memory-columns.ts';
import { MemoryMarket } from '../testkit/memory-market.ts';
import { runScript } from '../testkit/scripted-run.ts';
import type { Algorithm } from './algorithm.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const times = starts('2024-03-04 09:30', '2024-03-04 09:38', MINUTE);
const days = ['2024-03-04', '2024-03-05', '2024-03-06', '2024-03-07', '2024-03-08'].map((day) => Date.parse(day));
const minutely = (ticker: string, price: number) => ({
  ticker,
  resolution: Resolution.Minute,
  rows: tradeColumns(times.map((time, i) => [time, price + i])),
});
const daily = (ticker: string, price: number, count = days.length) => ({
  ticker,
  resolution: Resolution.Daily,
  rows: tradeColumns(days.slice(0, count).map((time, i) => [time, price + i])),
});
const MARKET = new MemoryMarket({
  series: [
    minutely('AAA', 10),
    minutely('SPY', 400),
    minutely('SPX', 5000),
    daily('AAA', 10),
    daily('SPY', 400),
    daily('GONE', 50, 2),
    {
      ticker: 'EURUSD',
      resolution: Resolution.Minute,
      rows: quoteColumns(times.map((time) => [time + 5 * HOUR, 1.1, 1.2])),
    },
    {
      ticker: 'BTCUSD',
      resolution: Resolution.Minute,
      rows: tradeColumns(times.map((time, i) => [time + 5 * HOUR, 60_000 + 100 * i])),
    },
  ],
  maps: { GONE: '20000101,gone\n20240305,gone\n' },
});
const MONDAY = { start: '2024-03-04', end: '2024-03-04' };
const WEEK = { start: '2024-03-04', end: '2024-03-08' };
const minute = (algorithm: Algorithm): string => clock(algorithm.time).slice(11);

describe('an order for a symbol that is not subscribed to', () => {
  it('of the benchmark subscribes, takes the last known price and fills', async () => {
    const said: string[] = [];
    const result = await runScript(
      MARKET,
      {
        initialize(algorithm) {
          algorithm.setBenchmark('SPY');
          algorithm.addEquity('AAA', Resolution.Minute);
        },
        onData(algorithm, slice) {
          if (minute(algorithm) === '09:33') {
            expect(algorithm.securities.has('SPY')).toBe(false);
            expect(algorithm.marketOrder('SPY', 10).status).toBe(OrderStatus.Filled);
          }
          if (minute(algorithm) === '09:34') expect(slice.bars.get('SPY')?.close).toBe(403);
        },
      },
      { ...MONDAY, onLog: (_level, _time, message) => void said.push(message) },
    );
    expect(result.orderEvents.filter(({ isFill }) => isFill).map(({ fillPrice }) => fillPrice)).toEqual([402]);
    expect(said.filter((line) => line.startsWith('SPY was not subscribed to'))).toHaveLength(1);
  });

  it('uses the resolution of the strategy, so that daily strategies get daily rows', async () => {
    const result = await runScript(
      MARKET,
      {
        initialize(algorithm) {
          algorithm.setBenchmark('SPY');
          algorithm.addEquity('AAA', Resolution.Daily);
        },
        onData(algorithm) {
          if (algorithm.transactions.ordersCount === 0) algorithm.setHoldings('SPY', 0.5);
        },
      },
      WEEK,
    );
    expect(result.orderEvents.filter(({ isFill }) => isFill).map(({ fillPrice }) => fillPrice)).toEqual([401]);
  });

  it('of a symbol not used before subscribes as well', async () => {
    const spy = new SecuritySymbol('SPY', SecurityType.Equity, 'usa', 'SPY R735QTJ8XC9X');
    const filled: boolean[] = [];
    await runScript(
      MARKET,
      {
        initialize: (algorithm) => void algorithm.addEquity('AAA', Resolution.Minute),
        onData(algorithm) {
          if (minute(algorithm) === '09:33')
            filled.push(algorithm.limitOrder(spy, 1, 500).status === OrderStatus.Submitted);
          if (minute(algorithm) === '09:35') filled.push(algorithm.portfolio.get('SPY').quantity === 1);
        },
      },
      MONDAY,
    );
    expect(filled).toEqual([true, true]);
  });

  it('of the pair behind an exchange rate trades the pair', async () => {
    const result = await runScript(
      MARKET,
      {
        initialize(algorithm) {
          algorithm.setCash('EUR', 100);
          algorithm.addEquity('AAA', Resolution.Minute);
        },
        onData(algorithm) {
          if (minute(algorithm) === '09:33') algorithm.marketOrder('EURUSD', 1000);
        },
      },
      MONDAY,
    );
    expect(result.orders.map(({ status }) => status)).toEqual([OrderStatus.Filled]);
  });

  it('that was removed subscribes again', async () => {
    const seen: unknown[] = [];
    await runScript(
      MARKET,
      {
        initialize(algorithm) {
          algorithm.addEquity('AAA', Resolution.Minute);
          algorithm.addEquity('SPY', Resolution.Minute);
        },
        onData(algorithm) {
          const spy = algorithm.securities.of('SPY');
          if (minute(algorithm) === '09:32') {
            algorithm.removeSecurity('SPY');
            seen.push(spy.isTradable);
          }
          if (minute(algorithm) === '09:34') {
            seen.push(spy.isTradable, algorithm.securities.has('SPY'));
            seen.push(algorithm.buy('SPY', 1).status, spy.isTradable);
          }
        },
      },
      MONDAY,
    );
    expect(seen).toEqual([false, false, false, OrderStatus.Filled, true]);
  });

  it('is rejected for an index, a delisted symbol or an unknown ticker', async () => {
    const codes: unknown[] = [];
    await runScript(
      MARKET,
      {
        initialize(algorithm) {
          algorithm.addEquity('AAA', Resolution.Daily);
          algorithm.addEquity('GONE', Resolution.Daily);
          algorithm.addIndex('SPX', Resolution.Minute);
        },
        onDelistings(algorithm, [{ isWarning }]) {
          if (!isWarning) codes.push(algorithm.marketOrder('GONE', 1).submitRequest.response.errorCode);
        },
        onEndOfAlgorithm(algorithm) {
          codes.push(algorithm.marketOrder('GONE', 1).submitRequest.response.errorCode);
          codes.push(algorithm.marketOrder('SPX', 1).submitRequest.response.errorCode);
          expect(() => algorithm.marketOrder('NONE', 1)).toThrow('The run has no security "NONE"');
        },
      },
      WEEK,
    );
    const { NonTradableSecurity } = OrderResponseErrorCode;
    expect(codes).toEqual([NonTradableSecurity, NonTradableSecurity, NonTradableSecurity]);
  });
});

describe('rows of a symbol that is not subscribed to', () => {
  it('feed an indicator of the benchmark from the next row on', async () => {
    const average = new SimpleMovingAverage(2);
    const seen: unknown[] = [];
    let other: { readonly value: number } | undefined;
    await runScript(
      MARKET,
      {
        initialize(algorithm) {
          algorithm.setBenchmark('SPY');
          algorithm.addEquity('AAA', Resolution.Minute);
          algorithm.indicators.register('SPY', average);
          other = algorithm.indicators.max('SPY', 3);
        },
        onData(algorithm) {
          if (minute(algorithm) === '09:37') seen.push(average.value, other?.value);
        },
      },
      MONDAY,
    );
    expect(seen).toEqual([405.5, 406]);
  });

  it('feed consolidators of the benchmark and of a removed symbol', async () => {
    const closes: string[] = [];
    await runScript(
      MARKET,
      {
        initialize(algorithm) {
          algorithm.setBenchmark('SPY');
          algorithm.addEquity('AAA', Resolution.Minute);
          algorithm.consolidate('SPY', { count: 4 }, (bar) => closes.push(`SPY ${bar.close}`));
        },
        onData(algorithm) {
          if (minute(algorithm) === '09:32') algorithm.removeSecurity('AAA');
          if (minute(algorithm) === '09:34')
            algorithm.consolidate('AAA', { count: 2 }, (bar) => closes.push(`AAA ${bar.close}`));
        },
      },
      MONDAY,
    );
    // the rest of the day is filled forward
    expect(closes.slice(0, 4)).toEqual(['SPY 403', 'AAA 15', 'AAA 17', 'SPY 407']);
  });

  it('can be read as history, without a subscription', async () => {
    const spy = new SecuritySymbol('SPY', SecurityType.Equity, 'usa', 'SPY R735QTJ8XC9X');
    const closes: number[][] = [];
    await runScript(
      MARKET,
      {
        initialize: (algorithm) => void algorithm.addEquity('AAA', Resolution.Daily),
        onEndOfAlgorithm(algorithm) {
          closes.push(algorithm.history(spy, { bars: 2 }).map(({ close }) => close));
          expect(algorithm.securities.has(spy)).toBe(false);
        },
      },
      WEEK,
    );
    expect(closes).toEqual([[403, 404]]);
  });

  it('of a delisted symbol are rejected by name', async () => {
    const messages: string[] = [];
    const told: string[] = [];
    await runScript(
      MARKET,
      {
        initialize(algorithm) {
          algorithm.addEquity('AAA', Resolution.Daily);
          algorithm.addEquity('GONE', Resolution.Daily);
        },
        onSecuritiesChanged: (algorithm, { removed }) =>
          removed.forEach(({ symbol, price }) => told.push(`${clock(algorithm.time)} ${symbol.ticker} ${price}`)),
        onDelistings: (algorithm, [{ isWarning }]) => void told.push(`${clock(algorithm.time)} ${isWarning}`),
        onEndOfAlgorithm(algorithm) {
          for (const ask of [
            () => algorithm.indicators.sma('GONE', 2),
            () => algorithm.consolidate('GONE', { count: 2 }, () => {}),
          ]) {
            try {
              ask();
            } catch (error) {
              messages.push((error as Error).message);
            }
          }
          expect(algorithm.securities.of('GONE').price).toBe(51);
        },
      },
      WEEK,
    );
    expect(messages.every((message) => message.startsWith('GONE has been delisted'))).toBe(true);
    expect(messages).toHaveLength(2);
    // the change belongs to the slice with the delisting, and the last price is kept
    expect(told).toEqual(['2024-03-05 00:00 true', '2024-03-06 00:00 GONE 51', '2024-03-06 00:00 false']);
  });
});

describe('a removal', () => {
  it.each([
    ['Removed', undefined],
    ['end of the month', 'end of the month'],
  ])('tags what it orders and cancels with "%s"', async (expected, tag) => {
    const result = await runScript(
      MARKET,
      {
        initialize(algorithm) {
          algorithm.addEquity('AAA', Resolution.Minute);
          algorithm.addEquity('SPY', Resolution.Minute);
        },
        onData(algorithm) {
          if (minute(algorithm) === '09:32') {
            algorithm.marketOrder('SPY', 1);
            algorithm.limitOrder('SPY', 1, 1);
          }
          if (minute(algorithm) === '09:34') algorithm.removeSecurity('SPY', tag);
        },
      },
      MONDAY,
    );
    expect(result.orders.map((order) => order.tag)).toEqual(['', expected, expected]);
  });
});

describe('an indicator of two symbols', () => {
  it('takes the time zones of the exchanges from the engine', async () => {
    const values: number[] = [];
    let ready = (): number[] => [];
    await runScript(
      MARKET,
      {
        initialize(algorithm) {
          const aaa = algorithm.addEquity('AAA', Resolution.Minute).symbol;
          const coin = algorithm.addCrypto('BTCUSD', Resolution.Minute).symbol;
          const spy = algorithm.addEquity('SPY', Resolution.Minute).symbol;
          const beta = algorithm.indicators.b(aaa, aaa, coin, 2);
          const correlation = algorithm.indicators.c(aaa, aaa, spy, 3);
          values.push(beta.warmUpPeriod, correlation.warmUpPeriod);
          ready = () => [Number(beta.isReady), correlation.value];
        },
        onData(algorithm) {
          if (minute(algorithm) === '09:38') values.push(...ready());
        },
      },
      MONDAY,
    );
    expect(values).toEqual([4, 3, 1, 1]);
  });
});

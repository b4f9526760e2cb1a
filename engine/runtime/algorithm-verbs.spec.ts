import { describe, expect, expectTypeOf, it } from 'vitest';
import { dateOf } from '../data/time/calendar-math.ts';
import { formatDateTime } from '../data/time/date-text.ts';
import { TimeZone } from '../data/time/time-zone.ts';
import type { QuoteBar, Tick, TradeBar } from '../model/bars.ts';
import { OrderStatus, OrderType } from '../model/order-types.ts';
import { Resolution } from '../model/resolution.ts';
import { TimeInForce } from '../model/time-in-force.ts';
import { at, tradeColumns } from '../testkit/memory-columns.ts';
import { MemoryMarket } from '../testkit/memory-market.ts';
import { runScript } from '../testkit/scripted-run.ts';
import { DefaultBrokerageModel } from '../transactions/models/brokerage/default-brokerage-model.ts';
import type { OrderTicket } from '../transactions/order-ticket.ts';
import type { Algorithm } from './algorithm.ts';

const DAYS = ['2024-03-04', '2024-03-05', '2024-03-06', '2024-03-07', '2024-03-08'];
const rows = tradeColumns(DAYS.map((day, index) => [at(day), 100 + index]));
const market = new MemoryMarket({
  series: ['AAA', 'BBB'].map((ticker) => ({ ticker, resolution: Resolution.Daily, rows })),
});

/** Runs an action on each day, counted from 0. */
async function onDays(
  act: (algorithm: Algorithm, day: number) => void,
  initialize: (algorithm: Algorithm) => void = () => {},
): Promise<{ messages: string[]; result: Awaited<ReturnType<typeof runScript>> }> {
  const messages: string[] = [];
  let day = 0;
  const result = await runScript(
    market,
    {
      initialize: (algorithm) => {
        initialize(algorithm);
        for (const ticker of ['AAA', 'BBB']) algorithm.addEquity(ticker, { resolution: Resolution.Daily });
      },
      onData: (algorithm) => act(algorithm, day++),
    },
    { start: '2024-03-04', end: '2024-03-08', onLog: (_level, _time, message) => messages.push(message) },
  );
  return { messages, result };
}

describe('the verbs of a strategy', () => {
  it('return one ticket or undefined for one symbol, and a list for several', async () => {
    const seen: unknown[] = [];
    await onDays((algorithm, day) => {
      if (day === 0) {
        const one = algorithm.setHoldings('AAA', 0.5);
        seen.push(one?.quantity, algorithm.setHoldings('AAA', 0.5));
        seen.push(algorithm.setHoldings([{ symbol: 'BBB', share: 0.1 }]).map((ticket) => ticket.symbol.ticker));
      }
      if (day === 2) {
        seen.push(algorithm.liquidate('AAA', { tag: 'out' })?.tag);
        seen.push(algorithm.liquidate(['BBB']).length, algorithm.liquidate('BBB')?.quantity, algorithm.liquidate([]));
      }
    });
    // orders that wait for the open replace each other, so that the second closes BBB as the first would have
    expect(seen).toEqual([498, undefined, ['BBB'], 'out', 1, -99, []]);
    expectTypeOf<Algorithm['setHoldings']>().toBeCallableWith('AAA', 1, { tag: 'x' });
  });

  it('read history of the requested row type', async () => {
    const seen: number[] = [];
    await onDays((algorithm, day) => {
      if (day !== 4) return;
      const bars = algorithm.history('AAA', { days: 3 });
      const ticks = algorithm.history('AAA', { bars: 2, type: 'tick' });
      const quotes = algorithm.history('AAA', { bars: 2, type: 'quote' });
      expectTypeOf(bars).toEqualTypeOf<TradeBar[]>();
      expectTypeOf(ticks).toEqualTypeOf<Tick[]>();
      expectTypeOf(quotes).toEqualTypeOf<QuoteBar[]>();
      seen.push(bars.length, ticks.length, quotes.length);
      seen.push(algorithm.history('AAA', { bars: 2, resolution: Resolution.Daily }).length);
      expect(() => algorithm.history('AAA', { bars: 2, type: 'bars' as 'trade' })).toThrow(
        'There are trade, quote, tick.',
      );
    });
    expect(seen).toEqual([3, 0, 0, 2]);
  });

  it('log once that no resolution was given', async () => {
    const { messages } = await onDays(
      () => {},
      (algorithm) => ['CCC', 'DDD'].forEach((ticker) => algorithm.addEquity(ticker)),
    );
    expect(messages.filter((text) => text.startsWith('No resolution was named for'))).toEqual([
      'No resolution was named for CCC, so it is subscribed to by the minute, like all others without one.',
    ]);
  });

  it('reject a number as a duration, and accept durations and resolutions', async () => {
    const lengths: number[] = [];
    await onDays(
      () => {},
      (algorithm) => {
        algorithm.addEquity('AAA', Resolution.Daily);
        // @ts-expect-error a number is not a bar length
        expect(() => algorithm.consolidate('AAA', 300_000, () => {})).toThrow(
          'Write a duration such as { minutes: 5 }',
        );
        algorithm.consolidate('AAA', { days: 2 }, (bar) => lengths.push((bar.endTime - bar.time) / 86_400_000));
        // @ts-expect-error a number is not a duration
        expect(() => algorithm.timeRules.every(600_000)).toThrow('Use a duration longer than zero');
      },
    );
    expect(lengths).toEqual([2, 2]);
  });

  it('give orders the default properties, and filter open orders by predicate', async () => {
    const seen: unknown[] = [];
    const { result } = await onDays((algorithm, day) => {
      if (day !== 0) return;
      algorithm.defaultOrderProperties = { timeInForce: TimeInForce.day };
      algorithm.limitOrder('AAA', 10, 50);
      algorithm.limitOrder('AAA', -3, 500, { properties: { timeInForce: TimeInForce.goodTilCanceled } });
      algorithm.marketOnOpenOrder('BBB', 5);
      const { transactions } = algorithm;
      seen.push(transactions.getOpenOrders((order) => order.type === OrderType.Limit).length);
      seen.push(transactions.getOpenOrderTickets((ticket: OrderTicket) => ticket.quantity < 0).length);
      seen.push(transactions.getOpenOrdersRemainingQuantity(), transactions.getOpenOrdersRemainingQuantity('AAA'));
      seen.push(transactions.getProjectedHoldings('BBB'));
    });
    expect(seen).toEqual([2, 1, 12, 7, { holdingsQuantity: 0, openOrdersQuantity: 5, projectedQuantity: 5 }]);
    expect(result.orders.map(({ status }) => status)).toEqual([
      OrderStatus.Canceled,
      OrderStatus.Submitted,
      // the bar that ends with the day may still fill it
      OrderStatus.Filled,
    ]);
  });

  it('accept a custom brokerage model', async () => {
    class NoShorts extends DefaultBrokerageModel {
      override refusalToSubmit(...args: Parameters<DefaultBrokerageModel['refusalToSubmit']>): string | undefined {
        return args[1].quantity < 0 ? 'Nothing is sold short here.' : super.refusalToSubmit(...args);
      }
    }
    const { result } = await onDays(
      (algorithm, day) => {
        if (day === 0) for (const quantity of [1, -1]) algorithm.marketOnOpenOrder('AAA', quantity);
      },
      (algorithm) => algorithm.setBrokerageModel(new NoShorts('margin')),
    );
    expect(result.orders.map(({ status }) => status)).toEqual([OrderStatus.Filled, OrderStatus.Invalid]);
  });

  it('return the statistics of the run so far, and add to those of its results', async () => {
    const seen: unknown[] = [];
    const { result } = await onDays((algorithm, day) => {
      if (day === 0) algorithm.marketOnOpenOrder('AAA', 10);
      seen.push(algorithm.statistics.total['Total Orders']);
      algorithm.setRuntimeStatistic('Day', day);
      if (day === 4) algorithm.setSummaryStatistic('Days seen', day + 1);
    });
    expect(seen).toEqual(['1', '1', '1', '1', '1']);
    expect(result.statistics).toMatchObject({ 'Total Orders': '1', 'Days seen': '5' });
    expect(result.runtimeStatistics).toEqual({ Day: '4' });
  });

  it('separate instants from wall-clock times, and return Temporal objects', async () => {
    const seen: string[] = [];
    await onDays((algorithm, day) => {
      if (day > 0) return;
      const { time, utcTime } = algorithm;
      // @ts-expect-error an instant is not a wall-clock time
      dateOf(utcTime);
      // @ts-expect-error a wall-clock time is not an instant
      algorithm.toLocal(time);
      expect([algorithm.toUtc(time), algorithm.toLocal(utcTime)]).toEqual([utcTime, time]);
      seen.push(
        formatDateTime(time),
        algorithm.now().toString(),
        algorithm.now().add({ days: 7 }).toPlainDate().toString(),
      );
    });
    expect(seen).toEqual(['2024-03-04T16:00:00', '2024-03-04T16:00:00-05:00[America/New_York]', '2024-03-11']);
    expect(TimeZone.of('UTC+05:30').temporalId).toBe('+05:30');
  });
});

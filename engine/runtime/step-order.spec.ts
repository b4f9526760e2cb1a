import { describe, expect, it } from 'vitest';
import { DataNormalizationMode } from '../model/data-kinds.ts';
import { Resolution } from '../model/resolution.ts';
import { at, clock, starts, tradeColumns } from '../testkit/memory-columns.ts';
import type { Prices } from '../testkit/memory-columns.ts';
import { MemoryMarket } from '../testkit/memory-market.ts';
import { runScript } from '../testkit/scripted-run.ts';
import { NullFeeModel } from '../transactions/models/fee/constant-fee-model.ts';
import { OrderStatus } from '../model/order-types.ts';
import type { Algorithm } from './algorithm.ts';

const MINUTE = 60_000;
const MONDAY = { start: '2024-03-04', end: '2024-03-04' };
const BARE = { fillForward: false };

function minutes(times: readonly number[], prices: (minute: number) => Prices = () => 100): MemoryMarket {
  const rows = tradeColumns(times.map((time, minute) => [time, prices(minute)]));
  return new MemoryMarket({ series: [{ ticker: 'SPY', resolution: Resolution.Minute, rows }] });
}

/** Records events with the strategy's time. */
function diary(): { readonly lines: string[]; note: (algorithm: Algorithm, what: string) => void } {
  const lines: string[] = [];
  return { lines, note: (algorithm, what) => void lines.push(`${clock(algorithm.time).slice(5)} ${what}`) };
}

describe('within one instant', () => {
  it('updates prices first, then fills, scheduled events, consolidated bars and the slice', async () => {
    const { lines, note } = diary();
    const times = starts('2024-03-04 09:30', '2024-03-04 09:34', MINUTE);
    await runScript(
      minutes(times, (minute) => (minute === 2 ? [100, 100, 90, 95] : 100)),
      {
        initialize(algorithm) {
          const spy = algorithm.addEquity('SPY', Resolution.Minute, BARE);
          algorithm.schedule.on(algorithm.dateRules.everyDay(), algorithm.timeRules.at(9, 33), () =>
            note(algorithm, `event, price ${spy.price}`),
          );
          algorithm.consolidate(spy, { minutes: 3 }, (bar) => note(algorithm, `bar closed at ${bar.close}`));
        },
        onData(algorithm, slice) {
          note(algorithm, `slice, price ${slice.bars.get('SPY')?.close}`);
          if (algorithm.transactions.ordersCount === 0) algorithm.limitOrder('SPY', 10, 92);
        },
        onOrderEvent(algorithm, { status, fillPrice }) {
          if (status === OrderStatus.Filled) note(algorithm, `filled at ${fillPrice}`);
        },
      },
      MONDAY,
    );
    expect(lines).toEqual([
      '03-04 09:31 slice, price 100',
      '03-04 09:32 slice, price 100',
      '03-04 09:33 filled at 92',
      '03-04 09:33 event, price 95',
      '03-04 09:33 bar closed at 95',
      '03-04 09:33 slice, price 95',
      '03-04 09:34 slice, price 100',
    ]);
  });

  it('an order placed in the slice waits for the next one, a market order does not', async () => {
    const { lines, note } = diary();
    await runScript(
      minutes(starts('2024-03-04 09:30', '2024-03-04 09:33', MINUTE), (minute) => 100 + minute),
      {
        initialize: (algorithm) => void algorithm.addEquity('SPY', Resolution.Minute, BARE),
        onData(algorithm) {
          if (algorithm.transactions.ordersCount > 0) return;
          algorithm.limitOrder('SPY', 10, 200);
          algorithm.marketOrder('SPY', 10);
          note(algorithm, 'slice ends');
        },
        onOrderEvent(algorithm, { status, orderId, fillPrice }) {
          if (status === OrderStatus.Filled) note(algorithm, `order ${orderId} filled at ${fillPrice}`);
        },
      },
      MONDAY,
    );
    // a limit above the market is filled at the open of the next bar
    expect(lines).toEqual([
      '03-04 09:31 order 2 filled at 100',
      '03-04 09:31 slice ends',
      '03-04 09:32 order 1 filled at 101',
    ]);
  });

  it('a market order of a scheduled event fills before the slice', async () => {
    const { lines, note } = diary();
    await runScript(
      minutes(starts('2024-03-04 09:30', '2024-03-04 09:33', MINUTE)),
      {
        initialize(algorithm) {
          const spy = algorithm.addEquity('SPY', Resolution.Minute, BARE);
          const { dateRules, timeRules } = algorithm;
          algorithm.schedule.on(dateRules.everyDay(spy), timeRules.afterMarketOpen(spy, 2), () => {
            algorithm.marketOrder('SPY', 1);
          });
        },
        onData: (algorithm) => note(algorithm, `slice, ${algorithm.securities.of('SPY').holdings.quantity} held`),
      },
      MONDAY,
    );
    expect(lines).toEqual(['03-04 09:31 slice, 0 held', '03-04 09:32 slice, 1 held', '03-04 09:33 slice, 1 held']);
  });

  it('dividends and splits are booked before the strategy is notified', async () => {
    const { lines, note } = diary();
    const days = ['2024-03-04', '2024-03-05', '2024-03-06', '2024-03-07'];
    const closes = [50, 50, 50, 25];
    const market = new MemoryMarket({
      series: [
        {
          ticker: 'SPY',
          resolution: Resolution.Daily,
          rows: tradeColumns(days.map((day, place) => [at(day), closes[place]])),
        },
      ],
      // one dollar after the 5th: 50 - 50 * 0.98; two shares for one after the 6th
      factors: { SPY: '20240101,0.98,0.5,0\n20240305,0.98,0.5,50\n20240306,1,0.5,50\n20501231,1,1,0\n' },
    });
    const held = ({ securities, portfolio }: Algorithm): string =>
      `${securities.of('SPY').holdings.quantity} shares, ${portfolio.cash} cash`;
    const { splits } = await runScript(
      market,
      {
        initialize(algorithm) {
          algorithm.addEquity('SPY', Resolution.Daily, { dataNormalizationMode: DataNormalizationMode.Raw });
        },
        onSecuritiesChanged: (algorithm, { added }) => note(algorithm, `added ${added.length}`),
        onSplits(algorithm, [{ factor, isWarning }]) {
          note(algorithm, `split ${factor}${isWarning ? ' to come' : ''}, ${held(algorithm)}`);
        },
        onDividends: (algorithm, [{ distribution }]) => note(algorithm, `dividend ${distribution}, ${held(algorithm)}`),
        onData(algorithm) {
          note(algorithm, `slice, ${held(algorithm)}`);
          if (algorithm.transactions.ordersCount === 0) algorithm.marketOnOpenOrder('SPY', 100);
        },
      },
      { start: '2024-03-04', end: '2024-03-07', models: () => ({ feeModel: new NullFeeModel() }) },
    );
    expect(lines).toEqual([
      '03-04 00:00 added 1',
      '03-04 16:00 slice, 0 shares, 100000 cash',
      '03-05 16:00 slice, 100 shares, 95000 cash',
      '03-06 00:00 split 0.5 to come, 100 shares, 95100 cash',
      '03-06 00:00 dividend 1, 100 shares, 95100 cash',
      '03-06 00:00 slice, 100 shares, 95100 cash',
      '03-06 16:00 slice, 100 shares, 95100 cash',
      '03-07 00:00 split 0.5, 200 shares, 95100 cash',
      '03-07 00:00 slice, 200 shares, 95100 cash',
      '03-07 16:00 slice, 200 shares, 95100 cash',
    ]);
    expect(splits).toEqual([{ symbol: 'equity/usa/SPY', time: Date.parse('2024-03-07T05:00Z'), factor: 0.5 }]);
  });
});

describe('between two instants', () => {
  it('due work runs first, each item at its own time', async () => {
    const { lines, note } = diary();
    const times = [...starts('2024-03-04 09:30', '2024-03-04 09:32', MINUTE), at('2024-03-04 09:45')];
    await runScript(
      minutes(times),
      {
        initialize(algorithm) {
          algorithm.addEquity('SPY', Resolution.Minute, BARE);
          const { dateRules, timeRules, schedule } = algorithm;
          for (const minute of [40, 35, 46]) {
            schedule.on(dateRules.everyDay(), timeRules.at(9, minute), () => note(algorithm, 'event'));
          }
          algorithm.consolidate('SPY', { minutes: 5 }, () => note(algorithm, 'bar of five minutes'));
        },
        onData: (algorithm) => note(algorithm, 'slice'),
      },
      MONDAY,
    );
    expect(lines).toEqual([
      '03-04 09:31 slice',
      '03-04 09:32 slice',
      // events first, then the bars that are due, each with the clock at its own time
      '03-04 09:35 event',
      '03-04 09:40 event',
      '03-04 09:35 bar of five minutes',
      '03-04 09:46 event',
      '03-04 09:46 slice',
    ]);
  });

  it('scheduled events also run on days without data', async () => {
    const { lines, note } = diary();
    const rows = tradeColumns(['2024-03-08', '2024-03-11'].map((day) => [at(day), 1]));
    await runScript(
      new MemoryMarket({ series: [{ ticker: 'SPY', resolution: Resolution.Daily, rows }] }),
      {
        initialize(algorithm) {
          const spy = algorithm.addEquity('SPY', Resolution.Daily);
          const { dateRules, timeRules, schedule } = algorithm;
          schedule.on(dateRules.everyDay(), timeRules.noon, () => note(algorithm, 'noon'));
          schedule.on(dateRules.everyDay('SPY'), timeRules.beforeMarketClose(spy.symbol, 30), () =>
            note(algorithm, 'late'),
          );
        },
        onData: (algorithm) => note(algorithm, 'slice'),
      },
      { start: '2024-03-08', end: '2024-03-11' },
    );
    expect(lines).toEqual([
      '03-08 12:00 noon',
      '03-08 15:30 late',
      '03-08 16:00 slice',
      '03-09 12:00 noon',
      // noon is twelve hours after midnight, and that night the clock skips an hour
      '03-10 13:00 noon',
      '03-11 12:00 noon',
      '03-11 15:30 late',
      '03-11 16:00 slice',
    ]);
  });

  it('onEndOfDay runs ten minutes before the close, on short days too', async () => {
    const { lines, note } = diary();
    const rows = tradeColumns(['2024-07-02', '2024-07-03', '2024-07-05'].map((day) => [at(day), 1]));
    await runScript(
      new MemoryMarket({ series: [{ ticker: 'SPY', resolution: Resolution.Daily, rows }] }),
      {
        initialize: (algorithm) => void algorithm.addEquity('SPY', Resolution.Daily),
        onEndOfDay: (algorithm, symbol) => note(algorithm, symbol.ticker),
      },
      { start: '2024-07-02', end: '2024-07-05' },
    );
    expect(lines).toEqual(['07-02 15:50 SPY', '07-03 12:50 SPY', '07-05 15:50 SPY']);
  });
});

describe('the end', () => {
  it('calls onEndOfAlgorithm after the last slice', async () => {
    const { lines, note } = diary();
    const result = await runScript(
      minutes(starts('2024-03-04 09:30', '2024-03-04 09:32', MINUTE)),
      {
        initialize: (algorithm) => void algorithm.addEquity('SPY', Resolution.Minute, BARE),
        onData: (algorithm) => note(algorithm, 'slice'),
        onEndOfAlgorithm: (algorithm) => note(algorithm, 'end'),
      },
      MONDAY,
    );
    expect(lines).toEqual(['03-04 09:31 slice', '03-04 09:32 slice', '03-04 09:32 end']);
    // one point of the universe, two bars
    expect(result.dataPoints).toBe(3);
  });

  it('comes at once when the portfolio is worthless', async () => {
    const { lines, note } = diary();
    await runScript(
      minutes(starts('2024-03-04 09:30', '2024-03-04 09:34', MINUTE), (minute) => (minute < 2 ? 100 : 10)),
      {
        initialize: (algorithm) => void algorithm.addEquity('SPY', Resolution.Minute, { ...BARE, leverage: 2 }),
        onData(algorithm) {
          note(algorithm, 'slice');
          algorithm.setHoldings('SPY', 1.9);
        },
      },
      MONDAY,
    );
    expect(lines.at(-1)).toBe('03-04 09:33 slice');
  });
});

import { describe, expect, it } from 'vitest';
import { Resolution } from '../model/resolution.ts';
import { at, tradeColumns } from '../testkit/memory-columns.ts';
import { MemoryMarket } from '../testkit/memory-market.ts';
import { runScript } from '../testkit/scripted-run.ts';
import type { Algorithm } from './algorithm.ts';

const rows = tradeColumns([[at('2024-03-04'), 1]]);
const MARKET = new MemoryMarket({ series: [{ ticker: 'SPY', resolution: Resolution.Daily, rows }] });

/** Arguments that a strategy can pass without type checking. */
function wrong(value: unknown): never {
  return value as never;
}

async function during(phase: 'initialize' | 'onData', act: (algorithm: Algorithm) => unknown): Promise<unknown> {
  const script = {
    initialize(algorithm: Algorithm): void {
      algorithm.addEquity('SPY', Resolution.Daily);
      if (phase === 'initialize') act(algorithm);
    },
    onData(algorithm: Algorithm): void {
      if (phase === 'onData') act(algorithm);
    },
  };
  return runScript(MARKET, script, { start: '2024-03-04', end: '2024-03-04' });
}

describe('an invalid request is reported in a sentence:', () => {
  it.each<[string, string, string, (algorithm: Algorithm) => unknown]>([
    [
      'a day',
      'RUN_BAD_DATES',
      'setStartDate was given the year 2024, month 2 and day 31',
      (a) => a.setStartDate(2024, 2, 31),
    ],
    ['a month', 'RUN_BAD_DATES', 'setEndDate was given the year 2024, month 13', (a) => a.setEndDate(2024, 13, 1)],
    ['a year', 'RUN_BAD_DATES', 'setEndDate was given the year NaN', (a) => a.setEndDate(NaN, 1, 1)],
    ['cash', 'RUN_BAD_CASH', 'The starting cash is NaN.', (a) => a.setCash(NaN)],
    ['less than no cash', 'RUN_BAD_CASH', 'The starting cash is -1.', (a) => a.setCash(-1)],
    ['foreign cash', 'RUN_BAD_CASH', 'The starting cash is NaN EUR', (a) => a.setCash('EUR', NaN)],
    ['bars of a warm-up', 'RUN_BAD_HISTORY', 'The warm-up was asked for NaN bars.', (a) => a.setWarmUp({ bars: NaN })],
    [
      'a bare number for a warm-up',
      'RUN_BAD_HISTORY',
      'The warm-up was asked for 30. Write { bars: 30 }',
      (a) => a.setWarmUp(wrong(30)),
    ],
    [
      'a bare number for history',
      'RUN_BAD_HISTORY',
      'History of SPY was asked for 20. Write { bars: 30 }',
      (a) => a.history('SPY', wrong(20)),
    ],
    ['no ticker', 'RUN_BAD_TICKER', 'A security was named undefined.', (a) => a.addEquity(wrong(undefined))],
    ['a number for a ticker', 'RUN_BAD_TICKER', 'A security was named 5.', (a) => a.addEquity(wrong(5))],
    [
      'no security',
      'SECURITY_UNKNOWN',
      'no security "undefined" (it has: SPY)',
      (a) => a.marketOrder(wrong(undefined), 1),
    ],
    ['an object of shares', 'SECURITY_UNKNOWN', 'no security "{"SPY":1}"', (a) => a.setHoldings(wrong({ SPY: 1 }), 1)],
    [
      'a share in quotes',
      'ORDER_BAD_QUANTITY',
      'The share of an order for SPY is the text "1". Pass a number.',
      (a) => a.setHoldings('SPY', wrong('1')),
    ],
    [
      'a quantity beyond all decimals',
      'ORDER_BAD_QUANTITY',
      'The quantity of an order for SPY is 1e+300.',
      (a) => a.limitOrder('SPY', 1e300, 1),
    ],
    [
      'no new quantity',
      'ORDER_BAD_QUANTITY',
      'The quantity of an order for SPY is NaN.',
      (a) => a.limitOrder('SPY', 1, 1).updateQuantity(NaN),
    ],
    [
      'no new price',
      'ORDER_BAD_QUANTITY',
      'The limit price of an order for SPY is NaN.',
      (a) => a.limitOrder('SPY', 1, 1).updateLimitPrice(NaN),
    ],
    [
      'a new stop without bounds',
      'ORDER_BAD_QUANTITY',
      'The stop price of an order for SPY is Infinity.',
      (a) => a.stopMarketOrder('SPY', 1, 1).update({ stopPrice: Infinity }),
    ],
    [
      'no type of orders',
      'ORDER_BAD_TYPE',
      'An order for SPY has the type undefined. Use one of OrderType.Market,',
      (a) => a.submitOrderRequest({ symbol: 'SPY', orderType: wrong(undefined), quantity: 1 }),
    ],
    [
      'a leverage without bounds',
      'ORDER_BAD_LEVERAGE',
      'A leverage of Infinity is not possible',
      (a) => a.securities.of('SPY').setLeverage(Infinity),
    ],
    [
      'nothing to call',
      'SCHEDULING_NO_CALLBACK',
      'was scheduled without a function to call',
      (a) => a.schedule.on(a.dateRules.everyDay(), a.timeRules.at(10, 0), wrong(undefined)),
    ],
    [
      'bars that are shorter than the rows',
      'CONSOLIDATOR_INPUT_TOO_LONG',
      'Rows of 86400000 ms of SPY cannot make bars of 3600000 ms.',
      (a) => a.consolidate('SPY', Resolution.Hour, () => {}),
    ],
    [
      'span of a warm-up',
      'RUN_BAD_HISTORY',
      'asked for { milliseconds: -1 }',
      (a) => a.setWarmUp({ milliseconds: -1 }),
    ],
    [
      'a resolution',
      'RUN_BAD_RESOLUTION',
      'IBM was added at the resolution 4. Use one of Resolution.Tick,',
      (a) => a.addEquity('IBM', 4 as unknown as Resolution),
    ],
    [
      'a name of a resolution',
      'RUN_BAD_RESOLUTION',
      'the resolution "dayly". Use one of Resolution.Tick,',
      (a) => a.addEquity('IBM', 'dayly' as unknown as Resolution),
    ],
  ])('%s', async (_, code, message, act) => {
    await expect(during('initialize', act)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
  });

  it.each<[string, (algorithm: Algorithm) => unknown]>([
    ['-1 bars', (a) => a.history('SPY', { bars: -1 })],
    ['2.5 bars', (a) => a.history('SPY', { bars: 2.5 })],
    ['Infinity bars', (a) => a.history('SPY', { bars: Infinity })],
    ['{ milliseconds: NaN }', (a) => a.history('SPY', { milliseconds: NaN })],
    ['from NaN to 1', (a) => a.history('SPY', { start: NaN, end: 1 })],
  ])('history %s', async (text, act) => {
    const message = expect.stringContaining(`History of SPY was asked for ${text}.`) as string;
    await expect(during('onData', act)).rejects.toMatchObject({ code: 'RUN_BAD_HISTORY', message });
  });
});

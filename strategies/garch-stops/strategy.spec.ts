import { riskPerTradeSizing } from 'tradewright';
import { backtestOnDailyBars, type DayPrices } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import GarchStops from './strategy.ts';

const PARAMETERS = { symbols: ['AAA'], trend: 10, deviations: 2, horizon: 5, reward: 2, days: 30 };

/** Sessions that alternate by one percent around a slow rise. */
const rising = (count: number): DayPrices[] =>
  Array.from({ length: count }, (_, day) => 100 * Math.exp(0.002 * day + (day % 2 === 0 ? 0 : 0.01)));

async function story(days: readonly DayPrices[]): Promise<string[]> {
  const { orders } = await backtestOnDailyBars(GarchStops, {
    bars: { AAA: days },
    parameters: PARAMETERS,
    request: { sizing: riskPerTradeSizing(0.01) },
  });
  return orders.map(({ tag, type, status }) => `${tag}, ${type} ${status}`);
}

describe('garch-stops', () => {
  it('enters above the average, with a stop and a target as far as the forecast', async () => {
    expect((await story(rising(27))).slice(0, 3)).toEqual([
      'Entry, MarketOnOpen Filled',
      'Stop loss, StopMarket Submitted',
      'Take profit, Limit Submitted',
    ]);
  });

  it('risks one percent to the stop', async () => {
    const { orders } = await backtestOnDailyBars(GarchStops, {
      bars: { AAA: rising(27) },
      parameters: PARAMETERS,
      cash: 100_000,
      request: { sizing: riskPerTradeSizing(0.01) },
    });
    const [entry, stop] = orders;
    expect((entry.price - stop.stopPrice) * entry.quantity).toBeGreaterThan(900);
    expect((entry.price - stop.stopPrice) * entry.quantity).toBeLessThan(1_100);
  });

  it('stays out below the average, and without enough returns for a forecast', async () => {
    expect(await story(rising(15))).toEqual([]);
    expect(await story(rising(40).map((_, day) => 200 - day))).toEqual([]);
  });

  it('is stopped by a crash at the open', async () => {
    const lines = await story([...rising(24), 40, 40]);
    expect(lines.filter((line) => line === 'Stop loss, StopMarket Filled')).toHaveLength(1);
  });
});

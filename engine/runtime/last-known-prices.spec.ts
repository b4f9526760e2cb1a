import { describe, expect, it } from 'vitest';
import { Resolution } from '../model/resolution.ts';
import { OrderStatus } from '../model/order-types.ts';
import { at, clock, quoteColumns, tradeColumns } from '../testkit/memory-columns.ts';
import { MemoryMarket } from '../testkit/memory-market.ts';
import type { MemorySeries } from '../testkit/memory-market.ts';
import { runScript } from '../testkit/scripted-run.ts';
import type { Security } from '../securities/security.ts';

const MONDAY = { start: '2024-03-04', end: '2024-03-04' };

function bars(resolution: Resolution, rows: readonly (readonly [string, number])[]): MemorySeries {
  return { ticker: 'SPY', resolution, rows: tradeColumns(rows.map(([time, price]) => [at(time), price])) };
}

/** The state of a security when it is added. */
async function added(series: readonly MemorySeries[], seedInitialPrices: boolean): Promise<Security> {
  let security: Security | undefined;
  let price = NaN;
  await runScript(
    new MemoryMarket({ series }),
    {
      initialize(algorithm) {
        algorithm.settings.seedInitialPrices = seedInitialPrices;
        security = algorithm.addEquity('SPY', Resolution.Minute);
        ({ price } = security);
      },
    },
    MONDAY,
  );
  expect(security!.price).toBe(price);
  return security!;
}

describe('the price of a security that is added', () => {
  const minutes = bars(Resolution.Minute, [
    ['2024-03-01 15:58', 10],
    ['2024-03-01 15:59', 11],
  ]);
  const days = bars(Resolution.Daily, [
    ['2024-01-15', 7],
    ['2024-02-01', 8],
  ]);

  it('is unknown unless the strategy requests seeding', async () => {
    expect((await added([minutes], false)).price).toBeNaN();
  });

  it('is the last one in history, with its quotes', async () => {
    const quotes = {
      ticker: 'SPY',
      resolution: Resolution.Minute,
      rows: quoteColumns([[at('2024-03-01 15:59'), 9, 12]]),
    };
    const security = await added([minutes, quotes], true);
    expect([security.price, security.bidPrice, security.askPrice]).toEqual([11, 9, 12]);
  });

  it('is searched in longer bars if its own have none', async () => {
    expect((await added([days], true)).price).toBe(8);
  });

  it('is known to the initializer and during the run', async () => {
    const seen: unknown[] = [];
    await runScript(
      new MemoryMarket({
        series: [
          bars(Resolution.Minute, [['2024-03-04 09:30', 20]]),
          { ticker: 'IBM', resolution: Resolution.Daily, rows: tradeColumns([[at('2024-03-01'), 30]]) },
        ],
      }),
      {
        initialize(algorithm) {
          algorithm.settings.seedInitialPrices = true;
          algorithm.setSecurityInitializer(({ symbol, price }) => seen.push([symbol.ticker, price]));
          algorithm.addEquity('SPY', Resolution.Minute, { fillForward: false });
        },
        onData(algorithm) {
          const ibm = algorithm.addEquity('IBM', Resolution.Daily, { fillForward: false });
          seen.push([clock(algorithm.time).slice(11), ibm.price, algorithm.marketOnOpenOrder(ibm, 1).status]);
        },
      },
      MONDAY,
    );
    expect(seen).toEqual([
      ['SPY', NaN],
      ['IBM', 30],
      ['09:31', 30, OrderStatus.Submitted],
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import type { SettlementModel } from '../api/security-models.ts';
import { Resolution } from '../model/resolution.ts';
import { clock, starts, tradeColumns } from '../testkit/memory-columns.ts';
import type { Prices } from '../testkit/memory-columns.ts';
import { MemoryMarket } from '../testkit/memory-market.ts';
import { runScript } from '../testkit/scripted-run.ts';
import { NullFeeModel } from '../transactions/models/fee/constant-fee-model.ts';
import { ImmediateSettlementModel } from '../transactions/models/settlement/settlement-models.ts';
import { OrderStatus } from '../model/order-types.ts';
import type { Algorithm } from './algorithm.ts';

const MINUTE = 60_000;
const MONDAY = { start: '2024-03-04', end: '2024-03-04', models: () => ({ feeModel: new NullFeeModel() }) };

function minutes(price: (minute: number) => Prices): MemoryMarket {
  const times = starts('2024-03-04 09:30', '2024-03-04 16:00', MINUTE);
  const rows = tradeColumns(times.map((time, minute) => [time, price(minute)]));
  return new MemoryMarket({ series: [{ ticker: 'SPY', resolution: Resolution.Minute, rows }] });
}

const minute = ({ time }: Algorithm): string => clock(time).slice(11);

describe('settlement', () => {
  it('is checked at the first instant of each hour', async () => {
    const looks: string[] = [];
    const immediate = new ImmediateSettlementModel();
    const watched: SettlementModel = {
      applyFunds: (...funds) => immediate.applyFunds(...funds),
      scan: (_account, _security, utc) => void looks.push(clock(utc).slice(11)),
    };
    await runScript(
      minutes(() => 100),
      { initialize: (algorithm) => void (algorithm.addEquity('SPY').settlementModel = watched) },
      MONDAY,
    );
    // 09:31 of New York, then the full hours until the close
    expect(looks).toEqual(['14:31', '15:00', '16:00', '17:00', '18:00', '19:00', '20:00', '21:00']);
  });
});

describe('margin', () => {
  it('that runs low triggers a warning every five minutes at most', async () => {
    const warnings: string[] = [];
    const result = await runScript(
      minutes(() => 100),
      {
        initialize: (algorithm) => void algorithm.addEquity('SPY', Resolution.Minute, { leverage: 2 }),
        onData(algorithm) {
          // 1,950 shares for 195,000 dollars: of 100,000 no more than 2,500 are free
          if (algorithm.transactions.ordersCount === 0) algorithm.marketOrder('SPY', 1_950);
          if (minute(algorithm) === '09:50') algorithm.quit();
        },
        onMarginCallWarning: (algorithm) => void warnings.push(minute(algorithm)),
      },
      MONDAY,
    );
    // the first check is at 09:31, before the order
    expect(warnings).toEqual(['09:36', '09:41', '09:46']);
    expect(result.orders).toHaveLength(1);
  });

  it('that is exhausted makes the engine liquidate the excess, after notifying the strategy', async () => {
    const told: unknown[] = [];
    const { orders } = await runScript(
      minutes((at) => (at < 5 ? 100 : 80)),
      {
        initialize: (algorithm) => void algorithm.addEquity('SPY', Resolution.Minute, { leverage: 2 }),
        onData(algorithm) {
          if (algorithm.transactions.ordersCount === 0) algorithm.marketOrder('SPY', 1_950);
          if (minute(algorithm) === '09:37') algorithm.quit();
        },
        onMarginCall: (algorithm, [{ symbol, quantity }]) => void told.push(minute(algorithm), symbol.ticker, quantity),
      },
      MONDAY,
    );
    // worth 156,000 - 95,000 = 61,000, margin used 78,000: 17,000 too much, of 40 a share
    expect(told).toEqual(['09:36', 'SPY', -425]);
    expect(orders.map(({ quantity, status, tag }) => [quantity, status, tag])).toEqual([
      [1_950, OrderStatus.Filled, ''],
      [-425, OrderStatus.Filled, 'Margin Call'],
    ]);
  });
});

describe('the account', () => {
  it('is sampled at each midnight and at the end, with the value of that moment', async () => {
    const days = starts('2024-03-04 00:00', '2024-03-09 00:00', 24 * 60 * MINUTE);
    const rows = tradeColumns(days.map((time, day) => [time, 100 + day]));
    const { equity } = await runScript(
      new MemoryMarket({ series: [{ ticker: 'SPY', resolution: Resolution.Daily, rows }] }),
      {
        initialize: (algorithm) => void algorithm.addEquity('SPY', Resolution.Daily),
        onData(algorithm) {
          if (algorithm.transactions.ordersCount === 0) algorithm.marketOnOpenOrder('SPY', 100);
        },
      },
      { start: '2024-03-04', end: '2024-03-08', models: () => ({ feeModel: new NullFeeModel() }) },
    );
    const midnights = Array.from(equity.time, (time, i) => [clock(time).slice(5), equity.value[i]] as const).filter(
      ([time]) => time.endsWith('05:00'),
    );
    // bought at 101 at the open of the 5th
    expect(midnights).toEqual([
      ['03-04 05:00', 100_000],
      ['03-05 05:00', 100_000],
      ['03-06 05:00', 100_000],
      ['03-07 05:00', 100_100],
      ['03-08 05:00', 100_200],
    ]);
    expect([clock(equity.time.at(-1)!).slice(5), equity.value.at(-1)]).toEqual(['03-08 21:00', 100_300]);
  });
});

import { describe, expect, it } from 'vitest';
import { Algorithm, TimeInForce } from 'tradewright';
import { hasLeanData, LEAN_DATA } from './lean-reference.ts';
import { runPortedAlgorithm } from './lean/runner.ts';

// figures of LEAN's TimeInForceAlgorithm at commit 24863901
describe.skipIf(!hasLeanData)("day and good-til-date orders, with LEAN's figures", () => {
  it('end with the close, filled or cancelled', async () => {
    class Expiring extends Algorithm {
      override initialize(): void {
        this.setStartDate(2013, 10, 7);
        this.setEndDate(2013, 10, 11);
        this.setCash(100_000);
        this.addEquity('SPY');
      }

      override onData(): void {
        if (this.transactions.ordersCount > 0) return;
        const day = { properties: { timeInForce: TimeInForce.day } };
        const untilThursday = { properties: { timeInForce: TimeInForce.goodTilDate(Date.UTC(2013, 9, 10)) } };
        for (const price of [100, 160]) this.limitOrder('SPY', 10, price);
        for (const price of [140, 180]) this.limitOrder('SPY', 10, price, day);
        for (const price of [100, 160]) this.limitOrder('SPY', 10, price, untilThursday);
      }
    }
    const load = async () => ({ default: Expiring });
    const result = await runPortedAlgorithm({ name: 'own', tier: 1, load }, LEAN_DATA);
    expect(result.orders.map(({ status }) => status)).toEqual([
      'Submitted',
      'Filled',
      'Canceled',
      'Filled',
      'Canceled',
      'Filled',
    ]);
    expect(result.statistics).toMatchObject({ 'End Equity': '100070.41', 'Sharpe Ratio': '4.241' });
    expect([result.orderListHash, result.dataPoints]).toEqual(['a0588650916ed396fb5793375118e7b3', 3943]);
  });
});

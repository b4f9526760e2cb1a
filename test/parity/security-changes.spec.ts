import { describe, expect, it } from 'vitest';
import { Algorithm, DayOfWeek, dayOfWeek, Resolution } from 'tradewright';
import type { AlgorithmHost, SecurityChanges, Slice } from 'tradewright';
import { hasLeanData, LEAN_DATA } from './lean-reference.ts';
import { runPortedAlgorithm } from './lean/runner.ts';

const run = (Strategy: new (host: AlgorithmHost) => Algorithm) =>
  runPortedAlgorithm({ name: 'own', tier: 1, load: async () => ({ default: Strategy }) }, LEAN_DATA);

// figures of LEAN's TradingNotAddedEquitiesRegressionAlgorithm, AddRemoveSecurityRegressionAlgorithm and
// DelistingEventsAlgorithm at commit 24863901
describe.skipIf(!hasLeanData)("additions and removals of securities, with LEAN's figures", () => {
  it('an order for a symbol that was not added', async () => {
    class NotAdded extends Algorithm {
      override initialize(): void {
        this.setStartDate(2013, 10, 4);
        this.setEndDate(2013, 10, 4);
        this.setCash(1_000_000);
        this.addEquity('IBM');
      }

      override onData(): void {
        if (this.portfolio.invested) return;
        this.buy('SPY', 1);
        this.quit();
      }
    }
    const result = await run(NotAdded);
    expect(result.statistics).toMatchObject({
      'Total Orders': '1',
      'End Equity': '999999',
      'Total Fees': '$1.00',
      'Lowest Capacity Asset': 'SPY R735QTJ8XC9X',
    });
    expect(result.orderListHash).toBe('0bb919a1b4258ad8983506f2843f4db5');
    expect(result.dataPoints).toBe(10);
  });

  it('a removal with positions', async () => {
    class AddRemove extends Algorithm {
      private lastDay: DayOfWeek | undefined;

      override initialize(): void {
        this.setStartDate(2013, 10, 7);
        this.setEndDate(2013, 10, 11);
        this.setCash(100_000);
        this.addEquity('SPY');
      }

      override onData(): void {
        const day = dayOfWeek(this.time);
        if (this.lastDay === day) return;
        if (!this.portfolio.invested) {
          this.setHoldings('SPY', 0.5);
          this.lastDay = day;
        }
        if (day === DayOfWeek.Tuesday) for (const ticker of ['AIG', 'BAC']) this.addEquity(ticker);
        else if (day === DayOfWeek.Wednesday) for (const ticker of ['AIG', 'BAC']) this.setHoldings(ticker, 0.25);
        else if (day === DayOfWeek.Thursday) for (const ticker of ['AIG', 'BAC']) this.removeSecurity(ticker);
        else return;
        this.lastDay = day;
      }
    }
    const result = await run(AddRemove);
    expect(result.statistics).toMatchObject({
      'Total Orders': '5',
      'Average Win': '0.46%',
      'Compounding Annual Return': '296.356%',
      'End Equity': '101776.32',
      'Sharpe Ratio': '12.966',
      'Total Fees': '$28.30',
      'Portfolio Turnover': '29.88%',
    });
    expect(result.orderListHash).toBe('f04b3521256c7d6740966bc3df34e7b1');
    expect(result.dataPoints).toBe(7065);
  });

  it('a delisting', async () => {
    const removed: number[] = [];
    class Delisting extends Algorithm {
      private bars = 0;

      override initialize(): void {
        this.setStartDate(2007, 5, 15);
        this.setEndDate(2007, 5, 25);
        this.setCash(100_000);
        this.addEquity('AAA.1', Resolution.Daily);
        this.addEquity('SPY', Resolution.Daily);
      }

      override onData(slice: Slice): void {
        this.bars += slice.bars.size;
        if (this.transactions.ordersCount === 0) this.setHoldings('AAA.1', 1);
        for (const { symbol, isWarning } of slice.delistings) this.setHoldings(symbol, isWarning ? 0 : 1);
      }

      override onSecuritiesChanged(changes: SecurityChanges): void {
        if (changes.removed.length > 0) removed.push(this.time);
      }

      override onEndOfAlgorithm(): void {
        expect(this.bars).toBe(13);
        expect(removed).toHaveLength(1);
      }
    }
    const result = await run(Delisting);
    expect(result.statistics).toMatchObject({
      'Total Orders': '2',
      'Average Loss': '-5.58%',
      'Compounding Annual Return': '-85.973%',
      'End Equity': '94421.6',
      'Sharpe Ratio': '-5.495',
      Beta: '-1.085',
      'Total Fees': '$36.70',
      'Portfolio Turnover': '18.33%',
    });
    expect(result.orderListHash).toBe('1450ea23a3a1ef4ee2398ec757c39223');
    expect(result.dataPoints).toBe(87);
  });
});

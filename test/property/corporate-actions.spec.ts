import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Algorithm, ConstantRiskFreeInterestRate, DataNormalizationMode, Resolution, type Split } from 'tradewright';
import { type BacktestRequest } from '../../engine/runtime/run-request.ts';
import { BuiltInMarketHoursDatabase, SymbolPropertiesDatabase } from 'tradewright/plugin';
import { runBacktest } from '../../engine/runtime/backtest.ts';
import { describe, expect, it } from 'vitest';
import { LeanDataSource } from '../../plugins/data-lean/lean-data-source.ts';
import { CrashFiles } from './crash-files.ts';
import { answersOf, runLiveOn } from './live-bench.ts';

const DATA = join(fileURLToPath(new URL('../..', import.meta.url)), 'data');
const RAW = { dataNormalizationMode: DataNormalizationMode.Raw };

/** Holds raw shares through splits and dividends, with a stop below them. */
class RawHolder extends Algorithm {
  static splits = 0;
  private readonly held = ['AAPL', 'MSFT'].map((ticker) => this.addEquity(ticker, Resolution.Daily, RAW));

  override onData(): void {
    for (const security of this.held) {
      if (security.holdings.invested || this.transactions.getOpenOrders(security).length > 0) continue;
      this.marketOrder(security, 333);
      this.stopMarketOrder(security, -333, security.price * 0.3);
    }
  }

  override onSplits(splits: readonly Split[]): void {
    RawHolder.splits += splits.filter(({ isWarning }) => !isWarning).length;
  }
}

function request(): BacktestRequest {
  return {
    createAlgorithm: (host) => new RawHolder(host),
    dataSource: new LeanDataSource({ folder: DATA }),
    marketHours: new BuiltInMarketHoursDatabase(),
    symbolProperties: SymbolPropertiesDatabase.fromFolder(DATA),
    interestRates: ConstantRiskFreeInterestRate.default,
    startDate: Date.UTC(2000, 4, 1),
    endDate: Date.UTC(2005, 5, 30),
    cash: 100_000,
  };
}

describe('splits and dividends of raw shares', () => {
  it('reach the account of the paper broker exactly once, however often the run crashes', async () => {
    const expected = answersOf(await runBacktest(request()));
    expect(RawHolder.splits).toBeGreaterThan(1);
    const whole = new CrashFiles();
    expect(await runLiveOn(request(), whole)).toEqual(expected);
    expect(Buffer.from(whole.left.account).toString('latin1')).toContain('"reason":"split"');
    for (let limit = 300; limit < whole.written; limit += 1913) {
      const files = new CrashFiles(limit);
      await expect(runLiveOn(request(), files)).rejects.toThrow('cut off');
      expect(await runLiveOn(request(), new CrashFiles(Infinity, files.left)), `at ${limit}`).toEqual(expected);
    }
  });
});

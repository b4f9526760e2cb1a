import { describe, expect, it } from 'vitest';
import { DataNormalizationMode } from '../model/data-kinds.ts';
import { Decimal } from '../model/decimal.ts';
import { SecurityType } from '../model/security-type.ts';
import { TradingBench } from '../testkit/builders.ts';
import type { SecurityWish } from '../testkit/builders.ts';
import type { Security } from '../securities/security.ts';
import { ConstantFeeModel } from './models/fee/constant-fee-model.ts';
import { DelayedSettlementModel } from './models/settlement/settlement-models.ts';

function ready(wish: SecurityWish = {}): {
  bench: TradingBench;
  spy: Security;
  trade: (quantity: number, price: number) => void;
} {
  const bench = new TradingBench();
  const spy = bench.add(wish);
  let minute = 31;
  const trade = (quantity: number, price: number): void => {
    bench.bar(spy, { end: `2024-03-04T14:${minute++}:00Z`, open: price, high: price, low: price, close: price });
    if (quantity !== 0) bench.trading.marketOrder(spy, quantity);
  };
  return { bench, spy, trade };
}

describe('SecurityPortfolio', () => {
  it('averages the price when adding, keeps it when reducing, clears it when flat', () => {
    const { spy, trade } = ready();
    trade(100, 10);
    trade(100, 20);
    expect(spy.holdings.averagePrice).toBe(15);
    trade(-50, 30);
    expect([spy.holdings.quantity, spy.holdings.averagePrice]).toEqual([150, 15]);
    trade(-150, 40);
    expect([spy.holdings.quantity, spy.holdings.averagePrice]).toEqual([0, 0]);
    expect(spy.holdings.profit).toBe(50 * 15 + 150 * 25);
  });

  it('resets the average price when the position crosses zero', () => {
    const { bench, spy, trade } = ready();
    trade(-100, 20);
    trade(-100, 30);
    expect(spy.holdings.averagePrice).toBe(25);
    trade(300, 20);
    expect([spy.holdings.quantity, spy.holdings.averagePrice]).toEqual([100, 20]);
    expect(spy.holdings.lastTradeProfit).toBe(1000);
    expect(bench.portfolio.totalPortfolioValue).toBe(101_000);
  });

  it('records a closed trade with twice the closing fee, a millisecond apart in one instant', () => {
    const { bench, spy, trade } = ready({ models: { feeModel: new ConstantFeeModel(3) } });
    trade(100, 10);
    trade(-50, 11);
    bench.trading.marketOrder(spy, -50);
    const { records } = bench.portfolio.transactionRecords;
    expect(records.map((record) => record.profitLoss.toNumber())).toEqual([44, 44]);
    expect(records[1].timeUtc - records[0].timeUtc).toBe(1);
    expect(bench.portfolio.totalFees).toBe(9);
    expect(bench.portfolio.cash).toBe(100_091);
    expect(bench.portfolio.totalSaleVolume).toBe(1000 + 1100);
  });

  it('keeps numbers and decimals equal after every kind of change', () => {
    const { bench, spy, trade } = ready({ charges: true });
    trade(100, 101.37);
    const agree = (): void => {
      const { portfolio } = bench;
      expect(portfolio.totalPortfolioValue).toBeCloseTo(portfolio.exactTotalPortfolioValue.toNumber(), 8);
      expect(portfolio.totalMarginUsed).toBeCloseTo(portfolio.exactTotalMarginUsed.toNumber(), 8);
      expect(portfolio.marginRemaining).toBeCloseTo(portfolio.exactMarginRemaining.toNumber(), 8);
    };
    agree();
    trade(-250, 99.21);
    agree();
    trade(0, 98.11);
    agree();
    spy.setLeverage(4);
    agree();
    expect(bench.portfolio.invested).toBe(true);
  });

  it('values a currency pair as cash', () => {
    const bench = new TradingBench();
    const pair = bench.add({ type: SecurityType.Crypto, ticker: 'BTCUSD', lotSize: '0.00000001' });
    bench.bar(pair, { end: '2024-03-04T14:31:00Z', open: 50_000, high: 50_000, low: 50_000, close: 50_000 });
    bench.trading.marketOrder(pair, 0.5);
    expect(bench.portfolio.cashBook.get('BTC').amount).toBe(0.5);
    expect(bench.portfolio.cashBook.get('USD').amount).toBe(75_000);
    bench.bar(pair, { end: '2024-03-04T14:32:00Z', open: 60_000, high: 60_000, low: 60_000, close: 60_000 });
    expect(bench.portfolio.totalPortfolioValue).toBe(105_000);
    expect(pair.holdings.unrealizedProfit).toBe(5_000);
  });

  it('books fills of a security in another currency at its rate', () => {
    const bench = new TradingBench();
    bench.portfolio.setCurrencyCash('EUR', Decimal.zero, Decimal.parse('1.1'));
    const sap = bench.add({ ticker: 'SAP', quoteCurrency: 'EUR' });
    bench.bar(sap, { end: '2024-03-04T14:31:00Z', open: 100, high: 100, low: 100, close: 100 });
    bench.trading.marketOrder(sap, 10);
    expect(bench.portfolio.cashBook.get('EUR').amount).toBe(-1000);
    expect(sap.holdings.holdingsValue).toBeCloseTo(1100, 9);
    expect(bench.portfolio.totalPortfolioValue).toBeCloseTo(100_000, 9);
    expect(bench.portfolio.totalSaleVolume).toBe(1100);
  });

  it('pays dividends on data that is not adjusted for them', () => {
    for (const [normalization, cash] of [
      [DataNormalizationMode.Raw, 99_050],
      [DataNormalizationMode.SplitAdjusted, 99_050],
      [DataNormalizationMode.Adjusted, 99_000],
    ] as const) {
      const { bench, spy, trade } = ready({ normalization });
      trade(100, 10);
      bench.portfolio.applyDividend(spy, Decimal.parse('0.50'));
      expect(bench.portfolio.cash).toBe(cash);
    }
  });

  it('splits raw holdings, pays out the fraction and scales the prices', () => {
    const { bench, spy, trade } = ready({ normalization: DataNormalizationMode.Raw });
    trade(101, 30);
    bench.portfolio.applySplit(spy, Decimal.parse('1.5'), Decimal.fromInteger(30));
    expect([spy.holdings.quantity, spy.holdings.averagePrice, spy.price]).toEqual([67, 45, 45]);
    expect(bench.portfolio.totalPortfolioValue).toBeCloseTo(100_000, 6);
    const adjusted = ready();
    adjusted.trade(100, 30);
    adjusted.bench.portfolio.applySplit(adjusted.spy, Decimal.parse('0.5'), Decimal.fromInteger(30));
    expect(adjusted.spy.holdings.quantity).toBe(100);
  });

  it('settles sales a trading day later in an account with delayed settlement', () => {
    const { bench, spy, trade } = ready({ models: { settlementModel: new DelayedSettlementModel() } });
    trade(100, 10);
    trade(-100, 12);
    const { portfolio } = bench;
    expect([portfolio.cash, portfolio.unsettledCash, portfolio.totalPortfolioValue]).toEqual([99_000, 1200, 100_200]);
    expect(portfolio.marginRemaining).toBe(99_000);
    spy.settlementModel.scan(portfolio.cashBook, spy, Date.parse('2024-03-05T10:59:00Z'));
    expect(portfolio.unsettledCash).toBe(1200);
    spy.settlementModel.scan(portfolio.cashBook, spy, Date.parse('2024-03-05T11:00:00Z'));
    expect([portfolio.cash, portfolio.unsettledCash]).toEqual([100_200, 0]);
  });

  it('finds holdings by security, symbol or ticker', () => {
    const { bench, spy } = ready();
    expect(bench.portfolio.get('SPY')).toBe(spy.holdings);
    expect(bench.portfolio.get(spy.symbol)).toBe(spy.holdings);
    expect(() => bench.portfolio.get('IBM')).toThrow('The portfolio has no holding for IBM. Subscribe to it first.');
  });
});

import { Algorithm } from 'tradewright';
import { Resolution } from 'tradewright/plugin';
import { backtestOnDailyBars, settlementModelConformance } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { AcmeSettlementModel } from './acme-settlement-model.ts';

settlementModelConformance('AcmeSettlementModel', { create: () => new AcmeSettlementModel() });

/** Buys, sells, and records the cash of every day. */
class InAndOut extends Algorithm {
  static cash: number[] = [];
  private readonly stock = this.addEquity('AAA', Resolution.Daily);

  override onData(): void {
    InAndOut.cash.push(this.portfolio.cashBook.account.amount);
    const days = InAndOut.cash.length;
    if (days === 1) this.stock.settlementModel = new AcmeSettlementModel(3);
    if (days === 1) this.marketOnOpenOrder(this.stock, 100);
    if (days === 2) this.marketOnOpenOrder(this.stock, -100);
  }
}

describe('AcmeSettlementModel', () => {
  it('makes proceeds available three days later', async () => {
    InAndOut.cash = [];
    await backtestOnDailyBars(InAndOut, {
      bars: { AAA: [10, 10, 10, 10, 10, 10] },
      firstDate: '2004-02-02',
      cash: 5000,
    });
    expect(InAndOut.cash.map((amount) => Math.round(amount / 1000))).toEqual([5, 4, 4, 4, 4, 5]);
  });
});

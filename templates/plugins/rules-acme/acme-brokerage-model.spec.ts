import { Algorithm } from 'tradewright';
import { OrderStatus, Resolution } from 'tradewright/plugin';
import { backtestOnDailyBars, brokerageModelConformance } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { AcmeBrokerageModel } from './acme-brokerage-model.ts';

brokerageModelConformance('AcmeBrokerageModel', { create: () => new AcmeBrokerageModel() });
brokerageModelConformance('AcmeBrokerageModel with a cash account', { create: () => new AcmeBrokerageModel('cash') });

/** Buys a stock on the first day. */
class BuyOnce extends Algorithm {
  private readonly stock = this.addEquity('AAA', Resolution.Daily);

  override onData(): void {
    if (this.transactions.ordersCount === 0) this.marketOnOpenOrder(this.stock, 5);
  }
}

describe('AcmeBrokerageModel', () => {
  it('accepts orders for stocks and charges two dollars', async () => {
    const { orders, statistics } = await backtestOnDailyBars(BuyOnce, {
      bars: { AAA: [10, 10, 10] },
      request: { brokerageModel: new AcmeBrokerageModel() },
    });
    expect(orders.map(({ status }) => status)).toEqual([OrderStatus.Filled]);
    expect(statistics['Total Fees']).toBe('$2.00');
  });
});

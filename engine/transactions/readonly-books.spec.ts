import { describe, expect, it } from 'vitest';
import { TradingBench } from '../testkit/builders.ts';
import type { Order } from './order.ts';

const BAR = { end: '2024-03-04T14:31:00Z', open: 100, high: 101, low: 99, close: 100 };

function held(): { bench: TradingBench; order: Order; subjects: Record<string, object> } {
  const bench = new TradingBench();
  const security = bench.add();
  bench.bar(security, BAR);
  const { order } = bench.trading.marketOrder(security, 10);
  if (order === undefined) throw new Error('no order');
  const { portfolio } = bench;
  const subjects = {
    order,
    ticket: bench.desk.ticket(1)!,
    holdings: security.holdings,
    security,
    portfolio,
    cash: portfolio.cashBook.account,
    cashBook: portfolio.cashBook,
  };
  return { bench, order, subjects };
}

/** Assigns like code that bypasses the types by a cast. */
function assign(target: object, name: string, value: unknown): void {
  (target as Record<string, unknown>)[name] = value;
}

describe('orders, holdings and cash', () => {
  it.each([
    ['order', ['id', 'type', 'security', 'quantity', 'quantityFilled', 'limitPrice', 'stopPrice', 'status', 'tag']],
    ['order', ['timeUtc', 'exactPrice', 'price', 'properties', 'stopTriggered', 'submission', 'isPlaced', 'brokerIds']],
    ['ticket', ['order', 'quantity', 'status', 'tag', 'submitRequest', 'orderEvents']],
    ['holdings', ['quantity', 'averagePrice', 'invested', 'exactQuantity', 'security', 'holdingsValue', 'profit']],
    ['security', ['holdings', 'symbol', 'cache', 'quoteCurrency', 'properties', 'exchangeHours', 'price', 'leverage']],
    ['portfolio', ['cashBook', 'settings', 'transactionRecords', 'totalPortfolioValue', 'totalFees', 'openPositions']],
    ['cash', ['amount', 'exactAmount', 'unsettledAmount', 'conversionRate', 'symbol']],
    ['cashBook', ['account', 'accountCurrency', 'totalValueInAccountCurrency']],
  ])('are readonly at run time: %s', (subject, names) => {
    const { bench, order, subjects } = held();
    const before = [order.quantity, order.status, bench.portfolio.totalPortfolioValue, bench.portfolio.cash];
    for (const name of names) expect(() => assign(subjects[subject], name, 1e6), name).toThrow(TypeError);
    expect([order.quantity, order.status, bench.portfolio.totalPortfolioValue, bench.portfolio.cash]).toEqual(before);
  });

  it('allow a strategy to replace the models of a security', () => {
    const { subjects } = held();
    const feeModel = { getOrderFee: () => ({ amount: 0, currency: 'USD' }) };
    assign(subjects['security'], 'feeModel', feeModel);
    expect(subjects['security']).toMatchObject({ feeModel });
  });
});

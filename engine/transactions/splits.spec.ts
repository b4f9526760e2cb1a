import { describe, expect, it } from 'vitest';
import { DataNormalizationMode } from '../model/data-kinds.ts';
import { Decimal } from '../model/decimal.ts';
import { OrderStatus } from '../model/order-types.ts';
import { SecurityType } from '../model/security-type.ts';
import { TradingBench } from '../testkit/builders.ts';
import type { Security } from '../securities/security.ts';
import { DefaultBrokerageModel } from './models/brokerage/default-brokerage-model.ts';
import type { OrderTicket } from './order-ticket.ts';

/** Accepts orders, but no updates. */
class Unchanging extends DefaultBrokerageModel {
  override refusalToUpdate(): string {
    return 'Orders of this broker cannot be changed.';
  }
}

function ready(options: ConstructorParameters<typeof TradingBench>[0] = {}): { bench: TradingBench; stock: Security } {
  const bench = new TradingBench(options);
  const stock = bench.add({ normalization: DataNormalizationMode.Raw });
  bench.bar(stock, { end: '2024-03-04T14:31:00Z', open: 1, high: 1, low: 1, close: 1 });
  return { bench, stock };
}

/** Open orders after a split between two bars, and after the first bar with new prices. */
function split(bench: TradingBench, stock: Security, factor: number): void {
  bench.at('2024-03-04T14:31:30Z');
  bench.portfolio.applySplit(stock, Decimal.of(factor), Decimal.one);
  bench.desk.splitOpenOrders(stock, factor);
  bench.desk.processSynchronousEvents();
}

const terms = ({ order }: OrderTicket): unknown[] => [
  order?.quantity,
  order?.limitPrice,
  order?.stopPrice,
  order?.triggerPrice,
  order?.trailingAmount,
];

describe('orders that rest through a split', () => {
  it('with less than a lot remaining are cancelled, and none fills at its old prices', () => {
    const { bench, stock } = ready();
    const tickets = [
      bench.trading.limitOrder(stock, -5, 1.5),
      bench.trading.stopMarketOrder(stock, 8, 1.2),
      bench.trading.stopLimitOrder(stock, 9, { stopPrice: 1.2, limitPrice: 1.3 }),
      bench.trading.limitIfTouchedOrder(stock, -9, { triggerPrice: 1.4, limitPrice: 1.4 }),
      bench.trading.trailingStopOrder(stock, 3, { amount: 0.1, asPercentage: true }),
    ];
    split(bench, stock, 10);
    bench.bar(stock, { end: '2024-03-04T14:32:00Z', open: 10, high: 30, low: 5, close: 10 });
    expect(tickets.map(({ status }) => status)).toEqual(tickets.map(() => OrderStatus.Canceled));
    expect(
      bench.messages.filter((message) => message.includes('the split by 10 leaves less than one lot')),
    ).toHaveLength(5);
  });

  it('with more remaining are adjusted to the new prices', () => {
    const { bench, stock } = ready();
    const tickets = [
      bench.trading.limitOrder(stock, -55, 1.5),
      bench.trading.stopMarketOrder(stock, 80, 1.2),
      bench.trading.limitIfTouchedOrder(stock, -20, { triggerPrice: 1.4, limitPrice: 1.3 }),
      bench.trading.trailingStopOrder(stock, 30, { amount: 0.1, asPercentage: false, stopPrice: 1.1 }),
    ];
    split(bench, stock, 10);
    expect(tickets.map(terms)).toEqual([
      [-5, 15, 0, 0, 0],
      [8, 0, 12, 0, 0],
      [-2, 13, 0, 14, 0],
      [3, 0, 11, 0, 1],
    ]);
  });

  it('are adjusted whatever the broker accepts and whatever buying power they need', () => {
    const { bench, stock } = ready({ brokerageModel: new Unchanging(), cash: 1_000 });
    const ticket = bench.trading.limitOrder(stock, 900, 0.5);
    split(bench, stock, 0.5);
    expect(terms(ticket)).toEqual([1800, 0.25, 0, 0, 0]);
  });

  it('are cancelled when the market rejects the update', () => {
    const { bench, stock } = ready();
    const ticket = bench.trading.limitOrder(stock, -50, 1.5);
    bench.desk.venue.update = () => false;
    split(bench, stock, 10);
    expect(ticket.status).toBe(OrderStatus.Canceled);
  });

  it('keep earlier fills', () => {
    const model = new DefaultBrokerageModel();
    const { bench, stock } = ready({ brokerageModel: model });
    const { working: order } = bench.trading.limitOrder(stock, 10, 0.5);
    if (order === undefined) throw new Error('the order was refused');
    order.setFilled(Decimal.of(0.5), 4);
    expect([0.5, 10].map((factor) => model.splitUpdate(order, factor).quantity)).toEqual([16, 4]);
  });
});

describe('an update', () => {
  it('to less than a lot is refused, to a fractional lot is rounded like a new order', () => {
    const { bench, stock } = ready();
    const ticket = bench.trading.limitOrder(stock, 10, 0.5);
    expect(ticket.updateQuantity(0.4).errorMessage).toContain('smaller than the lot size 1');
    expect(ticket.updateQuantity(5.7).isSuccess).toBe(true);
    bench.scan();
    expect(ticket.quantity).toBe(5);
  });
});

describe('cash for the fraction of a share', () => {
  it.each([
    ['a long position', 3, 2, 1.25, 100 - 3 * 1.25 * 1 + 0.5 * 2 * 1.25],
    ['a short position', -3, 2, 1.25, 100 + 3 * 1.25 * 1 - 0.5 * 2 * 1.25],
    ['a currency of small units', 7, 4, 0.0075, 100 - 7 * 0.0075 + 0.75 * 4 * 0.0075],
    ['no fraction', 4, 2, 1.25, 100 - 4 * 1.25],
  ])('is converted into the account currency: %s', (_what, quantity, factor, rate, cash) => {
    const bench = new TradingBench({ cash: 100 });
    const stock = bench.add({ normalization: DataNormalizationMode.Raw, quoteCurrency: 'EUR' });
    bench.portfolio.cashBook.get('EUR').setConversionRate(Decimal.of(rate));
    bench.bar(stock, { end: '2024-03-04T14:31:00Z', open: 1, high: 1, low: 1, close: 1 });
    bench.trading.marketOrder(stock, quantity);
    const worth = bench.portfolio.totalPortfolioValue;
    bench.portfolio.applySplit(stock, Decimal.of(factor), Decimal.one);
    expect(bench.portfolio.cash).toBeCloseTo(cash, 10);
    expect(bench.portfolio.totalPortfolioValue).toBeCloseTo(worth, 10);
    expect(stock.type).toBe(SecurityType.Equity);
  });
});

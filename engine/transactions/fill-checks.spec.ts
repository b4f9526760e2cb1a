import { describe, expect, it } from 'vitest';
import type { FeeModel, FillModel } from '../api/security-models.ts';
import { Decimal } from '../model/decimal.ts';
import { OrderStatus } from '../model/order-types.ts';
import { Resolution } from '../model/resolution.ts';
import { SecurityType } from '../model/security-type.ts';
import { TimeInForce } from '../model/time-in-force.ts';
import { TradingBench } from '../testkit/builders.ts';
import type { SecurityWish } from '../testkit/builders.ts';
import type { Security } from '../securities/security.ts';
import { DefaultBrokerageModel } from './models/brokerage/default-brokerage-model.ts';
import { PercentFeeModel } from './models/fee/percent-fee-model.ts';
import { SecurityMarginModel } from './models/buying-power/security-margin-model.ts';

const SESSION = 6.5 * 3_600_000;
const DAY = 24 * 3_600_000;
const daily = (day: number, open: number, high: number, low: number, close: number) => ({
  end: `2024-03-0${day}T21:00:00Z`,
  period: SESSION,
  open,
  high,
  low,
  close,
});

function ready(
  wish: SecurityWish = {},
  options: ConstructorParameters<typeof TradingBench>[0] = {},
): { bench: TradingBench; stock: Security } {
  const bench = new TradingBench(options);
  const stock = bench.add({ resolution: Resolution.Daily, ...wish });
  bench.bar(stock, daily(4, 100, 100, 100, 100));
  return { bench, stock };
}

describe('an order that expires at the end of a bar', () => {
  it.each([
    ['for the day', TimeInForce.day],
    ['until a date', TimeInForce.goodTilDate(Date.UTC(2024, 2, 5))],
    ['until an instant', TimeInForce.goodTilDate(Date.UTC(2024, 2, 5, 16))],
  ])('may fill on that bar, and is cancelled otherwise: %s', (_what, timeInForce) => {
    const { bench, stock } = ready();
    const properties = { properties: { timeInForce } };
    const tickets = [
      bench.trading.limitOrder(stock, 1, 95, properties),
      bench.trading.stopMarketOrder(stock, 1, 104, properties),
      bench.trading.limitOrder(stock, 1, 80, properties),
    ];
    bench.bar(stock, daily(5, 100, 105, 90, 100));
    bench.desk.processSynchronousEvents();
    expect(tickets.map(({ status }) => status)).toEqual([OrderStatus.Filled, OrderStatus.Filled, OrderStatus.Canceled]);
  });

  it('for crypto expires with the day of its zone', () => {
    const bench = new TradingBench();
    const coin = bench.add({ type: SecurityType.Crypto, ticker: 'BTCUSD', resolution: Resolution.Daily });
    const bar = (day: number, low: number) => ({
      end: `2024-03-0${day}T00:00:00Z`,
      period: DAY,
      open: 100,
      high: 100,
      low,
      close: 100,
    });
    bench.bar(coin, bar(4, 100));
    const properties = { timeInForce: TimeInForce.day };
    const tickets = [95, 80].map((price) => bench.trading.limitOrder(coin, 1, price, { properties }));
    bench.bar(coin, bar(5, 90));
    expect(tickets.map(({ status }) => status)).toEqual([OrderStatus.Filled, OrderStatus.Canceled]);
  });

  it('does not fill on a bar that ends later', () => {
    const { bench, stock } = ready({ resolution: Resolution.Minute });
    const timeInForce = TimeInForce.goodTilDate(Date.UTC(2024, 2, 5, 11, 30));
    const ticket = bench.trading.limitOrder(stock, 1, 95, { properties: { timeInForce } });
    bench.bar(stock, { end: '2024-03-05T16:29:00Z', open: 100, high: 100, low: 100, close: 100 });
    expect(ticket.status).toBe(OrderStatus.Submitted);
    bench.bar(stock, { end: '2024-03-05T16:31:00Z', open: 90, high: 90, low: 90, close: 90 });
    expect(ticket.status).toBe(OrderStatus.Canceled);
  });
});

const CASH = { brokerageModel: new DefaultBrokerageModel('cash'), cash: 1_000 };

describe('a fill in a cash account', () => {
  it.each([
    [
      'a market on open order over a gap',
      (bench: TradingBench, stock: Security) => bench.trading.marketOnOpenOrder(stock, 10),
    ],
    ['a stop over a gap', (bench: TradingBench, stock: Security) => bench.trading.stopMarketOrder(stock, 9, 105)],
    [
      'the second of two orders',
      (bench: TradingBench, stock: Security) => {
        bench.trading.limitOrder(stock, 5, 99);
        return bench.trading.limitOrder(stock, 6, 98.5);
      },
    ],
  ])('never spends more than the available cash: %s', (_what, place) => {
    const { bench, stock } = ready({}, CASH);
    const ticket = place(bench, stock);
    bench.bar(stock, daily(5, 115, 120, 98, 100));
    expect(ticket.status).toBe(OrderStatus.Invalid);
    expect(bench.portfolio.cash).toBeGreaterThanOrEqual(0);
  });

  it.each([
    ['the setting allows it', {}, { cashAccountsMayOverdraw: true }],
    ['the security has leverage', { models: { buyingPowerModel: new SecurityMarginModel(2) } }, {}],
  ])('may where %s', (_what, wish, settings) => {
    const { bench, stock } = ready(wish, CASH);
    Object.assign(bench.settings, settings);
    const ticket = bench.trading.marketOnOpenOrder(stock, 10);
    bench.bar(stock, daily(5, 115, 120, 99, 100));
    expect([ticket.status, bench.portfolio.cash]).toEqual([OrderStatus.Filled, -150]);
  });

  it('includes the fee', () => {
    const { bench, stock } = ready({ models: { feeModel: new PercentFeeModel(0.01) } }, CASH);
    const tickets = [10, 9].map((quantity) => bench.trading.limitOrder(stock, quantity, 99.9));
    bench.bar(stock, daily(5, 100, 100, 99, 100));
    expect(tickets.map(({ status }) => status)).toEqual([OrderStatus.Invalid, OrderStatus.Filled]);
  });
});

describe('the fee model percent', () => {
  it.each([
    ['a market on open order', 'marketOnOpenOrder', [], 120],
    ['a stop', 'stopMarketOrder', [110], 120],
    ['a limit', 'limitOrder', [95], 95],
  ] as const)('is charged on the value of the fill: %s', (_what, verb, prices, price) => {
    const { bench, stock } = ready({ models: { feeModel: new PercentFeeModel(0.01) } });
    (bench.trading[verb] as (one: Security, quantity: number, price?: number) => unknown)(stock, 10, prices[0]);
    bench.bar(stock, daily(5, verb === 'limitOrder' ? 100 : 120, 130, 90, 125));
    expect(bench.portfolio.totalFees).toBeCloseTo(price * 10 * 0.01, 10);
  });
});

class BadFees implements FeeModel {
  private readonly answer: unknown;
  constructor(answer: unknown) {
    this.answer = answer;
  }
  getOrderFee(): never {
    return this.answer as never;
  }
}

class BadFills implements FillModel {
  private readonly answer: { readonly quantity: number; readonly price: number };
  constructor(quantity: number, price: number) {
    this.answer = { quantity, price };
  }
  fill(...[, , context]: Parameters<FillModel['fill']>): void {
    Object.assign(context, this.answer);
  }
}

describe('the result of a model', () => {
  it.each([
    [1.5, '1.5'],
    [undefined, 'undefined'],
    [{ amount: 1, currency: 'USD' }, '{ amount: 1 (number), currency: USD }'],
    [{ amount: Decimal.one }, '{ amount: 1 (object), currency: undefined }'],
  ])('is checked, and an invalid fee names the model: %j', (answer, shown) => {
    const { bench, stock } = ready({ resolution: Resolution.Minute, models: { feeModel: new BadFees(answer) } });
    bench.at('2024-03-05T16:00:00Z');
    expect(() => bench.trading.limitOrder(stock, 1, 90)).toThrow(
      `The fee model BadFees of SPY returned ${shown} for order`,
    );
  });

  it.each([
    [20, 100],
    [-10, 100],
    [10, NaN],
    [NaN, 100],
  ])('is checked, and an invalid fill names the model: %d at %d', (quantity, price) => {
    const { bench, stock } = ready({ models: { fillModel: new BadFills(quantity, price) } });
    bench.trading.limitOrder(stock, 10, 90);
    expect(() => bench.bar(stock, daily(5, 100, 100, 90, 100))).toThrow(
      `The fill model BadFills of SPY fills ${quantity} at ${price} of order 1, of which 10 are left.`,
    );
  });
});

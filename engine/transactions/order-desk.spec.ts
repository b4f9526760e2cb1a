import { describe, expect, it } from 'vitest';
import { DataNormalizationMode } from '../model/data-kinds.ts';
import { SecurityType } from '../model/security-type.ts';
import { TradingBench } from '../testkit/builders.ts';
import type { SecurityWish } from '../testkit/builders.ts';
import type { Security } from '../securities/security.ts';
import { toHashedOrder } from './hashed-order.ts';
import { orderJson } from '../statistics/order-json.ts';
import { OrderResponseErrorCode } from '../model/order-response.ts';
import { OrderField, OrderStatus, OrderType } from '../model/order-types.ts';
import { TimeInForce } from '../model/time-in-force.ts';

function ready(wish: SecurityWish = {}): { bench: TradingBench; spy: Security } {
  const bench = new TradingBench();
  const spy = bench.add(wish);
  bench.bar(spy, { end: '2024-03-04T14:31:00Z', open: 100, high: 100, low: 100, close: 100 });
  return { bench, spy };
}

function statuses(bench: TradingBench): string[] {
  return bench.events.map((event) => `${event.orderId} ${event.status}`);
}

describe('a market order', () => {
  it('is submitted, filled, booked and reported inside the call', () => {
    const { bench, spy } = ready();
    let seen = 0;
    bench.onOrderEvent = (event) => {
      if (event.isFill) seen = spy.holdings.quantity + event.ticket.quantityFilled;
    };
    const ticket = bench.trading.marketOrder(spy, 10, { tag: 'first' });
    expect(statuses(bench)).toEqual(['1 Submitted', '1 Filled']);
    expect(seen).toBe(20);
    expect([
      ticket.orderId,
      ticket.tag,
      ticket.submitRequest.response.isSuccess,
      ticket.order?.lastFillTimeUtc,
    ]).toEqual([1, 'first', true, bench.clock.utc]);
  });

  it('is processed the same way when asynchronous, as in LEAN’s backtests', () => {
    const { bench, spy } = ready();
    const ticket = bench.trading.marketOrder(spy, 10, { asynchronous: true });
    expect(ticket.status).toBe(OrderStatus.Filled);
    expect(ticket.submitRequest.asynchronous).toBe(true);
  });

  it('is processed after earlier order changes', () => {
    const { bench, spy } = ready();
    const resting = bench.trading.limitOrder(spy, 10, 90);
    resting.cancel();
    bench.trading.marketOrder(spy, 20);
    expect(statuses(bench)).toEqual(['1 Submitted', '1 CancelPending', '1 Canceled', '2 Submitted', '2 Filled']);
  });

  it('placed by the handler of another order’s event is filled before that order’s step continues', () => {
    const { bench, spy } = ready();
    bench.onOrderEvent = (event) => {
      if (event.orderId === 1 && event.isFill) bench.trading.marketOrder(spy, -10);
    };
    bench.trading.marketOrder(spy, 10);
    expect(statuses(bench)).toEqual(['1 Submitted', '1 Filled', '2 Submitted', '2 Filled']);
    expect(spy.holdings.quantity).toBe(0);
  });

  it('fills first even when the handler of its submission places or cancels another one', () => {
    const { bench, spy } = ready();
    const resting = bench.trading.limitOrder(spy, 5, 90);
    bench.onOrderEvent = (event) => {
      if (event.orderId !== 2 || event.status !== OrderStatus.Submitted) return;
      resting.cancel();
      bench.trading.marketOrder(spy, -10);
    };
    bench.trading.marketOrder(spy, 10);
    expect(statuses(bench)).toEqual([
      '1 Submitted',
      '2 Submitted',
      '1 CancelPending',
      '1 Canceled',
      '2 Filled',
      '3 Submitted',
      '3 Filled',
    ]);
  });
});

describe('requests that are refused', () => {
  it('use no order id and have LEAN’s codes', () => {
    const { bench, spy } = ready();
    const fresh = bench.add({ ticker: 'NEW' });
    const Code = OrderResponseErrorCode;
    expect(bench.trading.marketOrder(spy, 0).submitRequest.response.errorCode).toBe(Code.OrderQuantityZero);
    expect(bench.trading.marketOrder(spy, 0.4).submitRequest.response.errorCode).toBe(
      Code.OrderQuantityLessThanLotSize,
    );
    expect(bench.trading.marketOrder(fresh, 1).submitRequest.response.errorCode).toBe(Code.SecurityPriceZero);
    expect(bench.trading.marketOnOpenOrder(spy, 1).submitRequest.response.errorCode).toBe(
      Code.MarketOnOpenNotAllowedDuringRegularHours,
    );
    spy.isTradable = false;
    const ticket = bench.trading.limitOrder(spy, 1, 99);
    expect([ticket.status, ticket.orderId, ticket.submitRequest.response.errorCode]).toEqual([
      OrderStatus.Invalid,
      0,
      Code.NonTradableSecurity,
    ]);
    spy.isTradable = true;
    bench.at('2024-03-04T20:45:00Z');
    expect(bench.trading.marketOnCloseOrder(spy, 1).submitRequest.response.errorCode).toBe(
      Code.MarketOnCloseOrderTooLate,
    );
    bench.desk.isWarmingUp = true;
    expect(bench.trading.marketOrder(spy, 1).submitRequest.response.errorCode).toBe(Code.AlgorithmWarmingUp);
    expect(bench.desk.ordersCount).toBe(0);
  });

  it('with invalid numbers are faults', () => {
    const { bench, spy } = ready();
    const btc = bench.add({ type: SecurityType.Crypto, ticker: 'BTCUSD' });
    bench.bar(btc, { end: '2024-03-04T14:31:00Z', open: 1, high: 1, low: 1, close: 1 });
    expect(() => bench.trading.marketOrder(spy, NaN)).toThrow('The quantity of an order for SPY is NaN');
    expect(() => bench.trading.limitOrder(spy, 1, Infinity)).toThrow('The limit price of an order for SPY is Infinity');
    expect(() => bench.trading.setHolding(spy, NaN)).toThrow('The share of an order for SPY is NaN');
    expect(() => bench.trading.marketOnCloseOrder(btc, 1)).toThrow('never closes');
  });
});

describe('a ticket', () => {
  it('updates an order when requests are processed, and the order may fill from the next bar on', () => {
    const { bench, spy } = ready();
    const ticket = bench.trading.limitOrder(spy, 10, 90);
    bench.bar(spy, { end: '2024-03-04T14:32:00Z', open: 100, high: 100, low: 95, close: 99 });
    expect(ticket.update({ limitPrice: 96, quantity: 5, tag: 'closer' }).isSuccess).toBe(true);
    expect(ticket.get(OrderField.LimitPrice)).toBe(90);
    bench.desk.processSynchronousEvents();
    expect(statuses(bench)).toEqual(['1 Submitted', '1 UpdateSubmitted']);
    expect(ticket.order?.lastUpdateTimeUtc).toBe(bench.clock.utc);
    bench.bar(spy, { end: '2024-03-04T14:33:00Z', open: 99, high: 99, low: 95, close: 98 });
    expect(statuses(bench)).toEqual(['1 Submitted', '1 UpdateSubmitted', '1 Filled']);
    expect([ticket.averageFillPrice, ticket.quantity, ticket.tag, ticket.submitRequest.quantity]).toEqual([
      96,
      5,
      'closer',
      10,
    ]);
    expect(ticket.updateRequests).toHaveLength(1);
  });

  it('cancels an order once: pending at once, cancelled when requests are processed', () => {
    const { bench, spy } = ready();
    const ticket = bench.trading.stopMarketOrder(spy, 10, 110);
    expect(ticket.cancel('enough').isSuccess).toBe(true);
    expect(ticket.status).toBe(OrderStatus.CancelPending);
    expect(ticket.cancel().errorCode).toBe(OrderResponseErrorCode.RequestCanceled);
    bench.desk.processSynchronousEvents();
    expect([ticket.status, ticket.tag, ticket.order?.canceledTimeUtc]).toEqual([
      OrderStatus.Canceled,
      'enough',
      bench.clock.utc,
    ]);
    expect(bench.desk.openOrders.count).toBe(0);
    expect(ticket.update({ quantity: 1 }).errorCode).toBe(OrderResponseErrorCode.InvalidOrderStatus);
    expect(ticket.updateTag('done').isSuccess).toBe(true);
    bench.desk.processSynchronousEvents();
    expect(ticket.tag).toBe('done');
  });

  it('refuses to read fields that its type does not have', () => {
    const { bench, spy } = ready();
    const ticket = bench.trading.limitOrder(spy, 10, 90);
    expect(() => ticket.get(OrderField.StopPrice)).toThrow('A Limit order has no such field');
  });
});

describe('time in force', () => {
  it.each([
    ['day', TimeInForce.day, '2024-03-04T21:00:00Z'],
    ['until a date', TimeInForce.goodTilDate(Date.UTC(2024, 2, 5)), '2024-03-05T21:00:00Z'],
  ])('ends an equity order good for %s at the close', (_what, timeInForce, close) => {
    const { bench, spy } = ready();
    const ticket = bench.trading.limitOrder(spy, 10, 50, { properties: { timeInForce } });
    bench.at(Date.parse(close) - 60_000).scan();
    expect(ticket.status).toBe(OrderStatus.Submitted);
    bench.bar(spy, { end: close, open: 100, high: 100, low: 60, close: 100 });
    expect(ticket.status).toBe(OrderStatus.Canceled);
    expect(ticket.orderEvents[1].message).toBe('The order has expired.');
  });

  it('ends a day order for crypto at midnight and for forex at 17:00 in New York', () => {
    const bench = new TradingBench();
    const properties = { timeInForce: TimeInForce.day };
    const btc = bench.add({ type: SecurityType.Crypto, ticker: 'BTCUSD' });
    const eur = bench.add({ type: SecurityType.Forex, ticker: 'EURUSD' });
    for (const one of [btc, eur])
      bench.bar(one, { end: '2024-03-04T14:31:00Z', open: 100, high: 100, low: 100, close: 100 });
    const tickets = [btc, eur].map((one) => bench.trading.limitOrder(one, 1, 50, { properties }));
    bench.at('2024-03-04T21:59:00Z').scan();
    expect(tickets.map((ticket) => ticket.isOpen)).toEqual([true, true]);
    bench.at('2024-03-04T22:00:00Z').scan();
    expect(tickets.map((ticket) => ticket.isOpen)).toEqual([true, false]);
    bench.at('2024-03-05T00:00:00Z').scan();
    expect(tickets.map((ticket) => ticket.isOpen)).toEqual([false, false]);
  });

  it('of auction orders is replaced by good until cancelled', () => {
    const { bench, spy } = ready();
    const properties = { timeInForce: TimeInForce.goodTilDate(Date.UTC(2024, 2, 4)) };
    const ticket = bench.trading.marketOnCloseOrder(spy, 1, { properties });
    expect(ticket.order?.properties.timeInForce).toBe(TimeInForce.goodTilCanceled);
  });
});

describe('rounding', () => {
  it('truncates quantities to whole lots and rounds raw prices half to even', () => {
    const { bench, spy } = ready({ normalization: DataNormalizationMode.Raw, lotSize: '10' });
    const ticket = bench.trading.limitOrder(spy, 25, 99.125);
    expect([ticket.quantity, ticket.order?.limitPrice]).toEqual([20, 99.12]);
    expect(bench.trading.limitOrder(spy, 10, 99.135).order?.limitPrice).toBe(99.14);
    expect(bench.trading.limitOrder(spy, 10, 0.12345).order?.limitPrice).toBe(0.1234);
    expect(bench.messages).toHaveLength(2);
  });

  it('does not round adjusted equity prices', () => {
    const { bench, spy } = ready();
    expect(bench.trading.stopMarketOrder(spy, 10, 386.0991).order?.stopPrice).toBe(386.0991);
  });
});

describe('setHoldings and liquidate', () => {
  it('include the remaining quantity of open market orders', () => {
    const { bench, spy } = ready();
    bench.at('2024-03-04T21:00:00Z');
    const first = bench.trading.setHolding(spy, 0.5);
    expect([first?.orderType, first?.quantity]).toEqual([OrderType.MarketOnOpen, 498]);
    expect(bench.trading.setHolding(spy, 0.5)).toBeUndefined();
  });

  it('order reductions first, then the largest', () => {
    const { bench, spy } = ready();
    const [b, c] = ['B', 'C'].map((ticker) => bench.add({ ticker }));
    for (const one of [b, c]) bench.bar(one, { end: '2024-03-04T14:31:00Z', open: 50, high: 50, low: 50, close: 50 });
    bench.trading.setHolding(spy, 0.9);
    const tickets = bench.trading.setHoldings([
      { security: b, share: 0.2 },
      { security: c, share: 0.4 },
      { security: spy, share: 0.1 },
    ]);
    expect(tickets.map((ticket) => ticket.symbol.ticker)).toEqual(['SPY', 'C', 'B']);
    const closing = bench.trading.setHolding(c, 0.3, { liquidateExistingHoldings: true, tag: 'only C' });
    expect(closing?.symbol.ticker).toBe('C');
    expect(bench.desk.tickets.slice(-3).map((ticket) => `${ticket.symbol.ticker} ${ticket.tag}`)).toEqual([
      'B only C',
      'SPY only C',
      'C only C',
    ]);
  });

  it('liquidate cancels open orders and closes positions', () => {
    const { bench, spy } = ready();
    bench.trading.marketOrder(spy, 10);
    const resting = bench.trading.limitOrder(spy, 10, 90);
    const [ticket] = bench.trading.liquidate();
    expect([ticket.quantity, ticket.tag, spy.holdings.quantity]).toEqual([-10, 'Liquidated', 0]);
    bench.desk.processSynchronousEvents();
    expect([resting.status, resting.tag]).toEqual([OrderStatus.Canceled, 'Liquidated']);
    expect(bench.trading.liquidate()).toEqual([]);
  });
});

describe('delisting', () => {
  it('closes the position at the last price without a fee and cancels open orders', () => {
    const { bench, spy } = ready({ charges: true });
    bench.trading.marketOrder(spy, 10);
    const resting = bench.trading.limitOrder(spy, 10, 90);
    bench.desk.delist(spy);
    bench.desk.processSynchronousEvents();
    expect([spy.holdings.quantity, resting.status, bench.portfolio.totalFees]).toEqual([0, OrderStatus.Canceled, 1]);
    expect(bench.desk.order(3)?.tag).toBe('Liquidate from delisting');
  });
});

describe('toHashedOrder', () => {
  it('has the content of LEAN’s JSON of an order', () => {
    const { bench, spy } = ready();
    bench.trading.marketOrder(spy, 10);
    bench.trading.limitOrder(spy, -10, 101.5, { tag: 'take profit' });
    const [market, limit] = bench.desk.orders().map((order) => orderJson(toHashedOrder(order)));
    expect(market).toContain(
      '"type":0,"id":1,"contingentId":0,"brokerId":["1"],"symbol":{"value":"SPY","id":"SPY TEST","permtick":"SPY"},"price":100.0,"priceCurrency":"USD"',
    );
    expect(market).toContain(
      '"quantity":10.0,"status":3,"tag":"","properties":{"timeInForce":{}},"securityType":1,"direction":0,"value":1000.0',
    );
    expect(market).toContain(
      '"orderSubmissionData":{"bidPrice":100.00,"askPrice":100.00,"lastPrice":100.00},"isMarketable":true,"priceAdjustmentMode":1}',
    );
    expect(limit).toContain('{"limitPrice":101.5,"type":1,"id":2');
    expect(limit).toContain('"status":1,"tag":"take profit"');
  });
});

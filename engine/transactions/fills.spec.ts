import { describe, expect, it } from 'vitest';
import { SecurityType } from '../model/security-type.ts';
import { TickType } from '../model/data-kinds.ts';
import { Resolution } from '../model/resolution.ts';
import { TradingBench } from '../testkit/builders.ts';
import type { BarWish, SecurityWish } from '../testkit/builders.ts';
import type { Security } from '../securities/security.ts';
import { EquityFillModel } from './models/fill/equity-fill-model.ts';
import { NextOpenFillModel } from './models/fill/next-open-fill-model.ts';
import { ConstantSlippageModel } from './models/slippage/slippage-models.ts';
import type { OrderTicket } from './order-ticket.ts';
import { OrderStatus, OrderType } from '../model/order-types.ts';

const FIRST: BarWish = { end: '2024-03-04T14:31:00Z', open: 100, high: 100, low: 100, close: 100 };

function next(open: number, high: number, low: number, close: number, minute = 32): BarWish {
  return { end: `2024-03-04T14:${minute}:00Z`, open, high, low, close };
}

function ready(wish: SecurityWish = {}): { bench: TradingBench; spy: Security } {
  const bench = new TradingBench();
  const spy = bench.add(wish);
  bench.bar(spy, FIRST);
  return { bench, spy };
}

type Place = (bench: TradingBench, spy: Security) => OrderTicket;

/** Places an order at a price of 100, processes one bar and returns the fill, or undefined. */
function fillOn(bar: BarWish, place: Place, wish?: SecurityWish): number | undefined {
  const { bench, spy } = ready(wish);
  const ticket = place(bench, spy);
  expect(ticket.status).toBe(OrderStatus.Submitted);
  bench.bar(spy, bar);
  return ticket.status === OrderStatus.Filled ? ticket.averageFillPrice : undefined;
}

const limit =
  (quantity: number, price: number): Place =>
  (bench, spy) =>
    bench.trading.limitOrder(spy, quantity, price);
const stop =
  (quantity: number, price: number): Place =>
  (bench, spy) =>
    bench.trading.stopMarketOrder(spy, quantity, price);
const stopLimit =
  (quantity: number, stopPrice: number, limitPrice: number): Place =>
  (bench, spy) =>
    bench.trading.stopLimitOrder(spy, quantity, { stopPrice, limitPrice });
const ifTouched =
  (quantity: number, triggerPrice: number, limitPrice: number): Place =>
  (bench, spy) =>
    bench.trading.limitIfTouchedOrder(spy, quantity, { triggerPrice, limitPrice });
const forex: SecurityWish = { type: SecurityType.Forex, ticker: 'EURUSD' };

describe('EquityFillModel', () => {
  it.each([
    ['fills a market buy at the ask', 10, 100.05],
    ['fills a market sell at the bid', -10, 99.95],
  ])('%s', (_what, quantity, price) => {
    const { bench, spy } = ready({ tickTypes: [TickType.Trade, TickType.Quote] });
    bench.showQuotes(spy, FIRST, 0.05);
    const ticket = bench.trading.marketOrder(spy, quantity);
    expect(ticket.status).toBe(OrderStatus.Filled);
    expect(ticket.averageFillPrice).toBe(price);
  });

  it('fills a market order at the trade bar without quotes, with a message', () => {
    const { bench, spy } = ready();
    const ticket = bench.trading.marketOrder(spy, 10);
    expect(ticket.averageFillPrice).toBe(100);
    expect(ticket.orderEvents[1].message).toContain('No quotes');
  });

  it.each<[string, BarWish, Place, number | undefined]>([
    ['buy limit: low below it', next(100, 101, 98.9, 100), limit(10, 99), 99],
    ['buy limit: low just at it', next(100, 101, 99, 100), limit(10, 99), undefined],
    ['buy limit: opens below it', next(98, 101, 97, 100), limit(10, 99), 98],
    ['sell limit: high above it', next(100, 101.1, 99, 100), limit(-10, 101), 101],
    ['sell limit: high just at it', next(100, 101, 99, 100), limit(-10, 101), undefined],
    ['sell limit: opens above it', next(102, 103, 99, 100), limit(-10, 101), 102],
    ['buy stop: high just at it', next(100, 101, 99, 100), stop(10, 101), 101],
    ['buy stop: opens above it', next(102, 103, 99, 100), stop(10, 101), 102],
    ['buy stop: not reached', next(100, 100.9, 99, 100), stop(10, 101), undefined],
    ['sell stop: low just at it', next(100, 101, 99, 100), stop(-10, 99), 99],
    ['sell stop: opens below it', next(98, 101, 97, 100), stop(-10, 99), 98],
    ['buy stop limit: passed, close below the limit', next(100, 102, 99, 100.5), stopLimit(10, 101, 101.5), 101.5],
    ['buy stop limit: high just at the stop', next(100, 101, 99, 100.5), stopLimit(10, 101, 101.5), undefined],
    ['buy stop limit: close beyond the limit', next(100, 103, 99, 102), stopLimit(10, 101, 101.5), undefined],
    ['sell stop limit: passed, close above the limit', next(100, 101, 98, 99.5), stopLimit(-10, 99, 98.5), 98.5],
    ['buy if touched: touched, close within the limit', next(100, 101, 98, 98.4), ifTouched(10, 98.5, 98.5), 98.4],
    ['buy if touched: touched, close beyond the limit', next(100, 101, 98, 99.9), ifTouched(10, 98.5, 98.5), undefined],
    [
      'sell if touched: touched, close within the limit',
      next(100, 102, 99, 101.8),
      ifTouched(-10, 101.5, 101.5),
      101.8,
    ],
    ['sell if touched: not touched', next(100, 101.4, 99, 101.4), ifTouched(-10, 101.5, 101.2), undefined],
  ])('%s', (_what, bar, place, price) => {
    expect(fillOn(bar, place)).toBe(price);
  });

  it('remembers that a stop limit was triggered and fills it on a later bar', () => {
    const { bench, spy } = ready();
    const ticket = bench.trading.stopLimitOrder(spy, 10, { stopPrice: 101, limitPrice: 101.5 });
    bench.bar(spy, next(100, 103, 99, 102));
    expect(ticket.order?.stopTriggered).toBe(true);
    bench.bar(spy, next(101.8, 101.9, 100, 101.2, 33));
    expect(ticket.averageFillPrice).toBe(101.5);
  });

  it('adds slippage to market and stop orders, never to limit orders', () => {
    const wish: SecurityWish = { models: { slippageModel: new ConstantSlippageModel(0.01) } };
    expect(fillOn(next(100, 101, 99, 100), stop(10, 101), wish)).toBe(102);
    expect(fillOn(next(100, 101, 99, 100), stop(-10, 99), wish)).toBe(98);
    expect(fillOn(next(100, 101, 98, 100), limit(10, 99), wish)).toBe(99);
  });

  it('never fills a resting order at the instant of its placement or on older data', () => {
    const { bench, spy } = ready();
    const ticket = bench.trading.limitOrder(spy, 10, 101);
    bench.scan();
    expect(ticket.status).toBe(OrderStatus.Submitted);
    bench.at('2024-03-04T14:32:00Z').scan();
    expect(ticket.status).toBe(OrderStatus.Submitted);
    bench.bar(spy, next(100, 100, 100, 100, 33));
    expect(ticket.averageFillPrice).toBe(100);
  });
});

describe('a trailing stop', () => {
  it('starts at its distance from the price and follows it up', () => {
    const { bench, spy } = ready();
    const ticket = bench.trading.trailingStopOrder(spy, -10, { amount: 5, asPercentage: false });
    expect(ticket.order?.stopPrice).toBe(95);
    expect(ticket.tag).toBe('Trailing Amount: $5');
    bench.bar(spy, next(101, 103, 101, 102));
    expect(ticket.order?.stopPrice).toBe(98);
    bench.bar(spy, next(102, 102.5, 101, 102, 33));
    expect(ticket.order?.stopPrice).toBe(98);
    bench.bar(spy, next(102, 102, 97, 97.5, 34));
    expect(ticket.averageFillPrice).toBe(97.5);
  });

  it('that a bar has moved takes effect from the next bar, however often that bar is checked', () => {
    const { bench, spy } = ready();
    const ticket = bench.trading.trailingStopOrder(spy, -10, { amount: 0.05, asPercentage: true });
    expect(ticket.tag).toBe('Trailing Amount: 5.00%');
    bench.bar(spy, next(100, 110, 99, 108));
    expect(ticket.order?.stopPrice).toBe(104.5);
    expect(ticket.status).toBe(OrderStatus.Submitted);
    bench.desk.processSynchronousEvents();
    bench.at('2024-03-04T14:32:30Z').scan();
    expect(ticket.status).toBe(OrderStatus.Submitted);
    bench.bar(spy, next(108, 109, 104, 106, 33));
    expect(ticket.averageFillPrice).toBe(104.5);
  });

  it('for a buy starts above the price and follows it down', () => {
    const { bench, spy } = ready();
    const ticket = bench.trading.trailingStopOrder(spy, 10, { amount: 5, asPercentage: false });
    expect(ticket.order?.stopPrice).toBe(105);
    bench.bar(spy, next(99, 99.5, 97, 98));
    expect(ticket.order?.stopPrice).toBe(102);
  });
});

describe('orders around the auctions', () => {
  it('a market order while the market is closed fills at the next open', () => {
    const { bench, spy } = ready();
    const ticket = bench.at('2024-03-04T21:00:00Z').trading.marketOrder(spy, 10);
    expect(ticket.orderType).toBe(OrderType.MarketOnOpen);
    bench.bar(spy, { end: '2024-03-05T14:00:00Z', open: 90, high: 90, low: 90, close: 90 });
    expect(ticket.status).toBe(OrderStatus.Submitted);
    bench.bar(spy, { end: '2024-03-05T14:31:00Z', open: 101, high: 102, low: 100, close: 101.5 });
    expect(ticket.averageFillPrice).toBe(101);
  });

  it('an order at the close with daily bars fills at the open of the next bar', () => {
    const { bench, spy } = ready({ resolution: Resolution.Daily });
    const day = 6.5 * 3_600_000;
    bench.bar(spy, { end: '2024-03-04T21:00:00Z', period: day, open: 99, high: 101, low: 98, close: 100 });
    const ticket = bench.trading.marketOrder(spy, 10);
    expect(ticket.orderType).toBe(OrderType.MarketOnOpen);
    bench.bar(spy, { end: '2024-03-05T21:00:00Z', period: day, open: 100.5, high: 103, low: 100, close: 102 });
    expect(ticket.averageFillPrice).toBe(100.5);
  });

  it('with only daily rows, a market order in market hours becomes market on close, or market on open near the close', () => {
    const { bench, spy } = ready({ resolution: Resolution.Daily });
    expect(bench.at('2024-03-04T17:00:00Z').trading.marketOrder(spy, 10).orderType).toBe(OrderType.MarketOnClose);
    expect(bench.at('2024-03-04T20:50:00Z').trading.marketOrder(spy, 10).orderType).toBe(OrderType.MarketOnOpen);
  });

  it('a market on close order fills with the close of the bar that ends the day', () => {
    const { bench, spy } = ready();
    const ticket = bench.trading.marketOnCloseOrder(spy, 10);
    bench.bar(spy, { end: '2024-03-04T20:59:00Z', open: 103, high: 103, low: 103, close: 103 });
    expect(ticket.status).toBe(OrderStatus.Submitted);
    bench.bar(spy, { end: '2024-03-04T21:00:00Z', open: 103, high: 105, low: 103, close: 104 });
    expect(ticket.averageFillPrice).toBe(104);
  });
});

describe('ImmediateFillModel', () => {
  it.each<[string, BarWish, Place, number | undefined]>([
    ['buy limit far out of the money fills at the high', next(95, 96, 94, 95), limit(10, 99), 96],
    ['sell limit', next(100, 101.5, 100.2, 100), limit(-10, 101), 101],
    ['buy stop: high just at it', next(100, 101, 99, 100), stop(10, 101), undefined],
    ['buy stop: the worse of stop and close', next(100, 103, 99, 102), stop(10, 101), 102],
    ['sell stop: the worse of stop and close', next(100, 101, 98, 99.5), stop(-10, 99), 99],
  ])('%s', (_what, bar, place, price) => {
    expect(fillOn(bar, place, forex)).toBe(price);
  });

  it('makes an order that waits between hourly bars fill at the open of the next one', () => {
    const bench = new TradingBench();
    const pair = bench.add({ ...forex, resolution: Resolution.Hour });
    const hour = 3_600_000;
    bench.bar(pair, { end: '2024-03-04T12:00:00Z', period: hour, open: 1, high: 1, low: 1, close: 1.1 });
    const ticket = bench.at('2024-03-04T14:00:00Z').trading.marketOrder(pair, 1000);
    expect(ticket.status).toBe(OrderStatus.Submitted);
    bench.bar(pair, { end: '2024-03-04T15:00:00Z', period: hour, open: 1.2, high: 1.4, low: 1.2, close: 1.3 });
    expect(ticket.averageFillPrice).toBe(1.2);
  });
});

describe('stale prices', () => {
  it('let a market order of a minute strategy wait after a gap', () => {
    const { bench, spy } = ready();
    const ticket = bench.at('2024-03-04T17:00:00Z').trading.marketOrder(spy, 10);
    expect(ticket.status).toBe(OrderStatus.Submitted);
    bench.bar(spy, { end: '2024-03-04T17:01:00Z', open: 105, high: 106, low: 104, close: 105.5 });
    expect(ticket.averageFillPrice).toBe(105.5);
  });
});

describe('NextOpenFillModel', () => {
  it('fills a market order at the open of the first bar that begins after it', () => {
    const { bench, spy } = ready({ models: { fillModel: new NextOpenFillModel() } });
    const ticket = bench.trading.marketOrder(spy, 10);
    expect(ticket.status).toBe(OrderStatus.Submitted);
    bench.bar(spy, next(101, 103, 100, 102));
    expect(ticket.averageFillPrice).toBe(101);
  });
});

describe('a custom fill model', () => {
  it('may fill in parts', () => {
    class Halves extends EquityFillModel {
      override fill(
        security: Security,
        order: Parameters<EquityFillModel['fill']>[1],
        context: Parameters<EquityFillModel['fill']>[2],
      ): void {
        super.fill(security, order, context);
        context.quantity = Math.min(context.quantity, 5);
      }
    }
    const { bench, spy } = ready({ models: { fillModel: new Halves() } });
    const ticket = bench.trading.marketOrder(spy, 10);
    expect(ticket.status).toBe(OrderStatus.PartiallyFilled);
    expect(ticket.quantityRemaining).toBe(5);
    bench.bar(spy, next(101, 103, 100, 102));
    expect(ticket.status).toBe(OrderStatus.Filled);
    expect(ticket.averageFillPrice).toBe(101);
    expect(spy.holdings.quantity).toBe(10);
  });
});

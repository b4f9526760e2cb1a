import { describe, expect, it } from 'vitest';
import { SecurityType } from '../../../model/security-type.ts';
import { TradingBench } from '../../../testkit/builders.ts';
import type { Security } from '../../../securities/security.ts';
import { OrderResponseErrorCode, type OrderResponse } from '../../../model/order-response.ts';
import { OrderStatus } from '../../../model/order-types.ts';
import { TimeInForce } from '../../../model/time-in-force.ts';
import { BROKERAGE_MODEL_NAMES, brokerageModel } from './index.ts';

function at(
  name: string,
  type: SecurityType,
  ticker: string,
  utc = '2024-03-04T14:31:00Z',
): { bench: TradingBench; security: Security } {
  const bench = new TradingBench({ cash: 1_000_000, brokerageModel: brokerageModel(name) });
  const security = bench.add({ type, ticker, lotSize: type === SecurityType.Crypto ? '0.00000001' : '1' });
  bench.bar(security, { end: '2024-03-04T14:31:00Z', open: 100, high: 100, low: 100, close: 100 });
  bench.at(utc);
  return { bench, security };
}

const NIGHT = '2024-03-05T00:30:00Z';

describe('brokerage models', () => {
  it('are found by name, each with its default account type', () => {
    const accounts = BROKERAGE_MODEL_NAMES.map(
      (name) => `${name} ${brokerageModel(name).accountType} ${brokerageModel(name).tradingDaysPerYear}`,
    );
    expect(accounts).toEqual([
      'default margin 252',
      'ibkr margin 252',
      'coinbase cash 365',
      'tradestation margin 252',
      'bitfinex margin 365',
      'binance cash 365',
      'alpaca margin 252',
    ]);
    expect(() => brokerageModel('ibrk')).toThrow('There is no brokerage model "ibrk". Use one of default, ibkr');
    expect(() => brokerageModel('coinbase', 'margin')).toThrow('Coinbase has no margin accounts');
  });

  it('have a leverage by type of security', () => {
    const leverage = (name: string, type: SecurityType): number =>
      brokerageModel(name).getLeverage(at(name, type, 'XYZUSD').security);
    expect([
      leverage('default', SecurityType.Equity),
      leverage('default', SecurityType.Forex),
      leverage('default', SecurityType.Crypto),
    ]).toEqual([2, 50, 1]);
    expect([
      leverage('ibkr', SecurityType.Cfd),
      leverage('bitfinex', SecurityType.Crypto),
      leverage('coinbase', SecurityType.Crypto),
    ]).toEqual([10, 3.3, 1]);
    expect(brokerageModel('default', 'cash').getLeverage(at('default', SecurityType.Equity, 'SPY').security)).toBe(1);
  });

  it('have default markets and benchmarks', () => {
    expect(brokerageModel('default').getBenchmark()).toMatchObject({ ticker: 'SPY' });
    expect(brokerageModel('ibkr').getBenchmark()).toBeUndefined();
    expect(brokerageModel('bitfinex').getBenchmark()).toMatchObject({ ticker: 'BTCUSD', market: 'bitfinex' });
    expect([
      brokerageModel('default').defaultMarket(SecurityType.Crypto),
      brokerageModel('ibkr').defaultMarket(SecurityType.Cfd),
    ]).toEqual(['coinbase', 'interactivebrokers']);
  });

  it.each([
    ['ibkr', SecurityType.Crypto, 'BTCUSD', 'does not trade securities of type crypto'],
    ['ibkr', SecurityType.Forex, 'EURUSD', 'must be from 20000 to 6000000'],
    ['tradestation', SecurityType.Crypto, 'BTCUSD', 'does not trade securities of type crypto'],
    ['alpaca', SecurityType.Forex, 'EURUSD', 'does not trade securities of type forex'],
    ['coinbase', SecurityType.Equity, 'SPY', 'does not trade securities of type equity'],
  ])('%s refuses a limit order for %s %s', (name, type, ticker, reason) => {
    const { bench, security } = at(name, type, ticker);
    const order = bench.trading.limitOrder(security, 100, 90).order;
    expect(order === undefined ? '' : brokerageModel(name).refusalToSubmit(security, order)).toContain(reason);
  });

  it.each([
    ['ibkr', NIGHT, OrderStatus.Submitted],
    ['ibkr', '2024-03-05T14:29:00Z', OrderStatus.Invalid],
    ['tradestation', NIGHT, OrderStatus.Invalid],
    ['tradestation', '2024-03-05T13:00:00Z', OrderStatus.Submitted],
    ['alpaca', NIGHT, OrderStatus.Submitted],
    ['default', '2024-03-05T14:29:00Z', OrderStatus.Submitted],
  ])('%s accepts market on open orders in its window: %s', (name, utc, status) => {
    const { bench, security } = at(name, SecurityType.Equity, 'SPY', utc);
    expect(bench.trading.marketOnOpenOrder(security, 10).status).toBe(status);
  });

  it('alpaca rejects position reversals at the open, and accepts only day limit orders outside of regular hours', () => {
    const { bench, security } = at('alpaca', SecurityType.Equity, 'SPY');
    bench.trading.marketOrder(security, 10);
    bench.at(NIGHT);
    expect(bench.trading.marketOnOpenOrder(security, -20).status).toBe(OrderStatus.Invalid);
    const outsideRegularTradingHours = true;
    const good = { properties: { timeInForce: TimeInForce.day, outsideRegularTradingHours } };
    const bad = { properties: { timeInForce: TimeInForce.goodTilCanceled, outsideRegularTradingHours } };
    expect(bench.trading.limitOrder(security, 1, 90, good).status).toBe(OrderStatus.Submitted);
    expect(bench.trading.limitOrder(security, 1, 90, bad).status).toBe(OrderStatus.Invalid);
  });

  it('binance rejects order updates', () => {
    const { bench, security } = at('binance', SecurityType.Crypto, 'BTCUSD');
    const ticket = bench.trading.limitOrder(security, 1, 90);
    const answer = (): OrderResponse => ticket.mostRecentOrderResponse;
    ticket.updateLimitPrice(91);
    bench.desk.processSynchronousEvents();
    expect([answer().errorCode, ticket.order?.limitPrice]).toEqual([
      OrderResponseErrorCode.BrokerageModelRefusedToUpdateOrder,
      90,
    ]);
  });

  it('adjust open orders for a split', () => {
    const { bench, security } = at('default', SecurityType.Equity, 'SPY');
    const tickets = [
      bench.trading.limitOrder(security, 10, 90),
      bench.trading.stopMarketOrder(security, -10, 80),
      bench.trading.trailingStopOrder(security, -10, { amount: 4, asPercentage: false }),
    ];
    bench.desk.splitOpenOrders(security, 0.5);
    bench.desk.processSynchronousEvents();
    expect(
      tickets.map(({ order }) => [order?.quantity, order?.limitPrice, order?.stopPrice, order?.trailingAmount]),
    ).toEqual([
      [20, 45, 0, 0],
      [-20, 0, 40, 0],
      [-20, 0, 48, 2],
    ]);
  });
});

describe('CashBuyingPowerModel', () => {
  it('spends only cash that is not reserved, and never sells short', () => {
    const { bench, security } = at('coinbase', SecurityType.Crypto, 'BTCUSD');
    expect(bench.trading.limitOrder(security, 6_000, 100).status).toBe(OrderStatus.Submitted);
    expect(bench.trading.limitOrder(security, 6_000, 100).status).toBe(OrderStatus.Invalid);
    expect(bench.trading.marketOrder(security, 3_900).status).toBe(OrderStatus.Filled);
    expect(bench.trading.limitOrder(security, -3_000, 110).status).toBe(OrderStatus.Submitted);
    expect(bench.trading.limitOrder(security, -1_000, 110).status).toBe(OrderStatus.Invalid);
    expect(bench.trading.limitOrder(security, -900, 110).status).toBe(OrderStatus.Submitted);
    expect(() => security.setLeverage(2)).toThrow('A cash account has no credit');
  });

  it('sizes whole lots within the target, including fees', () => {
    const { bench, security } = at('coinbase', SecurityType.Crypto, 'BTCUSD');
    expect(bench.trading.calculateOrderQuantity(security, 0.5)).toBe(4987.5);
    expect(bench.trading.calculateOrderQuantity(security, -0.5)).toBe(0);
  });
});

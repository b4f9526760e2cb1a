import { describe, expect, it } from 'vitest';
import { SecurityType } from '../../../model/security-type.ts';
import { TradingBench } from '../../../testkit/builders.ts';
import type { Security } from '../../../securities/security.ts';
import type { FeeModel } from '../../../api/security-models.ts';
import { Decimal } from '../../../model/decimal.ts';
import {
  BinanceFeeModel,
  BitfinexFeeModel,
  CoinbaseFeeModel,
  AlpacaFeeModel,
  TradeStationFeeModel,
} from './broker-fee-models.ts';
import { ConstantFeeModel, NullFeeModel } from './constant-fee-model.ts';
import { InteractiveBrokersFeeModel } from './interactive-brokers-fee-model.ts';
import { feeOfMarketOrder } from './market-order-fee.ts';
import { PercentFeeModel } from './percent-fee-model.ts';

function priced(
  price: number,
  feeModel: FeeModel,
  type: SecurityType = SecurityType.Equity,
  ticker = 'SPY',
): { bench: TradingBench; security: Security } {
  const bench = new TradingBench({ cash: 1_000_000 });
  const security = bench.add({
    type,
    ticker,
    models: { feeModel },
    lotSize: type === SecurityType.Crypto ? '0.00000001' : '1',
  });
  bench.bar(security, { end: '2024-03-04T14:31:00Z', open: price, high: price, low: price, close: price });
  return { bench, security };
}

function fee(price: number, quantity: number, model: FeeModel, type?: SecurityType, ticker?: string): string {
  const { amount, currency } = feeOfMarketOrder(priced(price, model, type, ticker).security, quantity);
  return `${amount.toString()} ${currency}`;
}

describe('InteractiveBrokersFeeModel', () => {
  const model = new InteractiveBrokersFeeModel();
  it.each([
    ['a half cent a share', 144.77, 688, '3.44 USD'],
    ['the same for sells', 143, -697, '3.485 USD'],
    ['at least a dollar', 100, 199, '1 USD'],
    ['exactly a dollar', 100, 200, '1 USD'],
    ['at most half a per cent of the value', 0.5, 1000, '2.5 USD'],
    ['no cap on the minimum fee', 0.01, 100, '1 USD'],
  ])('charges equities %s', (_what, price, quantity, expected) => {
    expect(fee(price, quantity, model)).toBe(expected);
  });

  it('charges forex by tier and at least two dollars', () => {
    expect(fee(1.1, 10_000, model, SecurityType.Forex, 'EURUSD')).toBe('2 USD');
    expect(fee(1.1, 1_000_000, model, SecurityType.Forex, 'EURUSD')).toBe('22 USD');
    expect(fee(1.1, 1_000_000, new InteractiveBrokersFeeModel(2e9), SecurityType.Forex, 'EURUSD')).toBe('16.5 USD');
  });

  it('does not support crypto', () => {
    expect(() => fee(100, 1, model, SecurityType.Crypto, 'BTCUSD')).toThrow('Choose another fee or brokerage model');
  });

  it('values a limit order by the better of limit and market price', () => {
    const { bench, security } = priced(0.8, model);
    bench.trading.limitOrder(security, 1000, 0.6);
    bench.bar(security, { end: '2024-03-04T14:32:00Z', open: 0.8, high: 0.8, low: 0.5, close: 0.7 });
    expect(bench.portfolio.totalFees).toBe(3);
  });
});

describe('other fee models', () => {
  it('charge their documented fees', () => {
    expect(fee(100, 5, new ConstantFeeModel(-2.5, 'EUR'))).toBe('2.5 EUR');
    expect(fee(100, 5, new NullFeeModel())).toBe('0 USD');
    expect(fee(100, -5, new PercentFeeModel(0.001))).toBe('0.5 USD');
    expect(fee(100, 5, new AlpacaFeeModel())).toBe('0 USD');
    expect(fee(100, 5, new TradeStationFeeModel(false))).toBe('5 USD');
  });

  it('charge crypto buys in the base and sells in the quote currency', () => {
    expect(fee(50_000, 2, new BinanceFeeModel(), SecurityType.Crypto, 'BTCUSD')).toBe('0.002 BTC');
    expect(fee(50_000, -2, new BitfinexFeeModel(), SecurityType.Crypto, 'BTCUSD')).toBe('200 USD');
    expect(fee(50_000, 2, new AlpacaFeeModel(), SecurityType.Crypto, 'BTCUSD')).toBe('0.005 BTC');
  });

  it('follow Coinbase’s fee schedules by the date of the order', () => {
    const { bench, security } = priced(50_000, new CoinbaseFeeModel(), SecurityType.Crypto, 'BTCUSD');
    expect(feeOfMarketOrder(security, 1).amount.toString()).toBe('400');
    bench.at('2018-05-01T00:00:00Z');
    expect(feeOfMarketOrder(security, 1).amount.toString()).toBe('150');
  });

  it('deduct a base currency fee from the bought quantity', () => {
    const { bench, security } = priced(50_000, new BinanceFeeModel(), SecurityType.Crypto, 'BTCUSD');
    const ticket = bench.trading.marketOrder(security, 2);
    expect(ticket.quantityFilled).toBe(1.998);
    expect(security.holdings.quantity).toBe(1.998);
    expect(security.baseCurrency?.exactAmount.eq(Decimal.parse('1.998'))).toBe(true);
    expect(bench.portfolio.cashBook.account.amount).toBe(900_000);
    expect(bench.portfolio.totalFees).toBe(100);
  });
});

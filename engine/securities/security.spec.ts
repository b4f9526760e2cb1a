import { describe, expect, it } from 'vitest';
import { SecurityType } from '../model/security-type.ts';
import { TradingBench } from '../testkit/builders.ts';

const TRADES = { open: 350, high: 360, low: 340, close: 357, end: '2024-03-05T00:00:00Z' };
const QUOTES = { ...TRADES, close: 356 };

describe('the price of a security', () => {
  it('of crypto is the trade price, while its cash is valued at the newest quotes', () => {
    const bench = new TradingBench();
    const bitcoin = bench.add({ type: SecurityType.Crypto, ticker: 'BTCUSD' });
    bench.showQuotes(bitcoin, QUOTES, 1);
    expect(bitcoin.price).toBe(356);
    bench.showBar(bitcoin, TRADES).showQuotes(bitcoin, QUOTES, 1);
    bench.portfolio.cashBook.update();
    expect(bitcoin.price).toBe(357);
    expect(bitcoin.baseCurrency?.conversionRate).toBe(356);
  });

  it('of forex is the mid of its quotes', () => {
    const bench = new TradingBench();
    const euro = bench.add({ type: SecurityType.Forex, ticker: 'EURUSD' });
    bench.showQuotes(euro, QUOTES, 1);
    expect(euro.price).toBe(356);
  });
});

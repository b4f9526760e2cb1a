import { describe, expect, it } from 'vitest';
import { SecurityType } from '../model/security-type.ts';
import { SymbolPropertiesDatabase } from './symbol-properties.ts';

const text = [
  'market,symbol,type,description,quote_currency,contract_multiplier,minimum_price_variation,lot_size,market_ticker,minimum_order_size,price_magnifier,strike_multiplier',
  '',
  '# a comment, usa,SPY,equity',
  'usa,[*],equity,,USD,1,0.01,1',
  'coinbase,BTCUSD,crypto,Bitcoin-US Dollar,USD,1,0.01,0.00000001,BTC-USD,0.00000001',
  'dydx,BTCUSD,cryptofuture,BTC-USD,USD,1,1e-05,0.0001,BTC-USD,0.0001000000,100000,10000000000',
  'coinbase,BADUSD,crypto,Bad,USD,1,0.01,0',
  'kraken,BTCUSD,crypto,XBT/USD,USD,1,0.1,0.00000001,XXBTZUSD,0.00005',
].join('\r\n');
const database = SymbolPropertiesDatabase.fromText(text, 'x.csv');

describe('SymbolPropertiesDatabase', () => {
  it("finds a ticker's row, case-insensitively", () => {
    const found = database.get('Coinbase', 'btcusd', SecurityType.Crypto, 'EUR');
    expect([found.description, found.quoteCurrency, found.marketTicker]).toEqual([
      'Bitcoin-US Dollar',
      'USD',
      'BTC-USD',
    ]);
    expect(
      [found.contractMultiplier, found.minimumPriceVariation, found.lotSize, found.minimumOrderSize].map(String),
    ).toEqual(['1', '0.01', '0.00000001', '0.00000001']);
    expect([found.priceMagnifier, found.strikeMultiplier].map(String)).toEqual(['1', '1']);
  });

  it('reads exponents, magnifiers and the last line', () => {
    const found = database.get('dydx', 'BTCUSD', SecurityType.CryptoFuture, 'USD');
    expect([found.minimumPriceVariation, found.priceMagnifier, found.strikeMultiplier].map(String)).toEqual([
      '0.00001',
      '100000',
      '10000000000',
    ]);
    expect(String(database.get('kraken', 'BTCUSD', SecurityType.Crypto, 'USD').minimumPriceVariation)).toBe('0.1');
  });

  it("falls back to the market's row for the type, then to the default", () => {
    expect(database.has('usa', 'SPY', SecurityType.Equity)).toBe(false);
    expect(database.get('usa', 'SPY', SecurityType.Equity, 'EUR').quoteCurrency).toBe('USD');
    const unknown = database.get('oanda', 'EURUSD', SecurityType.Forex, 'chf');
    expect([unknown.quoteCurrency, String(unknown.minimumPriceVariation), String(unknown.lotSize)]).toEqual([
      'CHF',
      '0.01',
      '1',
    ]);
    expect(database.get('usa', 'SPY', SecurityType.Equity, 'EUR')).toBe(
      database.get('usa', 'AAPL', SecurityType.Equity, 'EUR'),
    );
  });

  it('returns the first market of a ticker and the tickers of a market', () => {
    expect(database.marketOf('btcusd', SecurityType.Crypto)).toBe('coinbase');
    expect(database.marketOf('ETHUSD', SecurityType.Crypto)).toBeUndefined();
    expect(database.tickers('coinbase', SecurityType.Crypto)).toEqual(['BTCUSD', 'BADUSD']);
    expect(database.tickers('usa', SecurityType.Equity)).toEqual([]);
  });

  it('reports the line of an invalid row', () => {
    expect(() => database.get('coinbase', 'BADUSD', SecurityType.Crypto, 'USD')).toThrow(
      'Line 7 of x.csv is not a row of symbol properties: "coinbase,BADUSD',
    );
  });

  it('has built-in rows for folders without their own', () => {
    const builtIn = SymbolPropertiesDatabase.fromFolder('/nowhere');
    expect(builtIn.get('usa', 'AAPL', SecurityType.Equity, 'EUR').quoteCurrency).toBe('USD');
    expect(String(builtIn.get('oanda', 'USDJPY', SecurityType.Forex, 'USD').minimumPriceVariation)).toBe('0.001');
    expect(builtIn.get('oanda', 'USDJPY', SecurityType.Forex, 'USD').quoteCurrency).toBe('JPY');
    expect(String(builtIn.get('coinbase', 'BTCUSD', SecurityType.Crypto, 'USD').lotSize)).toBe('0.00000001');
    expect(builtIn.has('binance', 'ETHUSDT', SecurityType.Crypto)).toBe(true);
    expect(builtIn.marketOf('EURUSD', SecurityType.Forex)).toBe('oanda');
  });
});

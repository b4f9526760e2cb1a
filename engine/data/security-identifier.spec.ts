import { describe, expect, it } from 'vitest';
import type { MapRow } from '../api/data-source.ts';
import { SecurityType } from '../model/security-type.ts';
import { createSymbol, isKnownMarket, parseSecurityIdentifier, securityIdentifier } from './security-identifier.ts';

describe('securityIdentifier', () => {
  it.each([
    ['spy', 'usa', SecurityType.Equity, Date.UTC(1998, 0, 2), 'SPY R735QTJ8XC9X'],
    ['FB', 'usa', SecurityType.Equity, Date.UTC(2012, 4, 18), 'FB V6OIPNZEM8V9'],
    ['SHY', 'usa', SecurityType.Equity, undefined, 'SHY 2T'],
    ['YESBANK', 'india', SecurityType.Equity, undefined, 'YESBANK UL'],
    ['EURUSD', 'oanda', SecurityType.Forex, undefined, 'EURUSD 8G'],
    ['BTCUSD', 'coinbase', SecurityType.Crypto, undefined, 'BTCUSD 2XR'],
    ['BTCUSD', 'Bitfinex', SecurityType.Crypto, undefined, 'BTCUSD E3'],
    ['DE30EUR', 'oanda', SecurityType.Cfd, undefined, 'DE30EUR 8I'],
    ['SPX', 'usa', SecurityType.Index, undefined, 'SPX 31'],
  ])('of %s in %s is %5$s', (ticker, market, securityType, date, id) => {
    expect(securityIdentifier({ ticker, market, securityType, date })).toBe(id);
    expect(parseSecurityIdentifier(id)).toEqual({ ticker: ticker.toUpperCase(), date });
  });

  it('refuses markets without a code', () => {
    expect(() => securityIdentifier({ ticker: 'A', market: 'mars', securityType: SecurityType.Equity })).toThrow(
      'There is no market "mars".',
    );
    expect(['USA', 'mars', 'constructor'].map(isKnownMarket)).toEqual([true, false, false]);
  });

  it('is not parsed from other texts', () => {
    expect(['', 'SPY', 'SPY r7', 'A B C'].map(parseSecurityIdentifier)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('createSymbol', () => {
  const rows: MapRow[] = [
    { date: Date.UTC(1998, 0, 2), ticker: 'NB' },
    { date: Date.UTC(2050, 11, 31), ticker: 'BAC' },
  ];

  it('names an equity after its first ticker and date', () => {
    const symbol = createSymbol({ mapRows: () => rows }, 'bac', SecurityType.Equity, 'usa');
    expect([symbol.ticker, symbol.id]).toEqual(['BAC', 'NB R735QTJ8XC9X']);
  });

  it('drops the number that distinguishes companies', () => {
    const old = [{ date: Date.UTC(1998, 0, 2), ticker: 'TWX.1' }];
    expect(createSymbol({ mapRows: () => old }, 'TWX', SecurityType.Equity, 'usa').id).toBe('TWX R735QTJ8XC9X');
    const shareClass = [{ date: Date.UTC(1998, 0, 2), ticker: 'TAP.A' }];
    expect(createSymbol({ mapRows: () => shareClass }, 'TAP.A', SecurityType.Equity, 'usa').id).toBe(
      'TAP.A R735QTJ8XC9X',
    );
  });

  it('reads map rows only for equities', () => {
    expect(createSymbol({ mapRows: () => rows }, 'SPX', SecurityType.Index, 'usa').id).toBe('SPX 31');
    expect(createSymbol({ mapRows: () => [] }, 'SHY', SecurityType.Equity, 'usa').id).toBe('SHY 2T');
  });
});

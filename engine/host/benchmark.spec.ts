import { describe, expect, it } from 'vitest';
import { Resolution } from '../model/resolution.ts';
import { SecurityType } from '../model/security-type.ts';
import { parseBenchmark } from './benchmark.ts';

describe('parseBenchmark', () => {
  it.each([
    ['spy', { securityType: SecurityType.Equity, ticker: 'SPY', market: undefined, resolution: undefined }],
    ['index/SPX', { securityType: SecurityType.Index, ticker: 'SPX', market: undefined, resolution: undefined }],
    [
      'Index/usa/spx@daily',
      { securityType: SecurityType.Index, ticker: 'SPX', market: 'usa', resolution: Resolution.Daily },
    ],
    [
      'crypto/coinbase/BTCUSD',
      { securityType: SecurityType.Crypto, ticker: 'BTCUSD', market: 'coinbase', resolution: undefined },
    ],
  ])('reads %s', (text, choice) => expect(parseBenchmark(text)).toEqual(choice));

  it.each(['', 'indx/SPX', 'index/usa/x/SPX', 'SPX@weekly', 'SPX@daily@daily', 'a b'])('rejects %j', (text) => {
    expect(() => parseBenchmark(text)).toThrow(`The benchmark is "${text}". Write a ticker such as SPY`);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Decimal } from '../../model/decimal.ts';
import { SecurityType } from '../../model/security-type.ts';
import { temporaryFolder } from '../../testkit/temporary-folder.ts';
import { SymbolPropertiesDatabase, SYMBOL_PROPERTIES_FILE } from '../symbol-properties.ts';
import { knownFacts, symbolPropertiesText } from './symbol-facts.ts';
import type { FactsTarget, SymbolFacts } from './symbol-facts.ts';

const number = (text: string): Decimal => Decimal.parse(text);
const OWN =
  'market,symbol,type,description\r\nkraken,OLDUSDT,crypto,Old coin,USDT,1,0.01,1,OLD/USDT,5\r\nkraken,XUSD,crypto,,USD,1,1,1\r\n';
const { path: folder, remove } = temporaryFolder({ [SYMBOL_PROPERTIES_FILE]: OWN });
afterAll(remove);

const whole: SymbolFacts = { quoteCurrency: 'USDT', minimumPriceVariation: number('0.001'), lotSize: number('0.1') };
const target = (facts: SymbolFacts, given: Partial<FactsTarget> = {}): FactsTarget => ({
  folder: '',
  securityType: SecurityType.Crypto,
  market: 'kraken',
  facts,
  ...given,
});
const shown = (facts: SymbolFacts, ticker: string, given: Partial<FactsTarget> = {}): unknown[] =>
  knownFacts(target(facts, given), [ticker]).map((one) => [
    one.quoteCurrency,
    one.minimumPriceVariation.toString(),
    one.lotSize.toString(),
    one.contractMultiplier.toString(),
  ]);

describe('properties that are given with an import', () => {
  it('suffice for a pair that is in no table', () => {
    expect(shown(whole, 'FOOUSDT')).toEqual([['USDT', '0.001', '0.1', '1']]);
  });

  it.each([
    [SecurityType.Crypto, 'FOOUSDT'],
    [SecurityType.CryptoFuture, 'FOOUSDT'],
    [SecurityType.Forex, 'EURFOO'],
    [SecurityType.Cfd, 'WHEATUSD'],
  ])('must be complete for the %s %s, which is in no table', (securityType, ticker) => {
    const one = target({ lotSize: number('1') }, { securityType });
    expect(() => knownFacts(one, [ticker])).toThrow(
      expect.objectContaining({
        code: 'IMPORT_INCOMPLETE_PROPERTIES',
        message: expect.stringMatching(`${ticker} .*--quote, --tick and --lot`) as string,
      }),
    );
  });

  it('are completed from the tables', () => {
    expect(shown({ lotSize: number('0.25') }, 'BTCUSD', { market: 'coinbase' })).toEqual([
      ['USD', '0.01', '0.25', '1'],
    ]);
    const multiplier = { contractMultiplier: number('100') };
    expect(shown(multiplier, 'KO', { securityType: SecurityType.Equity, market: 'usa' })).toEqual([
      ['USD', '0.01', '1', '100'],
    ]);
  });

  it.each(['FOOEUR', 'USDT'])('must agree with the ticker %s', (ticker) => {
    expect(() => knownFacts(target(whole), [ticker])).toThrow(/does not end with its quote currency USDT/);
  });

  it('become rows of a table that a run reads', () => {
    const text = symbolPropertiesText(target(whole, { folder: join(folder, 'none') }), [
      'FOOUSDT',
      'BARUSDT',
      'FOOUSDT',
    ]);
    expect(text.split('\n').slice(1)).toEqual([
      'kraken,FOOUSDT,crypto,,USDT,1,0.001,0.1,,,1,1',
      'kraken,BARUSDT,crypto,,USDT,1,0.001,0.1,,,1,1',
      '',
    ]);
    const facts = SymbolPropertiesDatabase.fromText(text).get('kraken', 'BARUSDT', SecurityType.Crypto, 'XXX');
    expect([facts.quoteCurrency, facts.lotSize.toNumber(), facts.minimumPriceVariation.toNumber()]).toEqual([
      'USDT',
      0.1,
      0.001,
    ]);
  });

  it('replace their columns of an existing row, and no other byte', () => {
    const text = symbolPropertiesText(target(whole, { folder }), ['OLDUSDT']);
    expect(text).toBe(OWN.replace('USDT,1,0.01,1,OLD', 'USDT,1,0.001,0.1,OLD'));
    expect(readFileSync(join(folder, SYMBOL_PROPERTIES_FILE), 'utf8')).toBe(OWN);
  });

  it('are appended to the existing rows, with the same line ends', () => {
    expect(symbolPropertiesText(target(whole, { folder }), ['NEWUSDT'])).toBe(
      `${OWN}kraken,NEWUSDT,crypto,,USDT,1,0.001,0.1,,,1,1\r\n`,
    );
  });
});

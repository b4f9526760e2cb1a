import { describe, expect, it } from 'vitest';
import { Decimal } from '../model/decimal.ts';
import { CashBook } from './cash-book.ts';
import { planConversion } from './currency-conversion.ts';

const pair = (base: string, quote: string): { security: string; base: string; quote: string } => ({
  security: base + quote,
  base,
  quote,
});

describe('planConversion', () => {
  const pairs = [pair('EUR', 'USD'), pair('USD', 'JPY'), pair('BTC', 'EUR')];
  it.each([
    ['EUR', 'USD', [{ security: 'EURUSD', inverted: false }]],
    ['USD', 'EUR', [{ security: 'EURUSD', inverted: true }]],
    [
      'BTC',
      'USD',
      [
        { security: 'BTCEUR', inverted: false },
        { security: 'EURUSD', inverted: false },
      ],
    ],
    [
      'JPY',
      'EUR',
      [
        { security: 'USDJPY', inverted: true },
        { security: 'EURUSD', inverted: true },
      ],
    ],
    ['XAU', 'USD', undefined],
  ])('from %s to %s', (source, destination, steps) => {
    expect(planConversion(source, destination, pairs)).toEqual(steps);
  });
});

describe('CashBook', () => {
  it('converts through the account currency and reports a missing rate', () => {
    const book = new CashBook('usd');
    book.add('EUR', Decimal.fromInteger(10), Decimal.parse('1.1'));
    book.ensure('GBP');
    expect(book.convertToAccountCurrency(Decimal.fromInteger(10), 'EUR').toString()).toBe('11.0');
    expect(book.convert(Decimal.fromInteger(11), 'USD', 'EUR').toNumber()).toBeCloseTo(10, 12);
    expect(() => book.convertToAccountCurrency(Decimal.one, 'GBP')).toThrow('There is no conversion rate for GBP yet');
    expect(() => book.get('CHF')).toThrow('The cash book holds no CHF (it holds USD, EUR, GBP)');
    expect(book.totalValueInAccountCurrency).toBe(11);
  });

  it('moves the amount of the old account currency to a new one', () => {
    const book = new CashBook('USD');
    book.account.set(Decimal.fromInteger(500));
    book.setAccountCurrency('EUR');
    expect([book.accountCurrency, book.account.amount, book.account.conversionRate, book.has('USD')]).toEqual([
      'EUR',
      500,
      1,
      false,
    ]);
  });
});

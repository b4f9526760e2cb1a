import { describe, expect, it } from 'vitest';
import { currencySymbol } from './currency-symbols.ts';

describe('currencySymbol', () => {
  it.each([
    ['USD', '$'],
    ['EUR', '€'],
    ['INR', '₹'],
    ['IDR', 'Rp'],
    ['BTC', '₿'],
    ['USDT', '₮'],
    ['BUSD', 'BUSD'],
  ])('writes %s as %s', (currency, symbol) => {
    expect(currencySymbol(currency)).toBe(symbol);
  });
});

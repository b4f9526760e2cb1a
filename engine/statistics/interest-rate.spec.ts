import { describe, expect, it } from 'vitest';
import { Decimal } from '../model/decimal.ts';
import { averageRiskFreeRate, ConstantRiskFreeInterestRate, InterestRateProvider } from './interest-rate.ts';

const rates = InterestRateProvider.parse('DATE,PCREDIT8\n2003-01-09,2.25\r\n2003-06-26,2.00\n\n2004-07-01,0.75\n');

describe('InterestRateProvider', () => {
  it.each([
    [Date.UTC(1990, 0, 1), 0.0225],
    [Date.UTC(2003, 0, 9), 0.0225],
    [Date.UTC(2003, 5, 25, 23, 59), 0.0225],
    [Date.UTC(2003, 5, 26), 0.02],
    [Date.UTC(2004, 6, 1, 12), 0.0075],
    [Date.UTC(2030, 0, 1), 0.0075],
  ])('carries each rate forward until the next one (%d)', (time, expected) => {
    expect(rates.getInterestRate(time).toNumber()).toBe(expected);
  });

  it('is 1 % without rows', () => {
    expect(InterestRateProvider.parse('DATE,PCREDIT8\n').getInterestRate(0).toNumber()).toBe(0.01);
    expect(ConstantRiskFreeInterestRate.default.getInterestRate().toNumber()).toBe(0.01);
  });

  it.each(['2003-01-09', '2003-01-09,none', '09.01.2003,2.25'])('rejects the row "%s"', (row) => {
    expect(() => InterestRateProvider.parse(`DATE,PCREDIT8\n${row}`)).toThrow(row);
  });
});

describe('averageRiskFreeRate', () => {
  it('weights all instants equally', () => {
    const day = Date.UTC(2003, 5, 25);
    expect(averageRiskFreeRate(rates, [day, day + 1, day + 2, day + 86_400_000]).toNumber()).toBe(0.021875);
    expect(averageRiskFreeRate(rates, [])).toBe(Decimal.zero);
  });
});

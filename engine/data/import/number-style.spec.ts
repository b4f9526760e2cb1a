import { describe, expect, it } from 'vitest';
import { findDecimalSign, plainNumber } from './number-style.ts';

const place = { path: 'x.csv', delimiter: ',' };

describe('findDecimalSign', () => {
  it.each([
    [['1.5', '2'], 'point'],
    [['1,5', '2'], 'comma'],
    [['1,234.5'], 'point'],
    [['1.234,5'], 'comma'],
    [['1,234', '1.25'], 'point'],
    [['1,234', '1,25'], 'comma'],
    [['1,234,567'], 'point'],
    [['0,123'], 'comma'],
    [['1.234'], 'point'],
    [['12', ''], 'point'],
    [['$413.44'], 'point'],
  ])('%j: %s', (texts, sign) => {
    expect(findDecimalSign(texts, place)).toBe(sign);
  });

  it.each([
    [['1,234', '5,678'], ',', 'has numbers such as 1,234, which can be thousands or have a decimal comma'],
    [['1.234'], ';', 'has numbers such as 1.234, which can be thousands or have a decimal point'],
    [['1.5', '1,5'], ',', 'has the numbers 1.5 and 1,5, whose decimal signs contradict each other'],
  ])('does not guess %j', (texts, delimiter, message) => {
    const find = (): unknown => findDecimalSign(texts, { path: 'x.csv', delimiter });
    expect(find).toThrow(message);
    expect(find).toThrow(expect.objectContaining({ code: 'IMPORT_AMBIGUOUS_NUMBERS', exitCode: 2 }));
  });
});

describe('plainNumber', () => {
  it.each([
    ['1,234.50', 'point', '1234.50'],
    ['1.234,50', 'comma', '1234.50'],
    ["$ 1'234.5", 'point', '1234.5'],
    ['1 234', 'point', '1234'],
    ['12.5M', 'point', '12500000'],
    ['1.25k', 'point', '1250'],
    ['1.5e-3', 'point', '0.0015'],
    ['2.5E+4', 'point', '25000'],
    ['-1', 'point', '-1'],
  ] as const)('%s by %s is %s', (text, sign, plain) => {
    expect(plainNumber(text, sign)).toBe(plain);
  });

  it.each(['x', '1x', '.', '', '1e', '1/2'])('rejects %j', (text) => {
    expect(plainNumber(text, 'point')).toBeUndefined();
  });
});

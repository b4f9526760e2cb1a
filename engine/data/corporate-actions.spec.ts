import { describe, expect, it } from 'vitest';
import { DataNormalizationMode } from '../model/data-kinds.ts';
import { CorporateActions } from './corporate-actions.ts';
import { parseFactorFile, parseMapFile } from './formats/lean-auxiliary-files.ts';
import { formatDate } from './time/date-text.ts';

const factors = parseFactorFile(
  '19980102,0.8910000,0.25,1\n20000620,0.8910000,0.25,101\n20050225,0.9000000,0.25,50\n20120808,0.9000000,1,100\n20501231,1,1,0',
  'x.csv',
);
const maps = parseMapFile('20040819,goog\n20140402,goog\n20190101,googl\n20210630,googl\n', 'y.csv');
const actions = new CorporateActions(factors, maps);
const none = new CorporateActions([], []);
const { Raw, Adjusted, SplitAdjusted, TotalReturn, ScaledRaw } = DataNormalizationMode;

describe('CorporateActions', () => {
  it('derives dividends from changes of the price factor, rounded to cents', () => {
    expect(
      actions.dividends.map(({ date, distribution, referencePrice }) => [
        formatDate(date),
        distribution.toString(),
        referencePrice.toString(),
      ]),
    ).toEqual([
      ['2000-06-20', '1.01', '101'],
      ['2012-08-08', '10.00', '100'],
    ]);
  });

  it('derives splits from changes of the split factor', () => {
    expect(
      actions.splits.map(({ date, factor, referencePrice }) => [
        formatDate(date),
        factor.toString(),
        referencePrice.toString(),
      ]),
    ).toEqual([['2005-02-25', '0.25', '50']]);
  });

  it.each([
    ['2000-06-20', Adjusted, '0.222750000', 0.22275],
    ['2000-06-21', Adjusted, '0.225000000', 0.225],
    ['2005-02-25', ScaledRaw, '0.225000000', 0.225],
    ['2005-02-26', Adjusted, '0.9000000', 0.9],
    ['1990-01-01', Adjusted, '0.222750000', 0.22275],
    ['2012-08-09', Adjusted, '1', 1],
    ['2060-01-01', Adjusted, '1', 1],
    ['2000-06-20', SplitAdjusted, '0.25', 0.25],
    ['2000-06-20', TotalReturn, '0.25', 0.25],
    ['2000-06-20', Raw, '1', 1],
  ])('on %s in mode %i the factor is %s', (date, mode, text, value) => {
    const factor = actions.factorOn(Date.parse(date), mode);
    expect([factor.decimal.toString(), factor.value]).toEqual([text, value]);
  });

  it('has factor 1 without a factor file', () => {
    expect(none.factorOn(0, Adjusted)).toMatchObject({ value: 1, through: Infinity });
    expect([none.dividends, none.splits, none.symbolChanges]).toEqual([[], [], []]);
    expect(none.firstFactorDate).toBe(-Infinity);
  });

  it('returns the ticker of a date and the dates of ticker changes', () => {
    expect(
      ['2004-01-01', '2014-04-02', '2014-04-03', '2021-06-30', '2021-07-01'].map((date) =>
        actions.tickerOn(Date.parse(date), 'X'),
      ),
    ).toEqual(['GOOG', 'GOOG', 'GOOGL', 'GOOGL', 'X']);
    expect(none.tickerOn(0, 'X')).toBe('X');
    expect(actions.symbolChanges).toEqual([{ date: Date.UTC(2014, 3, 3), oldTicker: 'GOOG', newTicker: 'GOOGL' }]);
  });

  it('returns first, last and factor dates', () => {
    expect([actions.firstDate, actions.delistingDate, actions.firstFactorDate].map(formatDate)).toEqual([
      '2004-08-19',
      '2021-06-30',
      '1998-01-01',
    ]);
    expect(formatDate(none.delistingDate)).toBe('2050-12-31');
    expect(
      ['2004-08-18', '2004-08-19', '2021-06-30', '2021-07-01'].map((date) => actions.hasDataOn(Date.parse(date))),
    ).toEqual([false, true, true, false]);
    expect(none.hasDataOn(0)).toBe(true);
  });
});

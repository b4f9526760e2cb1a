import { describe, expect, it } from 'vitest';
import { CsvDateReader, findDateFormat } from './csv-dates.ts';

describe('CsvDateReader', () => {
  it.each([
    ['2020-02-29', undefined, Date.UTC(2020, 1, 29)],
    ['20200229', undefined, Date.UTC(2020, 1, 29)],
    ['2020/02/29', undefined, Date.UTC(2020, 1, 29)],
    ['2020-02-29T09:30:00', undefined, Date.UTC(2020, 1, 29, 9, 30)],
    ['2020-02-29 09:30', undefined, Date.UTC(2020, 1, 29, 9, 30)],
    ['2020-02-29 09:30:15.250', undefined, Date.UTC(2020, 1, 29, 9, 30, 15, 250)],
    ['2/3/2020', 'mm/dd/yyyy', Date.UTC(2020, 1, 3)],
    ['2/3/2020', 'dd/mm/yyyy', Date.UTC(2020, 2, 2)],
    ['02.03.2020 16:00', 'dd/mm/yyyy', Date.UTC(2020, 2, 2, 16)],
  ] as const)('reads %s', (text, format, time) => {
    expect(new CsvDateReader(format).read(text)).toBe(time);
  });

  it.each([
    '',
    '2020-02-30',
    '2020-13-01',
    '2020-1-1',
    '2/3/2020',
    '2020-02-28 24:00',
    '2020-02-28T09:30:00Z',
    '2020-02-28T09:30:00+01:00',
    'Feb 3, 2020',
    '2020-02/28',
  ])('does not take %s', (text) => {
    expect(new CsvDateReader(undefined).read(text)).toBeUndefined();
  });

  it('takes a Z where the clock is UTC', () => {
    expect(new CsvDateReader(undefined, true).read('2020-02-28T09:30:00Z')).toBe(Date.UTC(2020, 1, 28, 9, 30));
  });
});

describe('findDateFormat', () => {
  it('is told by any part above twelve', () => {
    expect(findDateFormat(['01/02/2020', '01/13/2020'], 'x.csv')).toBe('mm/dd/yyyy');
    expect(findDateFormat(['01/02/2020', '13/01/2020 09:30'], 'x.csv')).toBe('dd/mm/yyyy');
    expect(findDateFormat(['01.02.2020'], 'x.csv')).toBe('dd/mm/yyyy');
    expect(findDateFormat(['2020-01-02'], 'x.csv')).toBeUndefined();
  });

  it('refuses what nothing tells', () => {
    expect(() => findDateFormat(['01/02/2020', '03/04/2020'], 'x.csv')).toThrow(
      'x.csv has dates such as 01/02/2020, whose day and month nothing tells apart',
    );
    expect(() => findDateFormat(['01/13/2020', '13/01/2020'], 'x.csv')).toThrow(
      'x.csv has dates in two orders: 01/13/2020 and 13/01/2020',
    );
  });
});

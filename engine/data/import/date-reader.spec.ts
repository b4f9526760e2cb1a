import { describe, expect, it } from 'vitest';
import { formatDateTime } from '../time/date-text.ts';
import { NEW_YORK, TimeZone } from '../time/time-zone.ts';
import { DateReader, findDateStyle } from './date-reader.ts';

const newYork = TimeZone.of(NEW_YORK);

/** The wall-clock time in New York of the parsed texts; times without a zone are in `zone`. */
function read(text: string, zone = newYork, time = ''): string | undefined {
  const reader = new DateReader(findDateStyle([text], 'x.csv'));
  const bytes = Buffer.from(`${text}${time}`);
  const length = Buffer.byteLength(text);
  if (!reader.readSpans(bytes, 0, length, length, bytes.length)) return undefined;
  const { local, offset, hasTime } = reader;
  if (!hasTime) return formatDateTime(local);
  return formatDateTime(newYork.toLocal(Number.isNaN(offset) ? zone.toUtc(local) : local - offset));
}

describe('DateReader', () => {
  it.each([
    ['2020-01-31', '2020-01-31T00:00:00'],
    ['20200131', '2020-01-31T00:00:00'],
    ['2020/01/31', '2020-01-31T00:00:00'],
    ['01/31/2020', '2020-01-31T00:00:00'],
    ['31.01.2020', '2020-01-31T00:00:00'],
    ['Jan 31, 2020', '2020-01-31T00:00:00'],
    ['31-Jan-2020', '2020-01-31T00:00:00'],
    ['2020-01-31 09:30', '2020-01-31T09:30:00'],
    ['20200131  09:30:15', '2020-01-31T09:30:15'],
    ['2020-01-31T14:30:00Z', '2020-01-31T09:30:00'],
    ['2020-01-31 14:30:00+00:00', '2020-01-31T09:30:00'],
    ['2020-07-31 09:30:00-04:00', '2020-07-31T09:30:00'],
    ['20200131 15:30:00 Europe/Warsaw', '2020-01-31T09:30:00'],
    ['20200131 09:30:00 US/Eastern', '2020-01-31T09:30:00'],
    ['01/31/2020 01:05 PM', '2020-01-31T13:05:00'],
    ['1580481000', '2020-01-31T09:30:00'],
    ['1580481000000', '2020-01-31T09:30:00'],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('interprets times without a zone in the given zone, and dates as they are', () => {
    expect(read('2020-01-31 14:30', TimeZone.UTC)).toBe('2020-01-31T09:30:00');
    expect(read('20200131', TimeZone.UTC, '143000')).toBe('2020-01-31T09:30:00');
    expect(read('2020-01-31', TimeZone.UTC)).toBe('2020-01-31T00:00:00');
  });

  it.each(['2020-02-30', '2020-01-31 25:00', 'x', '', '31/31/2020', '2020-01-31 09:30 Nowhere'])(
    'refuses %j',
    (text) => {
      expect(new DateReader('mm/dd/yyyy').read(text)).toBe(false);
    },
  );
});

describe('findDateStyle', () => {
  it('finds the order of day and month by parts above 12', () => {
    expect(findDateStyle(['01/02/2020', '01/13/2020'], 'x.csv')).toBe('mm/dd/yyyy');
    expect(findDateStyle(['01/02/2020', '13/01/2020'], 'x.csv')).toBe('dd/mm/yyyy');
  });

  it.each([
    [['01/02/2020', '03/04/2020'], 'has dates such as 01/02/2020, whose day and month are ambiguous'],
    [['13/01/2020', '01/13/2020'], 'which contradict each other'],
  ])('does not guess %j', (texts, message) => {
    const find = (): unknown => findDateStyle(texts, 'x.csv');
    expect(find).toThrow(message);
    expect(find).toThrow(expect.objectContaining({ code: 'IMPORT_AMBIGUOUS_DATES', exitCode: 2 }));
  });
});

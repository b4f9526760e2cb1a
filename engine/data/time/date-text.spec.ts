import { describe, expect, it } from 'vitest';
import {
  formatCompactDate,
  formatDate,
  formatDateTime,
  formatUtc,
  parseCompactDate,
  parseDate,
  parseDateTime,
  parseTimeSpan,
} from './date-text.ts';

describe('parsing dates', () => {
  it('parses valid dates', () => {
    expect(parseDate('2013-10-07')).toBe(Date.UTC(2013, 9, 7));
    expect(parseDate('2012-02-29')).toBe(Date.UTC(2012, 1, 29));
    expect(parseCompactDate('20131007')).toBe(Date.UTC(2013, 9, 7));
    expect(parseDateTime('2013-10-07')).toBe(Date.UTC(2013, 9, 7));
    expect(parseDateTime('2013-10-07T13:31')).toBe(Date.UTC(2013, 9, 7, 13, 31));
    expect(parseDateTime('2013-10-07 13:31:05.25Z')).toBe(Date.UTC(2013, 9, 7, 13, 31, 5, 250));
  });

  it.each(['2013-02-29', '2013-13-01', '2013-00-10', '2013-04-31', '2013-1-1', '20130101', '', 'today', '2013-10-07x'])(
    'returns undefined for %j',
    (text) => {
      expect(parseDate(text)).toBeUndefined();
    },
  );

  it.each(['20130229', '2013100', '2013-10-07', '00000101'])('returns undefined for the compact %j', (text) => {
    expect(parseCompactDate(text)).toBeUndefined();
  });

  it.each(['2013-10-07T24:00', '2013-10-07T12:60', '2013-02-30T10:00', '2013-10-07T10', '2013-10-07T10:00+02:00'])(
    'returns undefined for the date and time %j',
    (text) => {
      expect(parseDateTime(text)).toBeUndefined();
    },
  );

  it('parses time spans in the format of .NET', () => {
    expect(parseTimeSpan('09:30:00')).toBe(34_200_000);
    expect(parseTimeSpan('8:15:0')).toBe(29_700_000);
    expect(parseTimeSpan('1.00:00:00')).toBe(86_400_000);
    expect(parseTimeSpan('1:00:00:00')).toBe(86_400_000);
    expect(parseTimeSpan('24:00:00')).toBeUndefined();
    expect(parseTimeSpan('09:30')).toBeUndefined();
  });
});

describe('formatting dates', () => {
  it('formats dates and times', () => {
    const local = Date.UTC(2013, 9, 7, 13, 31, 5);
    expect(formatDate(local)).toBe('2013-10-07');
    expect(formatCompactDate(local)).toBe('20131007');
    expect(formatDateTime(local)).toBe('2013-10-07T13:31:05');
    expect(formatUtc(local + 500)).toBe('2013-10-07T13:31:05.5Z');
    expect(formatUtc(local + 0.25)).toBe('2013-10-07T13:31:05.00025Z');
    expect(formatDate(Date.UTC(999, 0, 2))).toBe('0999-01-02');
  });
});

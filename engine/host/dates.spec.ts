import { describe, expect, it } from 'vitest';
import { dateText, parseDate } from './dates.ts';

describe('parseDate', () => {
  it('parses dates that exist', () => {
    expect(parseDate('2004-02-29', 'The start')).toBe(Date.UTC(2004, 1, 29));
    expect(dateText(Date.UTC(2004, 1, 29, 16))).toBe('2004-02-29');
  });

  it.each(['2005-02-29', '2005-13-01', '2005-1-1', '01.02.2005', 'tomorrow', '', '0000-01-01'])(
    'refuses %j',
    (text) => {
      expect(() => parseDate(text, 'The start')).toThrow(
        `The start is "${text}", which is not a date. Write it as yyyy-mm-dd, for example 2005-01-31.`,
      );
    },
  );
});

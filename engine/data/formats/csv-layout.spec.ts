import { describe, expect, it } from 'vitest';
import { csvLayout } from './csv-layout.ts';

describe('csvLayout', () => {
  it.each([
    [
      'Date,Open,High,Low,Close,Adj Close,Volume',
      { date: 0, open: 1, high: 2, low: 3, close: 4, adjustedClose: 5, volume: 6 },
    ],
    ['timestamp;open;high;low;close;volume', { date: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 }],
    ['t\to\th\tl\tc\tv', { date: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 }],
    ['"Date","Last Price"', { date: 0, close: 1 }],
    ['Time,Close', { date: 0, close: 1 }],
    ['Date,Time,Open,High,Low,Close', { date: 0, time: 1, open: 2, high: 3, low: 4, close: 5 }],
    ['date,adjusted_close,extra', { date: 0, adjustedClose: 1 }],
  ])('recognises %s', (header, roles) => {
    expect(csvLayout(header, 'x.csv')).toMatchObject({ roles, hasHeader: true });
    expect(csvLayout(header, 'x.csv').tickers.size).toBe(0);
  });

  it('takes all columns beside the date as tickers when none is a close', () => {
    const layout = csvLayout('date,AAPL,c,LOW,BRK.B,^GSPC', 'x.csv');
    expect([...layout.tickers]).toEqual([
      ['AAPL', 1],
      ['C', 2],
      ['LOW', 3],
      ['BRK.B', 4],
      ['^GSPC', 5],
    ]);
  });

  it('takes configured names and positions', () => {
    expect(csvLayout('Datum,Kurs,Close', 'x.csv', { date: 'datum', close: 'KURS' }).roles).toEqual({
      date: 0,
      close: 1,
    });
    const layout = csvLayout('2020-01-02,5,6,4,5.5,100', 'x.csv', {
      date: 1,
      open: 2,
      high: 3,
      low: 4,
      close: 5,
      volume: 6,
    });
    expect(layout).toMatchObject({
      hasHeader: false,
      roles: { date: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 },
    });
  });

  it.each([
    ['open,close', {}, 'has no column that is a date among: open, close'],
    ['2020-01-02,5', {}, 'has no column that is a date among'],
    ['date,close,last', {}, 'has two columns that can be the close: "close" and "last"'],
    ['date,open,close', {}, 'has some prices of a bar but no high, low'],
    ['date', {}, 'has a date and nothing else'],
    ['date,AAPL,5', {}, 'has a column "5" that is neither a price nor a ticker'],
    ['date,AAPL,aapl', {}, 'has two columns "aapl"'],
    ['date,close', { close: 'kurs' }, 'has no column "kurs" (configured as close) among: date, close'],
    ['date,close', { date: 1, close: 3 }, 'has 2 columns, so 3 cannot be the position of the close'],
  ])('refuses %s', (header, configured, message) => {
    expect(() => csvLayout(header, 'x.csv', configured)).toThrow(`x.csv ${message}`);
  });
});

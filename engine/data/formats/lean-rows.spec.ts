import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TickType } from '../../model/data-kinds.ts';
import { EngineError } from '../../model/engine-error.ts';
import { Resolution } from '../../model/resolution.ts';
import { SecurityType } from '../../model/security-type.ts';
import { ByteScanner } from './byte-scanner.ts';
import { leanRowFormat } from './lean-row-format.ts';
import { inspectLeanRows, parseLeanRows } from './lean-rows.ts';
import { priceScale } from './price-scales.ts';

const date = Date.UTC(2013, 9, 7);
const { Trade, Quote } = TickType;

function parse(text: string, type: SecurityType, resolution: Resolution, tickType: TickType) {
  return parseLeanRows(Buffer.from(text), leanRowFormat(type, resolution, tickType)!, { path: 'x.zip', date });
}

function faultOf(text: string, type: SecurityType = SecurityType.Equity, tickType: TickType = Trade): string {
  try {
    parse(text, type, Resolution.Minute, tickType);
  } catch (error) {
    if (error instanceof EngineError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'none';
}

describe('parseLeanRows', () => {
  it('reads equity minutes: prices times 10,000 with four places', () => {
    const rows = parse(
      '34200000,1447730,1448000,1447000,1447500,3197\n34260000,1447500,1447500,1447500,1447500,0',
      SecurityType.Equity,
      Resolution.Minute,
      Trade,
    );
    expect([...rows.time]).toEqual([date + 34_200_000, date + 34_260_000]);
    expect(rows.values.map((column) => column[0])).toEqual([144.773, 144.8, 144.7, 144.75, 3197]);
    expect(rows.scales).toBe(4);
    expect(priceScale(rows, 0, 3)).toBe(4);
  });

  it('reads dated rows with either line end', () => {
    const rows = parse(
      '20000228 09:00,1,2,1,2,5\r\n20000229 00:00,1,2,1,2,5\r\n',
      SecurityType.Crypto,
      Resolution.Hour,
      Trade,
    );
    expect([...rows.time]).toEqual([Date.UTC(2000, 1, 28, 9), Date.UTC(2000, 1, 29)]);
  });

  it('reads crypto and index rows in plain decimals with the places of each price', () => {
    const rows = parse('20141202 00:00,377,378.10,377.123,378,15.0136', SecurityType.Index, Resolution.Daily, Trade);
    expect(rows.values.map((column) => column[0])).toEqual([377, 378.1, 377.123, 378, 15.0136]);
    expect([0, 1, 2, 3].map((price) => priceScale(rows, 0, price))).toEqual([0, 2, 3, 0]);
  });

  it('reads numbers of more digits than float64 has', () => {
    const rows = parse(
      '0,1,1,1,1,6.1153319800000006,1,1,1,1,11.649296019999998',
      SecurityType.Crypto,
      Resolution.Minute,
      Quote,
    );
    expect([rows.values[4][0], rows.values[9][0]]).toEqual([6.1153319800000006, 11.649296019999998]);
  });

  it('reads a missing side of a quote as NaN in all columns', () => {
    const rows = parse(
      '14400000,,,,,0,704900,704900,704900,704900,500\n14460000,10000,10000,10000,10000,7,0,0,0,0,3',
      SecurityType.Equity,
      Resolution.Minute,
      Quote,
    );
    expect(rows.values.map((column) => column[0])).toEqual([NaN, NaN, NaN, NaN, NaN, 70.49, 70.49, 70.49, 70.49, 500]);
    expect(rows.values.map((column) => column[1])).toEqual([1, 1, 1, 1, 7, NaN, NaN, NaN, NaN, NaN]);
  });

  it('packs the scales of both quote sides', () => {
    const rows = parse('0,1.1,1.12,1.123,1,0,2.1234,2.12345,2,2.1,0', SecurityType.Forex, Resolution.Minute, Quote);
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((price) => priceScale(rows, 0, price))).toEqual([1, 2, 3, 0, 4, 5, 0, 1]);
  });

  it('reads equity ticks: shortest scales, exchange, hexadecimal condition, equal times kept', () => {
    const rows = parse(
      '14400464,1674100,100,P,20004a00,0\n14400464,1670000,200,Q,800,1\n14400465.5,1670001,1',
      SecurityType.Equity,
      Resolution.Tick,
      Trade,
    );
    expect(rows.length).toBe(3);
    expect([...rows.values[0]]).toEqual([167.41, 167, 167.0001]);
    expect([0, 1, 2].map((row) => priceScale(rows, row, 0))).toEqual([2, 0, 4]);
    expect([...rows.values[2]]).toEqual(['P', 'Q', '\0'].map((letter) => letter.charCodeAt(0)));
    expect([...rows.values[3]]).toEqual([0x20004a00, 0x800, 0]);
    expect([...rows.values[4]]).toEqual([0, 1, 0]);
    expect(rows.time[2]).toBe(date + 14_400_465.5);
  });

  it('reads quote ticks with a missing side, of crypto and of forex', () => {
    const equity = parse('14400241,0,0,1818000,3000,P,1,0', SecurityType.Equity, Resolution.Tick, Quote);
    expect(equity.values.map((column) => column[0])).toEqual([NaN, NaN, 181.8, 3000, 80, 1, 0]);
    expect([priceScale(equity, 0, 0), priceScale(equity, 0, 1)]).toEqual([0, 1]);
    const crypto = parse('5,100.50,1,101,2,1', SecurityType.Crypto, Resolution.Tick, Quote);
    expect(crypto.values.map((column) => column[0])).toEqual([100.5, 1, 101, 2, 0, 0, 1]);
    const forex = parse('292,1.38676,1.38686\r\n', SecurityType.Forex, Resolution.Tick, Quote);
    expect(forex.values.map((column) => column[0])).toEqual([1.38676, 0, 1.38686, 0, 0, 0, 0]);
  });

  it('keeps the first of bars with equal times', () => {
    const rows = parse('0,1,1,1,1,1\n0,2,2,2,2,2\n60000,3,3,3,3,3', SecurityType.Crypto, Resolution.Minute, Trade);
    expect([...rows.values[0]]).toEqual([1, 3]);
  });

  it('returns no rows for an empty file', () => {
    expect(parse('\n\n', SecurityType.Equity, Resolution.Minute, Trade).length).toBe(0);
  });

  it.each([
    ['0,1,1,1,1', 'Line 1 of x.zip has too few columns: "0,1,1,1,1".'],
    ['0,1,1,1,1,1,7', 'Line 1 of x.zip has too many columns'],
    ['0,1,1,1,1,1\n60000,1,x,1,1,1', 'Line 2 of x.zip has no number where one is expected (character 9)'],
    ['0,1,1,1,1,1\n\n60000,1,,1,1,1', 'Line 3 of x.zip has no number'],
    ['0,1,1,1.1.1,1,1', 'Line 1 of x.zip has an unexpected character "."'],
    ['0,1,1,1e5,1,1', 'Line 1 of x.zip has an unexpected character "e"'],
    ['86400000,1,1,1,1,1', 'Line 1 of x.zip has a time of day outside 24 hours'],
    ['-5,1,1,1,1,1', 'Line 1 of x.zip has a time of day'],
  ])('names file and line of the malformed row in %j', (text, message) => {
    expect(faultOf(text)).toContain(`DATA_MALFORMED_ROW: ${message}`);
  });

  it('names file and line of a row out of order', () => {
    expect(faultOf('60000,1,1,1,1,1\n0,1,1,1,1,1')).toContain(
      'DATA_ROWS_OUT_OF_ORDER: Line 2 of x.zip is earlier than its predecessor: "0,1,1,1,1,1".',
    );
  });

  it.each(['20130230 00:00', '20131301 00:00', '2013-01-02', '20130102 24:00', '20130102'])(
    'rejects %s as a time',
    (time) => {
      expect(() => parse(`${time},1,1,1,1,1`, SecurityType.Equity, Resolution.Daily, Trade)).toThrow('Line 1 of x.zip');
    },
  );
});

describe('inspectLeanRows', () => {
  it('keeps duplicate and unordered rows, with their lines', () => {
    const format = leanRowFormat(SecurityType.Equity, Resolution.Minute, Trade)!;
    const rows = inspectLeanRows(Buffer.from('60000,1,1,1,1,1\n\n60000,2,1,1,1,1\n0,3,1,1,1,1\n'), format, {
      path: 'x.zip',
      date,
    });
    expect([...rows.lines]).toEqual([1, 3, 4]);
    expect([...rows.columns.time]).toEqual([date + 60_000, date + 60_000, date]);
  });
});

describe('leanRowFormat', () => {
  it.each([
    ['trades of forex', SecurityType.Forex, Resolution.Minute, Trade],
    ['quotes of indices', SecurityType.Index, Resolution.Minute, Quote],
    ['daily quotes of equities', SecurityType.Equity, Resolution.Daily, Quote],
    ['options', SecurityType.Option, Resolution.Minute, Trade],
  ] as const)('has none for %s', (_, type, resolution, tickType) => {
    expect(leanRowFormat(type, resolution, tickType)).toBeUndefined();
  });
});

describe('ByteScanner', () => {
  it('reads every decimal number as Number does', () => {
    const decimals = fc.tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: 0, max: 18 }));
    fc.assert(
      fc.property(decimals, ([digits, places]) => {
        const padded = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0');
        const whole = padded.slice(0, padded.length - places);
        const text = `${digits < 0n ? '-' : ''}${whole}${places > 0 ? `.${padded.slice(-places)}` : ''}`;
        const scanner = new ByteScanner(Buffer.from(`${text},`), 'x');
        expect(scanner.number()).toBe(Number(text));
        expect(scanner.places).toBe(places);
        expect(scanner.position).toBe(text.length);
      }),
    );
  });

  it('divides by ten thousand with one rounding', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), (value) => {
        expect(new ByteScanner(Buffer.from(String(value)), 'x').number(4)).toBe(value / 10_000);
      }),
    );
  });
});

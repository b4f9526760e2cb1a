import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CsvStore } from './csv-store.ts';
import { joinRows } from './series-rows.ts';
import { TickType } from '../../model/data-kinds.ts';
import { RowKind } from '../../model/columns.ts';
import { Resolution } from '../../model/resolution.ts';
import { SecurityType } from '../../model/security-type.ts';
import type { LeanRowFormat } from '../formats/lean-row-format.ts';
import { formatCompactDate, formatTimeOfDay } from '../time/date-text.ts';
import { DAY, HOUR } from '../time/calendar-math.ts';
import type { StoredSeries } from './series-store.ts';
import { EngineError } from '../../model/engine-error.ts';
import { parseLeanRows } from '../formats/lean-rows.ts';
import { readLeanText, writeLeanText } from './lean-text.ts';
import { seriesColumns } from './series-columns.ts';
import { seriesFormat, seriesName } from './series-store.ts';

const DATE = Date.UTC(2013, 9, 7);

const { Trade, Quote } = TickType;
const { Equity, Crypto, Forex, Index } = SecurityType;

/** One series for each of LEAN's row formats. */
const EVERY_KIND: readonly StoredSeries[] = [
  { securityType: Equity, market: 'usa', ticker: 'SPY', resolution: Resolution.Daily, tickType: Trade },
  { securityType: Equity, market: 'usa', ticker: 'SPY', resolution: Resolution.Minute, tickType: Trade },
  { securityType: Equity, market: 'usa', ticker: 'SPY', resolution: Resolution.Minute, tickType: Quote },
  { securityType: Equity, market: 'usa', ticker: 'SPY', resolution: Resolution.Tick, tickType: Trade },
  { securityType: Equity, market: 'usa', ticker: 'SPY', resolution: Resolution.Tick, tickType: Quote },
  { securityType: Index, market: 'usa', ticker: 'SPX', resolution: Resolution.Hour, tickType: Trade },
  { securityType: Crypto, market: 'coinbase', ticker: 'BTCUSD', resolution: Resolution.Second, tickType: Trade },
  { securityType: Crypto, market: 'coinbase', ticker: 'BTCUSD', resolution: Resolution.Daily, tickType: Quote },
  { securityType: Crypto, market: 'coinbase', ticker: 'BTCUSD', resolution: Resolution.Tick, tickType: Trade },
  { securityType: Forex, market: 'oanda', ticker: 'EURUSD', resolution: Resolution.Hour, tickType: Quote },
  { securityType: Forex, market: 'oanda', ticker: 'EURUSD', resolution: Resolution.Tick, tickType: Quote },
];

/** A number as in LEAN's files: mostly plain, some with leading or trailing zeros, or with many digits. */
function numberText(shift: number): fc.Arbitrary<string> {
  const whole = fc.integer({ min: 0, max: 10 ** (4 + shift) }).map(String);
  const fraction = fc.stringMatching(/^[0-9]{1,9}$/);
  const odd = fc.oneof(
    fc.tuple(whole, fraction).map(([left, right]) => `${left}.${right}`),
    whole.map((text) => `0${text}`),
    fc.stringMatching(/^[1-9][0-9]{0,3}\.[0-9]{14,18}$/),
    fc.stringMatching(/^0\.0{5,9}[1-9]{1,3}$/),
  );
  return fc.oneof({ weight: 4, arbitrary: whole }, { weight: 2, arbitrary: odd });
}

function fields(format: LeanRowFormat): fc.Arbitrary<string>[] {
  const price = numberText(format.priceShift);
  const size = numberText(0);
  const blank = fc.oneof({ weight: 9, arbitrary: price }, { weight: 1, arbitrary: fc.constant('') });
  switch (format.kind) {
    case RowKind.TradeBar:
      return [price, price, price, price, size];
    case RowKind.QuoteBar:
      return [blank, blank, blank, blank, size, blank, blank, blank, blank, size];
    default: {
      const side = format.hasSizes ? [price, size] : [price];
      const sides = format.kind === RowKind.TradeTick ? side : [...side, ...side];
      const suspicious = fc.constantFrom('0', '1');
      const exchange = [
        fc.constantFrom('', 'P', 'N', 'Q', 'ARCA', "O'X"),
        fc.constantFrom('', '0', '1A', '20002000'),
        suspicious,
      ];
      return { none: sides, suspicious: [...sides, suspicious], exchange: [...sides, ...exchange] }[format.tail];
    }
  }
}

/** The text of one of LEAN's files with ascending rows. */
function leanText(series: StoredSeries): fc.Arbitrary<string> {
  const format = seriesFormat(series);
  const line = fc.tuple(...fields(format)).map((texts) => texts.join(','));
  const step = format.isDated ? HOUR : 1;
  const lines = fc.array(fc.tuple(fc.integer({ min: 1, max: 2000 }), line), { minLength: 1, maxLength: 40 });
  const ends = fc.constantFrom('\n', '\r\n');
  return fc.tuple(lines, ends, fc.boolean()).map(([rows, end, isOpen]) => {
    let time = 0;
    const texts = rows.map(([steps, row]) => {
      time += steps * step;
      const at = DATE + time;
      const midnight = Math.floor(at / DAY) * DAY;
      const clock = format.isDated
        ? `${formatCompactDate(midnight)} ${formatTimeOfDay(at - midnight).slice(0, 5)}`
        : String(time);
      return `${clock},${row}`;
    });
    return texts.join(end) + (isOpen ? '' : end);
  });
}

const root = mkdtempSync(join(tmpdir(), 'lean-text-'));
afterAll(() => rmSync(root, { recursive: true }));

const place = { path: 'x.zip', date: DATE };

describe.each(EVERY_KIND.map((series) => [seriesName(series), series] as const))('%s', (_, series) => {
  const format = seriesFormat(series);

  it('is written as it was read, regardless of its formatting', () => {
    fc.assert(
      fc.property(leanText(series), (text) => {
        const { rows, facts } = readLeanText(text, format, place);
        expect(writeLeanText(rows, format, { ...place, facts })).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  it('is preserved by a CSV file', () => {
    fc.assert(
      fc.property(leanText(series), (text) => {
        const { rows, facts } = readLeanText(text, format, place);
        const store = new CsvStore(mkdtempSync(join(root, 'csv-')));
        const writer = store.write(series);
        void writer.add(rows);
        void writer.finish();
        const read = joinRows([...store.read(series)]);
        expect(writeLeanText(read, format, { ...place, facts })).toBe(text);
      }),
      { numRuns: 25 },
    );
  });

  it('provides the columns that a run reads from the file', () => {
    fc.assert(
      fc.property(leanText(series), (text) => {
        // Four bits per price represent up to fourteen decimal places; markets use fewer.
        fc.pre(!/\.\d{11}/.test(text));
        const { rows } = readLeanText(text, format, place);
        expect(seriesColumns(rows, format)).toEqual(parseLeanRows(Buffer.from(text), format, place));
      }),
      { numRuns: 60 },
    );
  });
});

describe('readLeanText', () => {
  const daily = seriesFormat(EVERY_KIND[0]);

  it.each([
    ['20130101 00:00,1,1,1,1', 'has too few columns'],
    ['20130101 00:00,1,1,1,1,1,1', 'has too many columns'],
    ['20130132 00:00,1,1,1,1,1', 'does not start with a time'],
    ['20130101 00:00,1,x,1,1,1', 'has "x" where a number is expected'],
    ['', 'is blank'],
  ])('rejects %j', (line, fault) => {
    const read = (): unknown => readLeanText(`20130101 00:00,1,1,1,1,1\n${line}\n`, daily, place);
    expect(read).toThrow(EngineError);
    expect(read).toThrow(`Line 2 of x.zip ${fault}`);
  });

  it('keeps repeated rows and fractions of milliseconds', () => {
    const minutes = seriesFormat(EVERY_KIND[3]);
    const text = '34200000.1234,1,2,P,0,0\n34200000.1234,1,2,P,0,0\n';
    const { rows, facts } = readLeanText(text, minutes, place);
    expect(writeLeanText(rows, minutes, { ...place, facts })).toBe(text);
  });

  it('drops a stored formatting when the row has another value', () => {
    const { rows, facts } = readLeanText('20130101 00:00,01,1,1,1,1\n', daily, place);
    expect(facts.spelled).toEqual({ 0: '20130101 00:00,01,1,1,1,1' });
    rows.numbers[0][0] = 2;
    expect(writeLeanText(rows, daily, { ...place, facts })).toBe('20130101 00:00,20000,1,1,1,1\n');
  });
});

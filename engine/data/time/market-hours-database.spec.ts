import { describe, expect, it } from 'vitest';
import { SecuritySymbol } from '../../model/security-symbol.ts';
import { SecurityType } from '../../model/security-type.ts';
import { BuiltInMarketHoursDatabase } from './built-in-market-hours.ts';
import { hours } from './calendar-math.ts';
import { ExchangeHours } from './exchange-hours.ts';
import { LeanMarketHoursDatabase } from './lean-market-hours.ts';
import { TimeZone } from './time-zone.ts';

const session = [
  { start: '04:00:00', end: '09:30:00', state: 'premarket' },
  { start: '09:30:00', end: '16:00:00', state: 'market' },
];
const week = {
  sunday: [],
  monday: session,
  tuesday: session,
  wednesday: session,
  thursday: session,
  friday: session,
  saturday: [],
};
const zones = { dataTimeZone: 'UTC', exchangeTimeZone: 'America/New_York' };
const entries = {
  'Equity-usa-[*]': {
    ...zones,
    ...week,
    holidays: ['12/25/2013', '1/1/2014'],
    earlyCloses: { '12/24/2013': '13:00:00', '7/3/2013': '13:00:00' },
  },
  'Equity-usa-ODD': {
    ...zones,
    ...week,
    monday: [{ start: '00:00:00', end: '1.00:00:00', state: 'market' }],
    holidays: ['10/8/2013'],
    bankHolidays: ['10/14/2013'],
    earlyCloses: { '12/24/2013': '12:00:00' },
    lateOpens: { '10/09/2013': '11:00:00' },
  },
  'Crypto-coinbase-[*]': { dataTimeZone: 'UTC', exchangeTimeZone: 'UTC', holidays: [] },
};
const text = JSON.stringify({ entries }, null, 2);
const october = (day: number, hour = 0): number => Date.UTC(2013, 9, day, hour);

describe('LeanMarketHoursDatabase', () => {
  const database = LeanMarketHoursDatabase.fromText(text);

  it('reads the entry of a market', () => {
    const { dataTimeZone, exchangeHours } = database.entry('usa', 'SPY', SecurityType.Equity);
    expect(dataTimeZone).toBe(TimeZone.UTC);
    expect(exchangeHours.timeZone.id).toBe('America/New_York');
    expect(exchangeHours.isOpen(october(7, 10), false)).toBe(true);
    expect(exchangeHours.isDateOpen(Date.UTC(2013, 11, 25))).toBe(false);
    expect(exchangeHours.regularCloseOf(Date.UTC(2013, 11, 24))).toBe(Date.UTC(2013, 11, 24, 13));
  });

  it('shares one entry among the instruments of a market, ignoring case', () => {
    const entry = database.entry('usa', 'SPY', SecurityType.Equity);
    expect(database.entry('usa', 'AAPL', SecurityType.Equity)).toBe(entry);
    expect(database.entry('USA', 'spy', SecurityType.Equity)).toBe(entry);
    expect(database.entryOf(new SecuritySymbol('SPY', SecurityType.Equity, 'usa', 'SPY R735QTJ8XC9X'))).toBe(entry);
  });

  it("lets an instrument's own entry inherit its market's days", () => {
    const { exchangeHours } = database.entry('usa', 'odd', SecurityType.Equity);
    expect(exchangeHours.isDateOpen(october(8))).toBe(false);
    expect(exchangeHours.isDateOpen(Date.UTC(2013, 11, 25))).toBe(false);
    expect(exchangeHours.isBankHoliday(october(14))).toBe(true);
    expect(exchangeHours.isOpen(october(7, 3), false)).toBe(true);
    expect(exchangeHours.regularCloseOf(Date.UTC(2013, 11, 24))).toBe(Date.UTC(2013, 11, 24, 12));
    expect(exchangeHours.regularCloseOf(Date.UTC(2013, 6, 3))).toBe(Date.UTC(2013, 6, 3, 13));
    expect(exchangeHours.regularOpenOf(october(9))).toBe(october(9, 11));
  });

  it('reads the text once, at the first request', () => {
    let loads = 0;
    const lazy = new LeanMarketHoursDatabase(() => {
      loads += 1;
      return text;
    });
    expect(loads).toBe(0);
    lazy.tryEntry('usa', 'SPY', SecurityType.Equity);
    lazy.tryEntry('nowhere', 'SPY', SecurityType.Equity);
    expect(loads).toBe(1);
  });

  it('reports unknown instruments', () => {
    expect(database.tryEntry('moon', 'SPY', SecurityType.Equity)).toBeUndefined();
    expect(() => database.entry('moon', 'SPY', SecurityType.Equity)).toThrowError(
      /There are no market hours for equity\/moon\/SPY/,
    );
  });

  it('returns entries that were set', () => {
    const own = LeanMarketHoursDatabase.fromText(text);
    const entry = { dataTimeZone: TimeZone.UTC, exchangeHours: ExchangeHours.alwaysOpen(TimeZone.UTC) };
    own.setEntry('usa', 'weather', SecurityType.Base, entry);
    expect(own.entry('usa', 'WEATHER', SecurityType.Base)).toBe(entry);
  });

  it.each([
    ['a zone', { exchangeTimeZone: 5 }, /exchangeTimeZone is not a string/],
    ['a holiday', { holidays: ['2/30/2013'] }, /"2\/30\/2013" is not a date/],
    ['a time', { earlyCloses: { '1/2/2013': '25:00:00' } }, /"25:00:00" is not a time/],
    ['a day', { monday: 'open' }, /monday is not a list/],
    ['a state', { monday: [{ start: '00:00:00', end: '01:00:00', state: 'party' }] }, /unknown state "party"/],
    ['early closes', { earlyCloses: [] }, /earlyCloses is not an object/],
  ])('names an entry with a broken %s', (_what, broken, message) => {
    const faulty = LeanMarketHoursDatabase.fromText(
      JSON.stringify({ entries: { 'Equity-usa-[*]': { ...zones, ...week, ...broken } } }),
    );
    expect(() => faulty.entry('usa', 'SPY', SecurityType.Equity)).toThrowError(message);
    expect(() => faulty.entry('usa', 'SPY', SecurityType.Equity)).toThrowError(/The entry Equity-usa-\[\*\]/);
  });

  it('names a truncated entry', () => {
    const cut = LeanMarketHoursDatabase.fromText(text.slice(0, 400));
    expect(() => cut.entry('usa', 'SPY', SecurityType.Equity)).toThrowError(/not valid JSON/);
  });
});

describe('BuiltInMarketHoursDatabase', () => {
  const database = new BuiltInMarketHoursDatabase();

  it('has US stocks and indices, currencies, CFDs and crypto', () => {
    const stocks = database.entry('usa', 'SPY', SecurityType.Equity);
    const index = database.entry('usa', 'SPX', SecurityType.Index);
    expect(stocks.dataTimeZone.id).toBe('America/New_York');
    expect(stocks.exchangeHours.isOpen(october(7, 5), true)).toBe(true);
    expect(index.exchangeHours.isOpen(october(7, 5), true)).toBe(false);
    expect(index.exchangeHours.regularMarketDuration).toBe(hours(6.5));
    expect(database.entry('oanda', 'EURUSD', SecurityType.Forex).dataTimeZone).toBe(TimeZone.UTC);
    expect(database.entry('oanda', 'XAUUSD', SecurityType.Cfd).exchangeHours.timeZone.id).toBe('America/New_York');
    expect(database.entry('kraken', 'BTCUSD', SecurityType.Crypto).exchangeHours.isMarketAlwaysOpen).toBe(true);
    expect(database.entry('usa', 'QQQ', SecurityType.Equity)).toBe(stocks);
  });

  it('has no other entries', () => {
    expect(database.tryEntry('india', 'SBIN', SecurityType.Equity)).toBeUndefined();
    expect(() => database.entry('cme', 'ES', SecurityType.Future)).toThrowError(/the built-in calendar/);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { BuiltInMarketHoursDatabase } from '../../engine/data/time/built-in-market-hours.ts';
import { DAY, weekdayIndex, yearOf } from '../../engine/data/time/calendar-math.ts';
import { formatDate, formatTimeOfDay, parseDate } from '../../engine/data/time/date-text.ts';
import type { ExchangeHours } from '../../engine/data/time/exchange-hours.ts';
import { LeanMarketHoursDatabase } from '../../engine/data/time/lean-market-hours.ts';
import { parseSecurityType, SecurityType } from '../../engine/model/security-type.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const leanFile = `${process.env['LEAN_DATA'] ?? `${project}/../shared/lean/data`}/market-hours/market-hours-database.json`;
const closesFile = `${project}/../shared/sample-data/closes/SPX-1990-2022.csv`;

const builtIn = new BuiltInMarketHoursDatabase();
const stocks = builtIn.entry('usa', 'SPY', SecurityType.Equity).exchangeHours;

/** Weekdays from the first day of one year to the last day of another. */
function* weekdays(firstYear: number, lastYear: number): Generator<number> {
  for (let date = Date.UTC(firstYear, 0, 1); date < Date.UTC(lastYear + 1, 0, 1); date += DAY) {
    if (weekdayIndex(date) % 6 !== 0) yield date;
  }
}

describe.runIf(existsSync(leanFile))("LEAN's market hours database", () => {
  const text = existsSync(leanFile) ? readFileSync(leanFile, 'latin1') : '{}';
  const lean = LeanMarketHoursDatabase.fromText(text);
  const leanStocks = existsSync(leanFile) ? lean.entry('usa', 'SPY', SecurityType.Equity).exchangeHours : stocks;

  it('is read entry by entry with the result of a parser of the whole file', () => {
    const { entries } = JSON.parse(text) as {
      entries: Record<string, { exchangeTimeZone: string; dataTimeZone: string }>;
    };
    const keys = Object.keys(entries);
    expect(keys.length).toBeGreaterThan(500);
    for (const key of keys) {
      const [type, market, symbol] = key.split('-');
      const entry = lean.entry(market, symbol, parseSecurityType(type) ?? SecurityType.Base);
      expect(entry.exchangeHours.name).toBe(key);
      expect(entry.exchangeHours.timeZone.id).toBe(entries[key].exchangeTimeZone);
      expect(entry.dataTimeZone.id).toBe(entries[key].dataTimeZone);
    }
  });

  it('has the trading days of the built-in calendar from 1998 to 2028', () => {
    const differences = [...weekdays(1998, 2028)].filter(
      (date) => stocks.isDateOpen(date) !== leanStocks.isDateOpen(date),
    );
    expect(differences.map(formatDate)).toEqual([]);
  });

  it('has the same sessions, except for early closes and late opens that it lacks', () => {
    const differences = [...weekdays(1998, 2028)].filter(
      (date) => sessionOf(stocks, date) !== sessionOf(leanStocks, date),
    );
    expect(
      differences.map((date) => `${formatDate(date)} ${sessionOf(stocks, date)} ${sessionOf(leanStocks, date)}`),
    ).toEqual([
      '1998-11-27 09:30:00-13:00:00 09:30:00-16:00:00',
      '1998-12-24 09:30:00-13:00:00 09:30:00-16:00:00',
      '2002-09-11 12:00:00-16:00:00 09:30:00-16:00:00',
    ]);
  });

  it('has the weeks of currencies and crypto of the built-in calendar', () => {
    const forex = builtIn.entry('fxcm', 'EURUSD', SecurityType.Forex).exchangeHours;
    expect(lean.entry('fxcm', 'EURUSD', SecurityType.Forex).exchangeHours.week).toEqual(forex.week);
    expect(lean.entry('coinbase', 'BTCUSD', SecurityType.Crypto).exchangeHours.isMarketAlwaysOpen).toBe(true);
  });

  it('has the extended hours of the built-in calendar', () => {
    for (const date of weekdays(2013, 2013)) {
      if (!stocks.isDateOpen(date)) continue;
      expect(stocks.dayHours(date).segments, formatDate(date)).toEqual(leanStocks.dayHours(date).segments);
    }
  });
});

describe.runIf(existsSync(closesFile))('the S&P 500 from 1990 to 2022', () => {
  const rows = existsSync(closesFile) ? readFileSync(closesFile, 'utf8').trim().split('\n').slice(1) : [];
  const traded = new Set(rows.map((row) => parseDate(row.slice(0, 10)) ?? NaN));
  const last = Math.max(...traded);

  it('has prices exactly on the trading days of the built-in calendar', () => {
    const differences = [...weekdays(1990, yearOf(last))].filter(
      (date) => date <= last && stocks.isDateOpen(date) !== traded.has(date),
    );
    expect(differences.map(formatDate)).toEqual([]);
    expect([...traded].filter((date) => weekdayIndex(date) % 6 === 0)).toEqual([]);
  });
});

function sessionOf(hours: ExchangeHours, date: number): string {
  if (!hours.isDateOpen(date)) return 'closed';
  return `${formatTimeOfDay(hours.regularOpenOf(date) - date)}-${formatTimeOfDay(hours.regularCloseOf(date) - date)}`;
}

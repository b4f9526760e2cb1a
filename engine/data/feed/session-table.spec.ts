import { describe, expect, it } from 'vitest';
import { FOREX, newYork, US_EQUITY } from '../../testkit/feed-rows.ts';
import { at, clock } from '../../testkit/memory-columns.ts';
import { ExchangeHours } from '../time/exchange-hours.ts';
import { SessionTable } from './session-table.ts';

const DAY = 86_400_000;

/** A calendar that no other test uses. */
function freshHours(): ExchangeHours {
  const { timeZone, week, holidays, earlyCloses } = US_EQUITY.exchangeHours;
  return new ExchangeHours({ timeZone, week, holidays, earlyCloses });
}

function sessions(table: SessionTable, from: string, thru: string): unknown[] {
  const rows: unknown[] = [];
  for (let day = at(from) / DAY - table.firstDay; day <= at(thru) / DAY - table.firstDay; day++) {
    if (table.ordinal[day] === 0) continue;
    rows.push([clock(table.open[day]), clock(table.close[day]), clock(table.closeUtc[day])]);
  }
  return rows;
}

describe('the table of sessions', () => {
  it('has the open and close of each day with a session', () => {
    const table = SessionTable.of(freshHours(), at('2024-07-01'), at('2024-07-08'));
    expect(sessions(table, '2024-07-02', '2024-07-08')).toEqual([
      ['2024-07-02 09:30', '2024-07-02 16:00', newYork('2024-07-02 16:00')],
      ['2024-07-03 09:30', '2024-07-03 13:00', newYork('2024-07-03 13:00')],
      ['2024-07-05 09:30', '2024-07-05 16:00', newYork('2024-07-05 16:00')],
      ['2024-07-08 09:30', '2024-07-08 16:00', newYork('2024-07-08 16:00')],
    ]);
  });

  it('numbers sessions consecutively across weekends and holidays', () => {
    const { ordinal, firstDay } = SessionTable.of(freshHours(), at('2024-07-01'), at('2024-07-08'));
    const numbers = Array.from({ length: 8 }, (_, i) => ordinal[at('2024-07-01') / DAY - firstDay + i]);
    const [first] = numbers;
    // Monday to Wednesday, holiday, Friday, weekend, Monday
    expect(numbers.map((number) => (number === 0 ? 0 : number - first + 1))).toEqual([1, 2, 3, 0, 4, 0, 0, 5]);
  });

  it('grows only when it does not cover the range', () => {
    const hours = freshHours();
    const small = SessionTable.of(hours, at('2024-03-04'), at('2024-03-08'));
    expect(SessionTable.of(hours, at('2024-03-05'), at('2024-03-06'))).toBe(small);
    const large = SessionTable.of(hours, at('2024-02-01'), at('2024-03-06'));
    expect([large.firstDay <= at('2024-02-01') / DAY, large.lastDay >= at('2024-03-08') / DAY]).toEqual([true, true]);
    expect(sessions(large, '2024-03-04', '2024-03-08')).toEqual(sessions(small, '2024-03-04', '2024-03-08'));
  });

  it('omits days without a session of their own, as in a market that trades across midnight', () => {
    const { ordinal } = SessionTable.of(FOREX.exchangeHours, at('2024-03-04'), at('2024-03-08'));
    expect([...ordinal].every((number) => number >= 0)).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { RowKind } from '../../model/columns.ts';
import { TickType } from '../../model/data-kinds.ts';
import { Resolution } from '../../model/resolution.ts';
import { SecurityType } from '../../model/security-type.ts';
import { BuiltInMarketHoursDatabase } from '../time/built-in-market-hours.ts';
import { FindingCollector } from './finding.ts';
import { SessionChecks } from './session-checks.ts';

const MINUTE = 60_000;
const hours = new BuiltInMarketHoursDatabase().entry('usa', 'SPY', SecurityType.Equity).exchangeHours;

/** Minutes of a session, from the open on. */
function session(day: string, first = '09:30', last = '15:59', step = 1): number[] {
  const times: number[] = [];
  for (let time = Date.parse(`${day}T${first}Z`); time <= Date.parse(`${day}T${last}Z`); time += step * MINUTE)
    times.push(time);
  return times;
}

function found(times: readonly number[], resolution: Resolution = Resolution.Minute): string[] {
  const set = {
    securityType: SecurityType.Equity,
    market: 'usa',
    ticker: 'SPY',
    tickType: TickType.Trade,
    resolution,
    files: [],
  };
  const findings = new FindingCollector(set);
  const checks = new SessionChecks(set, findings, hours);
  const none = new Float64Array(times.length);
  checks.add({
    kind: RowKind.TradeBar,
    length: times.length,
    time: Float64Array.from(times),
    values: [none, none, none, none, none],
    scales: 0,
  });
  checks.finish();
  return findings.findings().map(({ kind, count, message }) => `${kind} ${count} ${message}`);
}

const DAYS = [...session('2024-01-02'), ...session('2024-01-03')];

describe('SessionChecks', () => {
  it('finds nothing in whole sessions, half days and hours', () => {
    expect(found(DAYS)).toEqual([]);
    expect(found([...session('2024-07-03', '09:30', '12:59'), ...session('2024-07-05')])).toEqual([]);
    expect(
      found(
        ['02', '03', '04', '05'].flatMap((day) => session(`2024-01-${day}`, '09:00', '15:00', 60)),
        Resolution.Hour,
      ),
    ).toEqual([]);
  });

  it.each([
    [
      'one minute',
      [100],
      'missing-minutes 1 Missing bars of one minute: 1 minute without bars inside a session, from 2024-01-02T11:10:00.',
    ],
    [
      'the first minutes of a day',
      [390, 391],
      'missing-minutes 1 Missing bars of one minute: 2 minutes without bars inside a session, from 2024-01-03T09:30:00.',
    ],
    [
      'half an hour',
      Array.from({ length: 30 }, (_, index) => 60 + index),
      'outage 1 An outage: 30 minutes without bars inside a session, from 2024-01-02T10:30:00.',
    ],
  ])('finds that %s are missing', (_, missing, finding) => {
    expect(found(DAYS.filter((_time, row) => !missing.includes(row)))).toEqual([finding]);
  });

  it('does not report thin trading', () => {
    expect(found(DAYS.filter((_, row) => row % 3 !== 0 && row % 7 !== 0))).toEqual([]);
  });

  it.each([
    [5, Resolution.Minute, '5 minutes'],
    [15, Resolution.Minute, '15 minutes'],
    [30, Resolution.Minute, '30 minutes'],
  ])('finds bars of %d minutes among those of a %s', (step, resolution, words) => {
    const times = ['02', '03'].flatMap((day) => session(`2024-01-${day}`, '09:30', '15:59', step));
    expect(found(times, resolution)[0]).toContain(`wrong-length 1 Bars are ${words} apart`);
  });

  it('finds times that are the ends of bars', () => {
    expect(
      found([...session('2024-01-02', '09:31', '16:00'), ...session('2024-01-03', '09:31', '16:00')])[0],
    ).toContain('end-stamped 1 There are rows at the closes');
  });
});

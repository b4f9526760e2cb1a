import { describe, expect, it } from 'vitest';
import { Resolution } from '../../model/resolution.ts';
import { at, tradeColumns } from '../../testkit/memory-columns.ts';
import { CorporateActions } from '../corporate-actions.ts';
import { parseFactorFile } from '../formats/lean-auxiliary-files.ts';
import { CorporateEventKind, corporateEvents } from './corporate-events.ts';
import { Row, ROW_STRIDE } from './row-layout.ts';
import { feedRequest, newYork, takeAll, US_EQUITY, walk } from '../../testkit/feed-rows.ts';
import { SubscriptionCursor } from './subscription-cursor.ts';
import { WarmUpCursor } from './warm-up-cursor.ts';

const NIGHT = { utc: Date.parse('2024-03-06T05:00Z'), local: '2024-03-06 00:00' };

/** Days of a warm-up, without the Friday before the week, then hours from the day before the start. */
function cursor(): WarmUpCursor {
  const days = ['2024-03-01', '2024-03-05'].map((day, place) => [at(day), place + 1] as const);
  const hours = ['2024-03-05 15:00', '2024-03-06 10:00', '2024-03-06 12:00'].map(
    (hour, place) => [at(hour), place + 10] as const,
  );
  const first = feedRequest({
    resolution: Resolution.Daily,
    start: '2024-03-01',
    end: NIGHT.local,
    chunks: [tradeColumns(days)],
  });
  const second = feedRequest({
    resolution: Resolution.Hour,
    start: '2024-03-05',
    end: '2024-03-06 23:59',
    chunks: [tradeColumns(hours)],
  });
  return new WarmUpCursor(new SubscriptionCursor(first), new SubscriptionCursor(second), NIGHT.utc);
}

describe('a warm-up at another resolution', () => {
  it('precedes the rows that end after it, and both parts are filled forward separately', () => {
    expect(walk(cursor()).map(({ emit, values, isFilled }) => [emit, values[3], isFilled])).toEqual([
      [newYork('2024-03-01 16:00'), 1, false],
      [newYork('2024-03-04 16:00'), 1, true],
      [newYork('2024-03-05 16:00'), 2, false],
      [newYork('2024-03-06 10:00'), 10, true],
      [newYork('2024-03-06 11:00'), 11, false],
      [newYork('2024-03-06 12:00'), 11, true],
      [newYork('2024-03-06 13:00'), 12, false],
      [newYork('2024-03-06 14:00'), 12, true],
      [newYork('2024-03-06 15:00'), 12, true],
      [newYork('2024-03-06 16:00'), 12, true],
    ]);
  });

  it('is the same for every way of reading the rows', () => {
    const all = walk(cursor());
    for (const room of [1, 2, 5, 50])
      for (const span of [0, 3_600_000, 90_000_000]) expect(takeAll(cursor(), { room, span })).toEqual(all);
  });

  it('without rows leaves the other rows from its end on', () => {
    const second = feedRequest({
      resolution: Resolution.Hour,
      start: '2024-03-05',
      end: '2024-03-06 23:59',
      chunks: [
        tradeColumns([
          [at('2024-03-05 15:00'), 1],
          [at('2024-03-06 09:00'), 2],
        ]),
      ],
      config: { fillForward: false },
    });
    const rows = walk(new WarmUpCursor(undefined, new SubscriptionCursor(second), NIGHT.utc));
    expect(rows.map(({ emit }) => emit)).toEqual([newYork('2024-03-06 10:00')]);
  });

  it('delivers the events of both parts', () => {
    const factors = '20240101,0.5,1,0\n20240301,0.5,1,10\n20240305,0.6,1,10\n20240306,0.8,1,20\n20501231,1,1,0\n';
    const actions = new CorporateActions(parseFactorFile(factors, 'f.csv'), []);
    const part = (resolution: Resolution, start: string, end: string): SubscriptionCursor =>
      new SubscriptionCursor(
        feedRequest({
          resolution,
          start,
          end,
          chunks: [],
          events: corporateEvents(actions, US_EQUITY.exchangeHours, { from: at(start), to: at(end.slice(0, 10)) }),
        }),
      );
    const both = new WarmUpCursor(
      part(Resolution.Daily, '2024-03-01', NIGHT.local),
      part(Resolution.Hour, '2024-03-05', '2024-03-07 23:59'),
      NIGHT.utc,
    );
    const tape = new Float64Array(ROW_STRIDE);
    const told: unknown[] = [];
    for (; both.emit !== Infinity; both.moveNext()) {
      both.write(tape, 0, 0);
      const { kind, amount } = both.eventOf(tape[Row.Value]);
      told.push([new Date(both.emit).toISOString().slice(0, 10), kind, amount]);
    }
    // 10 - 10 * 5/6 and so on; the event at midnight of the start occurs once
    expect(told).toEqual([
      ['2024-03-04', CorporateEventKind.Dividend, 1.67],
      ['2024-03-06', CorporateEventKind.Dividend, 2.5],
      ['2024-03-07', CorporateEventKind.Dividend, 4],
    ]);
  });
});

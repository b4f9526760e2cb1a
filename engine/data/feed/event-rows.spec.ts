import { describe, expect, it } from 'vitest';
import { Resolution } from '../../model/resolution.ts';
import { at, tradeColumns } from '../../testkit/memory-columns.ts';
import { CorporateActions } from '../corporate-actions.ts';
import { parseFactorFile, parseMapFile } from '../formats/lean-auxiliary-files.ts';
import { CorporateEventKind, corporateEvents } from './corporate-events.ts';
import type { CorporateEvent } from './corporate-events.ts';
import { Row, ROW_STRIDE, RowFlag } from './row-layout.ts';
import { feedRequest, newYork, US_EQUITY } from '../../testkit/feed-rows.ts';
import type { FeedWish } from '../../testkit/feed-rows.ts';
import { SubscriptionCursor } from './subscription-cursor.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** A dividend of 2 % on the 6th, two shares for one on the 11th; the factor rows hold up to the days before. */
const ACTIONS = new CorporateActions(
  parseFactorFile('20240101,0.98,0.5,0\n20240305,0.98,0.5,50\n20240308,1,0.5,60\n20501231,1,1,0\n', 'spy.csv'),
  [],
);

function cursorOf(wish: FeedWish): SubscriptionCursor {
  return new SubscriptionCursor(feedRequest(wish));
}

function withActions(wish: Pick<FeedWish, 'resolution' | 'start' | 'end' | 'chunks' | 'config'>): FeedWish {
  const period = { from: at(wish.start), to: Math.floor(at(wish.end) / DAY) * DAY };
  return { ...wish, actions: ACTIONS, events: corporateEvents(ACTIONS, US_EQUITY.exchangeHours, period) };
}

const DAYS = ['2024-03-05', '2024-03-06', '2024-03-07', '2024-03-08', '2024-03-11', '2024-03-12'];
const WEEK = { resolution: Resolution.Daily, start: '2024-03-05', end: '2024-03-12 23:59:59.999' } as const;

describe('corporate events', () => {
  const story = (wish: FeedWish): string[] => {
    const cursor = cursorOf(wish);
    const tape = new Float64Array(ROW_STRIDE);
    const told: string[] = [];
    const names = Object.keys(CorporateEventKind);
    for (; cursor.emit !== Infinity; cursor.moveNext()) {
      cursor.write(tape, 0, 0);
      const isEvent = (tape[Row.Flags] & RowFlag.Auxiliary) !== 0;
      const event: CorporateEvent | undefined = isEvent ? cursor.eventOf(tape[Row.Value]) : undefined;
      const utc = new Date(cursor.emit).toISOString().slice(5, 16).replace('T', ' ');
      told.push(`${utc} ${event === undefined ? tape[Row.Value + 3] : names[event.kind]}`);
    }
    return told;
  };

  it('occur at the midnight of their day, before its rows', () => {
    const chunks = [tradeColumns(DAYS.map((day) => [at(day), 100]))];
    expect(story(withActions({ ...WEEK, chunks }))).toEqual([
      '03-05 21:00 49',
      '03-06 05:00 Dividend',
      '03-06 21:00 50',
      '03-07 21:00 50',
      '03-08 05:00 SplitWarning',
      '03-08 21:00 50',
      // summer time from the 10th on
      '03-11 04:00 Split',
      '03-11 20:00 100',
      '03-12 20:00 100',
    ]);
  });

  it('occur even without rows', () => {
    expect(story(withActions({ ...WEEK, chunks: [] }))).toEqual([
      '03-06 05:00 Dividend',
      '03-08 05:00 SplitWarning',
      '03-11 04:00 Split',
    ]);
  });

  it('warn of a split with the price of the day before, because the day has not closed yet', () => {
    const warningOf = (chunks: FeedWish['chunks']): number => {
      const cursor = cursorOf(withActions({ ...WEEK, chunks }));
      const tape = new Float64Array(100 * ROW_STRIDE);
      const count = cursor.take(tape, 0, { until: at('2024-03-31'), room: 100, subscription: 0 });
      return Array.from({ length: count }, (_, row) => row * ROW_STRIDE)
        .filter((base) => tape[base + Row.Flags] === RowFlag.Auxiliary)
        .map((base) => cursor.eventOf(tape[base + Row.Value]))
        .find(({ kind }) => kind === CorporateEventKind.SplitWarning)!.referencePrice;
    };
    expect(warningOf([tradeColumns(DAYS.map((day, place) => [at(day), 100 + place]))])).toBe(102);
    expect(warningOf([])).toBe(0);
  });

  it('end fill-forward at a delisting', () => {
    const actions = new CorporateActions([], parseMapFile('20000101,spy\n20240307,spy\n', 'spy.csv'));
    const period = { from: at('2024-03-05'), to: at('2024-03-12') };
    const events = corporateEvents(actions, US_EQUITY.exchangeHours, period);
    const chunks = [tradeColumns([[at('2024-03-05'), 8]])];
    expect(story({ ...WEEK, chunks, events })).toEqual([
      '03-05 21:00 8',
      '03-06 21:00 8',
      '03-07 05:00 DelistingWarning',
      '03-07 21:00 8',
      '03-08 05:00 Delisted',
    ]);
  });

  it('occur between days that are filled forward by minutes', () => {
    const chunks = [tradeColumns([[at('2024-03-05'), 100]])];
    const told = story({ ...withActions({ ...WEEK, end: '2024-03-06 23:59', chunks }), fillPeriod: 60 * MINUTE });
    expect(told).toEqual([
      '03-05 21:00 49',
      '03-06 05:00 Dividend',
      ...['15', '16', '17', '18', '19', '20', '21'].map((hour) => `03-06 ${hour}:00 49`),
    ]);
    expect(told.at(-1)).toBe(`${newYork('2024-03-06 16:00').slice(5)} 49`);
  });
});

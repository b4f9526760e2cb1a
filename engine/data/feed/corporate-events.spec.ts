import { describe, expect, it } from 'vitest';
import { at, clock } from '../../testkit/memory-columns.ts';
import { CorporateActions } from '../corporate-actions.ts';
import { parseFactorFile, parseMapFile } from '../formats/lean-auxiliary-files.ts';
import { CorporateEventKind, corporateEvents } from './corporate-events.ts';
import type { CorporateEvent } from './corporate-events.ts';
import { US_EQUITY } from '../../testkit/feed-rows.ts';

const NAMES = Object.keys(CorporateEventKind);

function told(factors: string, maps: string, from: string, to: string): (readonly [string, string])[] {
  return eventsOf(factors, maps, from, to).map(({ kind, time }) => [clock(time).slice(0, 10), NAMES[kind]]);
}

function eventsOf(factors: string, maps: string, from: string, to: string): CorporateEvent[] {
  const actions = new CorporateActions(parseFactorFile(factors, 'f.csv'), parseMapFile(maps, 'm.csv'));
  return corporateEvents(actions, US_EQUITY.exchangeHours, { from: at(from), to: at(to) });
}

/** Two for one after Friday 2024-03-08, a dividend of 1 % after Wednesday 2024-03-27 (Friday the 29th is a holiday). */
const FACTORS = '20230101,0.99,0.5,0\n20240308,0.99,0.5,120\n20240328,0.99,1,80\n20501231,1,1,0\n';

describe('splits', () => {
  it('have a warning on the last day before them and occur on the next trading day', () => {
    expect(told(FACTORS, '', '2024-03-01', '2024-03-15')).toEqual([
      ['2024-03-08', 'SplitWarning'],
      ['2024-03-11', 'Split'],
    ]);
  });

  it('contain the ratio of new to old price and the close before', () => {
    const [, split] = eventsOf(FACTORS, '', '2024-03-01', '2024-03-15');
    expect([split.amount, split.referencePrice]).toEqual([0.5, 120]);
  });

  it('are omitted in a period that begins on the day itself; a warning alone occurs only at the end of a period', () => {
    expect(told(FACTORS, '', '2024-03-11', '2024-03-15')).toEqual([]);
    expect(told(FACTORS, '', '2024-03-01', '2024-03-08')).toEqual([['2024-03-08', 'SplitWarning']]);
  });
});

describe('dividends', () => {
  it('occur on the trading day after the last day before them, across holidays', () => {
    const [dividend] = eventsOf(FACTORS, '', '2024-03-20', '2024-04-30');
    // 80 - 80 * 0.99
    expect([clock(dividend.time), dividend.amount, dividend.referencePrice]).toEqual(['2024-04-01 00:00', 0.8, 80]);
  });

  it('are omitted in a period that begins or ends in between', () => {
    expect(told(FACTORS, '', '2024-03-29', '2024-04-30')).toEqual([]);
    expect(told(FACTORS, '', '2024-03-20', '2024-03-31')).toEqual([]);
  });
});

describe('names', () => {
  const MAPS = '20000101,fb\n20220608,fb\n20501231,meta\n';

  it('change on the first trading day after the last day of the old name', () => {
    const [change] = eventsOf('', MAPS, '2022-06-01', '2022-06-30');
    expect([clock(change.time), change.oldTicker, change.newTicker]).toEqual(['2022-06-09 00:00', 'FB', 'META']);
    const overWeekend = '20000101,a\n20240308,a\n20501231,b\n';
    expect(told('', overWeekend, '2024-03-01', '2024-03-31')).toEqual([['2024-03-11', 'SymbolChange']]);
  });

  it('that changed at the start cause no event', () => {
    expect(told('', MAPS, '2022-06-09', '2022-06-30')).toEqual([]);
  });
});

describe('a delisting', () => {
  const MAPS = '20000101,twx\n20240307,twx\n';

  it('has a warning on the last day and occurs on the day after', () => {
    expect(told('', MAPS, '2024-03-01', '2024-03-31')).toEqual([
      ['2024-03-07', 'DelistingWarning'],
      ['2024-03-08', 'Delisted'],
    ]);
  });

  it('may occur on a Saturday', () => {
    expect(told('', '20000101,twx\n20240308,twx\n', '2024-03-01', '2024-03-31').at(-1)).toEqual([
      '2024-03-09',
      'Delisted',
    ]);
  });
});

describe('a company without corporate actions', () => {
  it('has no events', () => {
    expect(told('', '20000101,spy\n20501231,spy\n', '2000-01-01', '2024-01-01')).toEqual([]);
  });
});

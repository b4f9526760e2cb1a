import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../time/calendar-math.ts';
import { at, collect, quoteTick, tradeTick } from './spec-support.ts';
import { TickQuoteBarConsolidator } from './tick-quote-bar-consolidator.ts';

describe('TickQuoteBarConsolidator', () => {
  it('builds quote bars from quotes, each opening at the close of the previous one', () => {
    const consolidator = new TickQuoteBarConsolidator({ period: MINUTE });
    const bars = collect(consolidator);
    consolidator.update(quoteTick(at(10) + SECOND, 10, 11));
    consolidator.update(tradeTick(at(10) + SECOND, 99));
    consolidator.update(quoteTick(at(10) + 2 * SECOND, 9, 0));
    consolidator.update(quoteTick(at(10) + 3 * SECOND, 9.5, 12));
    consolidator.update(quoteTick(at(10, 1), 10, 11.5));
    expect(bars).toHaveLength(1);
    expect(bars[0]).toMatchObject({ time: at(10), endTime: at(10, 1), lastBidSize: 1, lastAskSize: 2 });
    expect(bars[0]).toMatchObject({ bidOpen: 10, bidHigh: 10, bidLow: 9, bidClose: 9.5 });
    expect(bars[0]).toMatchObject({ askOpen: 11, askHigh: 12, askLow: 11, askClose: 12 });
    expect(consolidator.workingBar).toMatchObject({ bidOpen: 9.5, bidClose: 10, askOpen: 12, askClose: 11.5 });
  });

  it('leaves a side missing that was never quoted', () => {
    const consolidator = new TickQuoteBarConsolidator({ count: 1 });
    const bars = collect(consolidator);
    consolidator.update(quoteTick(at(10), 10, 0));
    expect(bars[0]).toMatchObject({ bidClose: 10, askOpen: NaN, askClose: NaN, close: 10, endTime: at(10) });
  });
});

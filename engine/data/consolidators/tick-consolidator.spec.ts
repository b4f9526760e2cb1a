import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../time/calendar-math.ts';
import { at, collect, figures, quoteTick, tradeTick } from './spec-support.ts';
import { TickConsolidator } from './tick-consolidator.ts';

describe('TickConsolidator', () => {
  it('builds trade bars from trades and skips quotes', () => {
    const consolidator = new TickConsolidator({ period: MINUTE });
    const bars = collect(consolidator);
    consolidator.update(tradeTick(at(10) + 5 * SECOND, 10, 100));
    consolidator.update(quoteTick(at(10) + 6 * SECOND, 1, 99));
    consolidator.update(tradeTick(at(10) + 7 * SECOND, 12, 50));
    consolidator.update(tradeTick(at(10) + 8 * SECOND, 9, 10));
    consolidator.update(tradeTick(at(10, 1), 11, 1));
    expect(bars.map(figures)).toEqual([[at(10), at(10, 1), 10, 12, 9, 9, 160]]);
  });

  it('counts trades', () => {
    const consolidator = new TickConsolidator({ count: 2 });
    const bars = collect(consolidator);
    consolidator.update(tradeTick(at(10), 10));
    consolidator.update(quoteTick(at(10), 1, 99));
    consolidator.update(tradeTick(at(10) + SECOND, 11));
    expect(bars.map(figures)).toEqual([[at(10), at(10) + SECOND, 10, 11, 10, 11, 2]]);
  });
});

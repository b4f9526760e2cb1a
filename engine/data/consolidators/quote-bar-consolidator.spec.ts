import { describe, expect, it } from 'vitest';
import { Resolution } from '../../model/resolution.ts';
import { MINUTE } from '../time/calendar-math.ts';
import { QuoteBarConsolidator } from './quote-bar-consolidator.ts';
import { at, collect, quote } from './spec-support.ts';

describe('QuoteBarConsolidator', () => {
  it('consolidates bids and asks, and opens at the close of the previous bar', () => {
    const consolidator = new QuoteBarConsolidator({ period: 2 * MINUTE });
    const bars = collect(consolidator);
    [
      [10, 11],
      [9, 13],
      [12, 12.5],
      [11, 12],
    ].forEach(([bid = NaN, ask = NaN], minute) =>
      consolidator.update(quote(at(10, minute), bid, ask, [minute, 2 * minute])),
    );
    consolidator.scan(at(10, 4));
    expect(bars[0]).toMatchObject({
      time: at(10, 0),
      endTime: at(10, 2),
      bidOpen: 10,
      bidHigh: 10,
      bidLow: 9,
      bidClose: 9,
    });
    expect(bars[0]).toMatchObject({
      askOpen: 11,
      askHigh: 13,
      askLow: 11,
      askClose: 13,
      lastBidSize: 1,
      lastAskSize: 2,
    });
    expect(bars[1]).toMatchObject({ bidOpen: 9, bidHigh: 12, bidLow: 9, bidClose: 11, lastBidSize: 3 });
    expect(bars[1]).toMatchObject({ askOpen: 13, askHigh: 13, askLow: 12, askClose: 12, lastAskSize: 6 });
  });

  it('leaves a side without quotes missing, and keeps an earlier one', () => {
    const consolidator = QuoteBarConsolidator.fromResolution(Resolution.Minute);
    const bars = collect(consolidator);
    consolidator.update(quote(at(10, 0), NaN, 11));
    consolidator.update(quote(at(10, 1), 9, NaN));
    consolidator.scan(at(10, 2));
    expect(bars[0]).toMatchObject({ bidOpen: NaN, bidClose: NaN, askClose: 11, lastBidSize: 0, close: 11 });
    expect(bars[1]).toMatchObject({ bidOpen: 9, askOpen: 11, askClose: 11, lastAskSize: 20 });
  });

  it('ends with its last row when rows are counted', () => {
    const consolidator = new QuoteBarConsolidator({ count: 2, period: 10 * MINUTE });
    const bars = collect(consolidator);
    consolidator.update(quote(at(10, 0), 1, 2));
    consolidator.update(quote(at(10, 5), 1, 2));
    expect(bars[0]).toMatchObject({ time: at(10, 0), endTime: at(10, 6) });
  });
});

import { describe, expect, it } from 'vitest';
import { QuoteBar } from '../../model/bars.ts';
import { isQuoted, openWhereLastClosed, touchAsk, touchBid } from './quote-sides.ts';
import { SPY } from './spec-support.ts';

describe('quote sides', () => {
  it('treat NaN and 0 as a missing price', () => {
    expect([1, 0, NaN].map(isQuoted)).toEqual([true, false, false]);
    const bar = new QuoteBar(SPY);
    touchBid(bar, 0);
    touchAsk(bar, NaN);
    expect([bar.bidOpen, bar.askOpen]).toEqual([NaN, NaN]);
  });

  it('open with the first price and extend with later ones', () => {
    const bar = new QuoteBar(SPY);
    for (const price of [5, 7, 4, 6]) {
      touchBid(bar, price);
      touchAsk(bar, price + 1);
    }
    expect(bar).toMatchObject({
      bidOpen: 5,
      bidHigh: 7,
      bidLow: 4,
      bidClose: 6,
      askOpen: 6,
      askHigh: 8,
      askLow: 5,
      askClose: 7,
    });
  });

  it('open at the close of the previous bar, with its sizes', () => {
    const last = Object.assign(new QuoteBar(SPY), { bidClose: 3, lastBidSize: 8, lastAskSize: NaN });
    const bar = new QuoteBar(SPY);
    openWhereLastClosed(bar, last);
    expect(bar).toMatchObject({ bidOpen: 3, bidClose: 3, askOpen: NaN, lastBidSize: 8, lastAskSize: 0 });
  });
});

import type { QuoteBar } from '../../model/bars.ts';

/** Whether a price is present: feeds use NaN or 0 for a missing one. */
export function isQuoted(price: number): boolean {
  return price === price && price !== 0;
}

/** Adds a bid price to a bar; the first one opens the side. */
export function touchBid(bar: QuoteBar, price: number): void {
  if (!isQuoted(price)) return;
  if (bar.bidOpen !== bar.bidOpen) {
    bar.bidOpen = price;
    bar.bidHigh = price;
    bar.bidLow = price;
  } else if (price > bar.bidHigh) bar.bidHigh = price;
  else if (price < bar.bidLow) bar.bidLow = price;
  bar.bidClose = price;
}

/** Adds an ask price to a bar; the first one opens the side. */
export function touchAsk(bar: QuoteBar, price: number): void {
  if (!isQuoted(price)) return;
  if (bar.askOpen !== bar.askOpen) {
    bar.askOpen = price;
    bar.askHigh = price;
    bar.askLow = price;
  } else if (price > bar.askHigh) bar.askHigh = price;
  else if (price < bar.askLow) bar.askLow = price;
  bar.askClose = price;
}

/** Opens a new bar at the close of the previous one, so that there is no gap. */
export function openWhereLastClosed(bar: QuoteBar, last: QuoteBar | undefined): void {
  bar.lastBidSize = 0;
  bar.lastAskSize = 0;
  if (last === undefined) return;
  touchBid(bar, last.bidClose);
  touchAsk(bar, last.askClose);
  if (last.lastBidSize > 0) bar.lastBidSize = last.lastBidSize;
  if (last.lastAskSize > 0) bar.lastAskSize = last.lastAskSize;
}

import { QuoteBar } from '../../model/bars.ts';
import { RowKind } from '../../model/columns.ts';
import { type Resolution, resolutionPeriod } from '../../model/resolution.ts';
import { PeriodCountConsolidator } from './period-count-consolidator.ts';
import { openWhereLastClosed } from './quote-sides.ts';

/** Longer quote bars from quote bars; each opens at the close of the previous one (LEAN: QuoteBarConsolidator.cs). */
export class QuoteBarConsolidator extends PeriodCountConsolidator<QuoteBar, QuoteBar> {
  readonly inputKind = RowKind.QuoteBar;
  readonly outputKind = RowKind.QuoteBar;

  static fromResolution(resolution: Resolution): QuoteBarConsolidator {
    return new QuoteBarConsolidator({ period: resolutionPeriod(resolution) });
  }

  protected begin(data: QuoteBar, start: number, end: number): QuoteBar {
    const bar = new QuoteBar(data.symbol);
    bar.time = start;
    bar.endTime = end;
    openWhereLastClosed(bar, this.consolidated);
    this.extend(bar, data);
    return bar;
  }

  protected extend(bar: QuoteBar, data: QuoteBar): void {
    if (data.bidClose === data.bidClose) extendBid(bar, data);
    if (data.askClose === data.askClose) extendAsk(bar, data);
  }

  protected finish(): void {}
}

function extendBid(bar: QuoteBar, data: QuoteBar): void {
  bar.lastBidSize = data.lastBidSize;
  bar.bidClose = data.bidClose;
  if (bar.bidOpen !== bar.bidOpen) {
    bar.bidOpen = data.bidOpen;
    bar.bidHigh = data.bidHigh;
    bar.bidLow = data.bidLow;
    return;
  }
  if (bar.bidHigh < data.bidHigh) bar.bidHigh = data.bidHigh;
  if (bar.bidLow > data.bidLow) bar.bidLow = data.bidLow;
}

function extendAsk(bar: QuoteBar, data: QuoteBar): void {
  bar.lastAskSize = data.lastAskSize;
  bar.askClose = data.askClose;
  if (bar.askOpen !== bar.askOpen) {
    bar.askOpen = data.askOpen;
    bar.askHigh = data.askHigh;
    bar.askLow = data.askLow;
    return;
  }
  if (bar.askHigh < data.askHigh) bar.askHigh = data.askHigh;
  if (bar.askLow > data.askLow) bar.askLow = data.askLow;
}

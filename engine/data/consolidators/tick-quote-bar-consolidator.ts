import { QuoteBar, type Tick } from '../../model/bars.ts';
import { RowKind } from '../../model/columns.ts';
import { PeriodCountConsolidator } from './period-count-consolidator.ts';
import { openWhereLastClosed, touchAsk, touchBid } from './quote-sides.ts';

/**
 * Quote bars from the quotes among ticks; each opens at the close of the previous one (LEAN:
 * TickQuoteBarConsolidator.cs).
 */
export class TickQuoteBarConsolidator extends PeriodCountConsolidator<Tick, QuoteBar> {
  readonly inputKind = RowKind.QuoteTick;
  readonly outputKind = RowKind.QuoteBar;

  protected override processes(data: Tick): boolean {
    return data.isQuote;
  }

  protected begin(data: Tick, start: number, end: number): QuoteBar {
    const bar = new QuoteBar(data.symbol);
    bar.time = start;
    bar.endTime = end;
    openWhereLastClosed(bar, this.consolidated);
    this.extend(bar, data);
    return bar;
  }

  protected extend(bar: QuoteBar, data: Tick): void {
    touchBid(bar, data.bidPrice);
    touchAsk(bar, data.askPrice);
    if (data.bidSize > 0) bar.lastBidSize = data.bidSize;
    if (data.askSize > 0) bar.lastAskSize = data.askSize;
  }

  protected finish(): void {}
}

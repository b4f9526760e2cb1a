import { TradeBar } from '../../model/bars.ts';
import { RowKind } from '../../model/columns.ts';
import { type Resolution, resolutionPeriod } from '../../model/resolution.ts';
import { PeriodCountConsolidator } from './period-count-consolidator.ts';

/** Longer trade bars from trade bars (LEAN: TradeBarConsolidator.cs). */
export class TradeBarConsolidator extends PeriodCountConsolidator<TradeBar, TradeBar> {
  readonly inputKind = RowKind.TradeBar;
  readonly outputKind = RowKind.TradeBar;

  static fromResolution(resolution: Resolution): TradeBarConsolidator {
    return new TradeBarConsolidator({ period: resolutionPeriod(resolution) });
  }

  protected begin(data: TradeBar, start: number, end: number): TradeBar {
    const bar = new TradeBar(data.symbol);
    bar.time = start;
    bar.endTime = end;
    bar.open = data.open;
    bar.high = data.high;
    bar.low = data.low;
    bar.close = data.close;
    bar.volume = data.volume;
    return bar;
  }

  protected extend(bar: TradeBar, data: TradeBar): void {
    bar.close = data.close;
    bar.volume += data.volume;
    if (data.low < bar.low) bar.low = data.low;
    if (data.high > bar.high) bar.high = data.high;
  }

  protected finish(bar: TradeBar, period: number): void {
    if (period === period) bar.endTime = bar.time + period;
  }
}

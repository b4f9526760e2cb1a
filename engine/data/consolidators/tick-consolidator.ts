import { type Tick, TradeBar } from '../../model/bars.ts';
import { RowKind } from '../../model/columns.ts';
import { PeriodCountConsolidator } from './period-count-consolidator.ts';

/** Trade bars from the trades among ticks (LEAN: TickConsolidator.cs). */
export class TickConsolidator extends PeriodCountConsolidator<Tick, TradeBar> {
  readonly inputKind = RowKind.TradeTick;
  readonly outputKind = RowKind.TradeBar;

  protected override processes(data: Tick): boolean {
    return !data.isQuote;
  }

  protected begin(data: Tick, start: number, end: number): TradeBar {
    const bar = new TradeBar(data.symbol);
    const { value } = data;
    bar.time = start;
    bar.endTime = end;
    bar.open = value;
    bar.high = value;
    bar.low = value;
    bar.close = value;
    bar.volume = data.quantity;
    return bar;
  }

  protected extend(bar: TradeBar, data: Tick): void {
    const { value } = data;
    bar.close = value;
    bar.volume += data.quantity;
    if (value < bar.low) bar.low = value;
    if (value > bar.high) bar.high = value;
  }

  protected finish(bar: TradeBar, period: number): void {
    if (period === period) bar.endTime = bar.time + period;
  }
}

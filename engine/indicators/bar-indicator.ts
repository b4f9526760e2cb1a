import type { Indicator } from './indicator.ts';
import { IndicatorBase, IndicatorInput, type IndicatorBar } from './indicator-base.ts';

/** An indicator of bars, of trades or of quotes. */
export abstract class BarIndicator extends IndicatorBase {
  override get inputKind(): IndicatorInput {
    return IndicatorInput.Bar;
  }

  /** Takes the bar in and returns whether the indicator is ready; numbers are copied, so a cursor may be given. */
  abstract updateFrom(bar: IndicatorBar): boolean;

  update(bar: IndicatorBar): boolean {
    return this.updateFrom(bar);
  }
}

/** An indicator of bars of trades: it needs the volume. */
export abstract class TradeBarIndicator extends BarIndicator {
  override get inputKind(): IndicatorInput {
    return IndicatorInput.TradeBar;
  }
}

/** An indicator that rows are fed into: `updateFrom` takes any bar that its `inputKind` asks for. */
export type FedIndicator = Indicator | BarIndicator;

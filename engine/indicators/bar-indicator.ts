import type { Indicator } from './indicator.ts';
import { IndicatorBase, IndicatorInput, type IndicatorBar } from './indicator-base.ts';

/** An indicator of bars, of trades or of quotes. */
export abstract class BarIndicator extends IndicatorBase {
  override get inputKind(): IndicatorInput {
    return IndicatorInput.Bar;
  }

  /** Processes the bar and returns whether the indicator is ready; numbers are copied, so a cursor may be passed. */
  abstract updateFrom(bar: IndicatorBar): boolean;

  update(bar: IndicatorBar): boolean {
    return this.updateFrom(bar);
  }
}

/** An indicator of trade bars: it needs the volume. */
export abstract class TradeBarIndicator extends BarIndicator {
  override get inputKind(): IndicatorInput {
    return IndicatorInput.TradeBar;
  }
}

/** An indicator that the engine feeds with rows: `updateFrom` accepts any bar of the kind that `inputKind` names. */
export type FedIndicator = Indicator | BarIndicator;

import {
  Algorithm,
  garchStop,
  type OrderGroup,
  Resolution,
  type Security,
  type SimpleMovingAverage,
  timeStop,
} from 'tradewright';
import type { StrategyParameters } from './parameters.ts';

/** A symbol with its trend and its newest position. */
interface Leg {
  readonly security: Security;
  readonly trend: SimpleMovingAverage;
  position?: OrderGroup;
}

/** Buys stocks above their long average, with a stop and a target as far away as a GARCH model expects the price to move. */
export default class GarchStops extends Algorithm<StrategyParameters> {
  private readonly exits = [garchStop(this.parameters), timeStop(this.parameters.days)];
  private readonly legs = [...new Set(this.parameters.symbols)].map((ticker): Leg => {
    const security = this.addEquity(ticker, { resolution: Resolution.Daily });
    return { security, trend: this.indicators.sma(security, this.parameters.trend) };
  });

  /** Daily bars arrive at the close: an entry that is decided here fills at the next open. */
  override onData(): void {
    for (const leg of this.legs) {
      const { security, trend, position } = leg;
      if (!trend.isReady || security.holdings.invested || position?.isOpen === true) continue;
      if (security.price > trend.value) this.enter(leg);
    }
  }

  /** The stop's distance decides the size, so that a volatile stock gets a smaller position. */
  private enter(leg: Leg): void {
    const { security } = leg;
    const stopPrice = this.previewStop(security, { exits: this.exits });
    const quantity = this.sizing.quantity(security, { stopPrice });
    if (quantity > 0) leg.position = this.bracketOrder(security, quantity, { exits: this.exits, tag: 'Entry' });
  }
}

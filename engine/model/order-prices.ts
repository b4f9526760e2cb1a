/** The prices of an order; 0 where its type has none. Never changed: an update puts another one in its place. */
export class OrderPrices {
  readonly limit: number;
  readonly stop: number;
  readonly trigger: number;
  /** Distance of a trailing stop: price units, or a share of the price (0.05 = 5 %). */
  readonly trailing: number;
  /** Whether that distance is a share of the price. */
  readonly trailingAsPercentage: boolean;

  constructor(limit: number, stop: number, trigger: number, trailing: number, trailingAsPercentage = false) {
    this.limit = limit;
    this.stop = stop;
    this.trigger = trigger;
    this.trailing = trailing;
    this.trailingAsPercentage = trailingAsPercentage;
  }

  /** The same prices after a split; `factor` is old price over new. */
  times(factor: number): OrderPrices {
    if (factor === 1) return this;
    const { limit, stop, trigger, trailing, trailingAsPercentage } = this;
    const distance = trailingAsPercentage ? trailing : trailing * factor;
    return new OrderPrices(limit * factor, stop * factor, trigger * factor, distance, trailingAsPercentage);
  }
}

/** What orders without a price share. */
export const NO_PRICES = new OrderPrices(0, 0, 0, 0);

/** The prices of an order; a price that its type does not have is 0. Immutable: an update replaces the whole object. */
export class OrderPrices {
  readonly limit: number;
  readonly stop: number;
  readonly trigger: number;
  /** Distance of a trailing stop: price units, or a share of the price (0.05 = 5 %). */
  readonly trailing: number;
  /** Whether the trailing distance is a share of the price. */
  readonly trailingAsPercentage: boolean;

  constructor(limit: number, stop: number, trigger: number, trailing: number, trailingAsPercentage = false) {
    this.limit = limit;
    this.stop = stop;
    this.trigger = trigger;
    this.trailing = trailing;
    this.trailingAsPercentage = trailingAsPercentage;
  }

  /** The prices after a split; `factor` is the new price divided by the old one. */
  times(factor: number): OrderPrices {
    if (factor === 1) return this;
    const { limit, stop, trigger, trailing, trailingAsPercentage } = this;
    const distance = trailingAsPercentage ? trailing : trailing * factor;
    return new OrderPrices(limit * factor, stop * factor, trigger * factor, distance, trailingAsPercentage);
  }
}

/** The shared instance for orders without a price. */
export const NO_PRICES = new OrderPrices(0, 0, 0, 0);

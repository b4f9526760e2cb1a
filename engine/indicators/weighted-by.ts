import { CompositeIndicator } from './composite-indicator.ts';
import { type IndicatorBase } from './indicator-base.ts';
import { quotient } from './numeric.ts';
import { Sum } from './sum.ts';

/**
 * Mean of the last `period` values of one indicator, weighted by those of another (LEAN: `WeightedBy`).
 *
 * A product is added whenever both have published the same number of values.
 */
export class WeightedBy extends CompositeIndicator {
  private values = 0;
  private weights = 0;

  constructor(value: IndicatorBase, weight: IndicatorBase, period: number) {
    const products = new Sum(period, 'Sum_xy');
    const weightSum = new Sum(period, 'Sum_y');
    super(products, weightSum, quotient, `RESET_COMPOSE(${products.name},${weightSum.name})`);
    value.onUpdated(({ time }) => {
      this.values++;
      if (this.values === this.weights) products.update(time, value.value * weight.value);
    });
    weight.onUpdated(({ time }) => {
      this.weights++;
      if (this.values === this.weights) products.update(time, value.value * weight.value);
      weightSum.update(time, weight.value);
    });
  }

  override reset(): void {
    super.reset();
    this.values = 0;
    this.weights = 0;
  }
}

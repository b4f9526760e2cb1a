import { EqualWeightingPortfolioConstructionModel, type FrameworkAlgorithm, type Insight } from 'tradewright';
import BasicTemplateFrameworkAlgorithm from './basic-template-framework-algorithm.ts';

/** Shares that change by a thousandth every other minute. */
class NoisyConstruction extends EqualWeightingPortfolioConstructionModel {
  private readonly algorithm: FrameworkAlgorithm;

  constructor(algorithm: FrameworkAlgorithm) {
    super();
    this.algorithm = algorithm;
  }

  protected override shares(active: readonly Insight[]): (readonly [Insight, number])[] {
    const isEven = new Date(this.algorithm.utcTime).getUTCMinutes() % 2 === 0;
    return super.shares(active).map(([insight, share]) => [insight, isEven ? share - 0.001 : share] as const);
  }
}

/** Noise in the shares leads to no orders, because each would be below the minimum order margin. */
export default class ImmediateExecutionModelMinimumOrderMarginRegressionAlgorithm extends BasicTemplateFrameworkAlgorithm {
  override initialize(): void {
    super.initialize();
    this.settings.minimumOrderMarginPortfolioPercentage = 0.001;
    this.setPortfolioConstruction(new NoisyConstruction(this));
  }
}

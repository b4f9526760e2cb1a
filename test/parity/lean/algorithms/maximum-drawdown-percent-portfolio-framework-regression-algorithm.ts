import {
  CompositeRiskManagementModel,
  ManualUniverseSelectionModel,
  MaximumDrawdownPercentPortfolio,
} from 'tradewright';
import BaseFrameworkRegressionAlgorithm from './base-framework-regression-algorithm.ts';

/** AAPL, with limits of the loss from the start and from the highest value. */
export default class MaximumDrawdownPercentPortfolioFrameworkRegressionAlgorithm extends BaseFrameworkRegressionAlgorithm {
  override initialize(): void {
    super.initialize();
    this.setUniverseSelection(new ManualUniverseSelectionModel(['AAPL']));
    this.setRiskManagement(
      new CompositeRiskManagementModel(
        new MaximumDrawdownPercentPortfolio(0.01),
        new MaximumDrawdownPercentPortfolio(0.015, true),
      ),
    );
  }
}

import { ManualUniverseSelectionModel, MaximumUnrealizedProfitPercentPerSecurity } from 'tradewright';
import BaseFrameworkRegressionAlgorithm from './base-framework-regression-algorithm.ts';

/** AAPL, closed at a profit of 0.4 %. */
export default class MaximumUnrealizedProfitPercentPerSecurityFrameworkRegressionAlgorithm extends BaseFrameworkRegressionAlgorithm {
  override initialize(): void {
    super.initialize();
    this.setUniverseSelection(new ManualUniverseSelectionModel(['AAPL']));
    this.setRiskManagement(new MaximumUnrealizedProfitPercentPerSecurity(0.004));
  }
}

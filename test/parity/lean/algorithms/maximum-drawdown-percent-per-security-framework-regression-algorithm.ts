import { ManualUniverseSelectionModel, MaximumDrawdownPercentPerSecurity } from 'tradewright';
import BaseFrameworkRegressionAlgorithm from './base-framework-regression-algorithm.ts';

/** AAPL, closed at a loss of 0.4 %. */
export default class MaximumDrawdownPercentPerSecurityFrameworkRegressionAlgorithm extends BaseFrameworkRegressionAlgorithm {
  override initialize(): void {
    super.initialize();
    this.setUniverseSelection(new ManualUniverseSelectionModel(['AAPL']));
    this.setRiskManagement(new MaximumDrawdownPercentPerSecurity(0.004));
  }
}

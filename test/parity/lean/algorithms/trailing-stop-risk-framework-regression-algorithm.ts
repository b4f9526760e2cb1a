import { ManualUniverseSelectionModel, TrailingStopRiskManagementModel } from 'tradewright';
import BaseFrameworkRegressionAlgorithm from './base-framework-regression-algorithm.ts';

/** AAPL, closed when it has given back 1 % of its best value. */
export default class TrailingStopRiskFrameworkRegressionAlgorithm extends BaseFrameworkRegressionAlgorithm {
  override initialize(): void {
    super.initialize();
    this.setUniverseSelection(new ManualUniverseSelectionModel(['AAPL']));
    this.setRiskManagement(new TrailingStopRiskManagementModel(0.01));
  }
}

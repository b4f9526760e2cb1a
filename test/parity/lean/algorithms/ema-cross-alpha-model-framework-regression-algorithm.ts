import { EmaCrossAlphaModel } from 'tradewright';
import BaseFrameworkRegressionAlgorithm from './base-framework-regression-algorithm.ts';

/** Four stocks traded on crossings of exponential averages. */
export default class EmaCrossAlphaModelFrameworkRegressionAlgorithm extends BaseFrameworkRegressionAlgorithm {
  override initialize(): void {
    super.initialize();
    this.setAlpha(new EmaCrossAlphaModel());
  }

  override onEndOfAlgorithm(): void {}
}

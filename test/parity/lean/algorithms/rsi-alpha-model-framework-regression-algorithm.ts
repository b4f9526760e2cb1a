import { RsiAlphaModel } from 'tradewright';
import BaseFrameworkRegressionAlgorithm from './base-framework-regression-algorithm.ts';

/** Four stocks traded by the RSI. */
export default class RsiAlphaModelFrameworkRegressionAlgorithm extends BaseFrameworkRegressionAlgorithm {
  override initialize(): void {
    super.initialize();
    this.setAlpha(new RsiAlphaModel());
  }

  override onEndOfAlgorithm(): void {}
}

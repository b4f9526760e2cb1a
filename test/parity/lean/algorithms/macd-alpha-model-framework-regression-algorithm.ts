import { MacdAlphaModel } from 'tradewright';
import BaseFrameworkRegressionAlgorithm from './base-framework-regression-algorithm.ts';

/** Four stocks traded by the signal line of the MACD. */
export default class MacdAlphaModelFrameworkRegressionAlgorithm extends BaseFrameworkRegressionAlgorithm {
  override initialize(): void {
    super.initialize();
    this.setAlpha(new MacdAlphaModel());
  }

  override onEndOfAlgorithm(): void {
    const { totalCount } = this.insights;
    if (totalCount !== 4) throw new Error(`There were ${totalCount} insights, not 4.`);
  }
}

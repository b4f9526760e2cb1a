import WarmupDataTypesRegressionAlgorithm from './warmup-data-types-regression-algorithm.ts';

/** The same warm-up as a number of bars of each subscription. */
export default class WarmupDataTypesBarCountWarmupRegressionAlgorithm extends WarmupDataTypesRegressionAlgorithm {
  override initialize(): void {
    super.initialize();
    this.setWarmUp({ bars: 24 * 5 + 11 });
  }
}

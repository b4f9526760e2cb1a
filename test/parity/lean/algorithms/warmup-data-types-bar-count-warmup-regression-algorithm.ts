import WarmupDataTypesRegressionAlgorithm from './warmup-data-types-regression-algorithm.ts';

/** The same warm-up given as a number of each subscription's own bars. */
export default class WarmupDataTypesBarCountWarmupRegressionAlgorithm extends WarmupDataTypesRegressionAlgorithm {
  override initialize(): void {
    super.initialize();
    this.setWarmUp({ bars: 24 * 5 + 11 });
  }
}

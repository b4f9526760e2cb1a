import StopLimitOrderRegressionAlgorithm from './stop-limit-order-regression-algorithm.ts';

/** The same with asynchronous orders. */
export default class StopLimitOrderAsyncRegressionAlgorithm extends StopLimitOrderRegressionAlgorithm {
  protected override readonly asynchronous = true;
}

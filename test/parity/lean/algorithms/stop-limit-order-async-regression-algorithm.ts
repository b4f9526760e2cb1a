import StopLimitOrderRegressionAlgorithm from './stop-limit-order-regression-algorithm.ts';

/** The same with orders that are queued. */
export default class StopLimitOrderAsyncRegressionAlgorithm extends StopLimitOrderRegressionAlgorithm {
  protected override readonly asynchronous = true;
}

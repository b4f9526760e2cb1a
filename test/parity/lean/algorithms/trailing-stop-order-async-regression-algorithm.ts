import TrailingStopOrderRegressionAlgorithm from './trailing-stop-order-regression-algorithm.ts';

/** The same with asynchronous orders. */
export default class TrailingStopOrderAsyncRegressionAlgorithm extends TrailingStopOrderRegressionAlgorithm {
  protected override readonly asynchronous = true;
}

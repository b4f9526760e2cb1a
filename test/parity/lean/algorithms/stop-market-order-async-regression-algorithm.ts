import StopMarketOrderRegressionAlgorithm from './stop-market-order-regression-algorithm.ts';

/** The same with asynchronous orders. */
export default class StopMarketOrderAsyncRegressionAlgorithm extends StopMarketOrderRegressionAlgorithm {
  protected override readonly asynchronous = true;
}

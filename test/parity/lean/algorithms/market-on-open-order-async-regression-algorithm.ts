import MarketOnOpenOrderRegressionAlgorithm from './market-on-open-order-regression-algorithm.ts';

/** The same with orders that are queued. */
export default class MarketOnOpenOrderAsyncRegressionAlgorithm extends MarketOnOpenOrderRegressionAlgorithm {
  protected override readonly asynchronous = true;
}

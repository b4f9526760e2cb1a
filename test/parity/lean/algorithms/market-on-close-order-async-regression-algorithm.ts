import MarketOnCloseOrderRegressionAlgorithm from './market-on-close-order-regression-algorithm.ts';

/** The same with orders that are queued. */
export default class MarketOnCloseOrderAsyncRegressionAlgorithm extends MarketOnCloseOrderRegressionAlgorithm {
  protected override readonly asynchronous = true;
}

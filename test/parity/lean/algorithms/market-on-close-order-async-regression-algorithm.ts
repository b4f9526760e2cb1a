import MarketOnCloseOrderRegressionAlgorithm from './market-on-close-order-regression-algorithm.ts';

/** The same with asynchronous orders. */
export default class MarketOnCloseOrderAsyncRegressionAlgorithm extends MarketOnCloseOrderRegressionAlgorithm {
  protected override readonly asynchronous = true;
}

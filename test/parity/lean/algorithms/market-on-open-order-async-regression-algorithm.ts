import MarketOnOpenOrderRegressionAlgorithm from './market-on-open-order-regression-algorithm.ts';

/** The same with asynchronous orders. */
export default class MarketOnOpenOrderAsyncRegressionAlgorithm extends MarketOnOpenOrderRegressionAlgorithm {
  protected override readonly asynchronous = true;
}

import { Algorithm, Resolution } from 'tradewright';

const UNLEVERAGED = { market: 'usa', fillForward: false, leverage: 1 } as const;

/** Swaps the weights of two stocks repeatedly without leverage: the order that frees margin must be sent first. */
export default class SetHoldingsMultipleTargetsRegressionAlgorithm extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.addEquity('SPY', Resolution.Minute, UNLEVERAGED);
    this.addEquity('IBM', Resolution.Minute, UNLEVERAGED);
  }

  override onData(): void {
    const [large, small] = this.portfolio.invested ? ['IBM', 'SPY'] : ['SPY', 'IBM'];
    this.setHoldings([
      { symbol: large, share: 0.8 },
      { symbol: small, share: 0.2 },
    ]);
  }
}

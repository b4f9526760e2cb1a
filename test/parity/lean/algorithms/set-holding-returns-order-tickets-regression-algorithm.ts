import { Algorithm, Resolution } from 'tradewright';

/** Two daily targets sized together: two tickets while there are no positions, none once both are held. */
export default class SetHoldingReturnsOrderTicketsRegressionAlgorithm extends Algorithm {
  override initialize(): void {
    this.setStartDate(2018, 1, 4);
    this.setEndDate(2018, 1, 10);
    this.addEquity('SPY', Resolution.Daily);
    this.addEquity('IBM', Resolution.Daily);
  }

  override onData(): void {
    const tickets = this.setHoldings([
      { symbol: 'SPY', share: 0.8 },
      { symbol: 'IBM', share: 0.2 },
    ]);
    const wanted = this.portfolio.invested ? 0 : 2;
    if (tickets.length !== wanted) throw new Error(`${tickets.length} tickets instead of ${wanted}`);
  }
}

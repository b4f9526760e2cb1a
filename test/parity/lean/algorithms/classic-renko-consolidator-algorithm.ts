import { Algorithm, ClassicRenkoConsolidator, Resolution, type TradeBar } from 'tradewright';

/** Renko bricks of the close buy SPY, bricks of an average over the whole bar sell it. */
export default class ClassicRenkoConsolidatorAlgorithm extends Algorithm {
  override initialize(): void {
    this.setStartDate(2012, 1, 1);
    this.setEndDate(2013, 1, 1);
    this.addEquity('SPY', Resolution.Daily);

    const closes = new ClassicRenkoConsolidator(2.5);
    closes.onConsolidated((brick) => {
      if (!this.portfolio.invested) this.setHoldings(brick.symbol, 1);
    });
    this.addConsolidator('SPY', closes);

    const averages = new ClassicRenkoConsolidator(2.5, {
      selector: (bar: TradeBar) => (2 * bar.open + bar.high + bar.low + 3 * bar.close) / 7,
      volumeSelector: (bar: TradeBar) => bar.volume,
    });
    averages.onConsolidated((brick) => {
      if (this.portfolio.invested) this.liquidate(brick.symbol);
    });
    this.addConsolidator('SPY', averages);
  }
}

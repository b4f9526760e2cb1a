import {
  EqualWeightingPortfolioConstructionModel,
  FrameworkAlgorithm,
  Insight,
  ManualUniverseSelectionModel,
  Resolution,
} from 'tradewright';

/** Insights without an alpha model: the strategy emits them, and targets take precedence over its own orders. */
export default class EmitInsightNoAlphaModelAlgorithm extends FrameworkAlgorithm {
  override initialize(): void {
    this.universeSettings = { resolution: Resolution.Daily };
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.setUniverseSelection(new ManualUniverseSelectionModel(['SPY']));
    this.setPortfolioConstruction(new EqualWeightingPortfolioConstructionModel());
  }

  override onData(): void {
    if (this.portfolio.invested) return;
    if (this.transactions.getOpenOrders('SPY').length > 0) throw new Error('Unexpected open order.');
    const period = { bars: 10, resolution: Resolution.Daily };
    this.emitInsights(Insight.price(this.securities.of('SPY'), period, 'down'));
    const [order] = this.transactions.getOpenOrders('SPY');
    if (!(order?.quantity < 0)) throw new Error('The insight led to no order to sell.');
    this.setHoldings('SPY', 1);
  }

  override onEndOfAlgorithm(): void {
    if (!this.portfolio.get('SPY').isShort) throw new Error('Unexpected holdings.');
  }
}

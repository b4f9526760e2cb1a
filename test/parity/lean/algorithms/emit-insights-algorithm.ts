import {
  ConstantAlphaModel,
  days,
  EqualWeightingPortfolioConstructionModel,
  FrameworkAlgorithm,
  Insight,
  ManualUniverseSelectionModel,
  MaximumDrawdownPercentPerSecurity,
  Resolution,
} from 'tradewright';

/** A model that expects SPY to rise, while the strategy emits an opposite insight every other day. */
export default class EmitInsightsAlgorithm extends FrameworkAlgorithm {
  private toggle = false;

  override initialize(): void {
    this.universeSettings = { resolution: Resolution.Daily };
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.setUniverseSelection(new ManualUniverseSelectionModel(['SPY']));
    this.setAlpha(new ConstantAlphaModel('up', days(1), { magnitude: 0.025 }));
    this.setPortfolioConstruction(new EqualWeightingPortfolioConstructionModel());
    this.setRiskManagement(new MaximumDrawdownPercentPerSecurity(0.01));
  }

  override onData(): void {
    this.toggle = !this.toggle;
    if (this.toggle) return;
    if (this.transactions.getOpenOrders('SPY').length > 0) throw new Error('Unexpected open order.');
    const period = { bars: 1, resolution: Resolution.Daily };
    this.emitInsights(Insight.price(this.securities.of('SPY'), period, 'down'));
    const [order] = this.transactions.getOpenOrders('SPY');
    if (!(order?.quantity < 0)) throw new Error('The insight led to no order to sell.');
  }
}

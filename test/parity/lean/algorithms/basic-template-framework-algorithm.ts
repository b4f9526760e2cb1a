import {
  ConstantAlphaModel,
  days,
  EqualWeightingPortfolioConstructionModel,
  FrameworkAlgorithm,
  ManualUniverseSelectionModel,
  MaximumDrawdownPercentPerSecurity,
  minutes,
  Resolution,
} from 'tradewright';

/** Minute bars of SPY, always expected to rise, with a maximum loss of 1 %; rebalanced once a day. */
export default class BasicTemplateFrameworkAlgorithm extends FrameworkAlgorithm {
  override initialize(): void {
    this.universeSettings = { resolution: Resolution.Minute };
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.setUniverseSelection(new ManualUniverseSelectionModel(['SPY']));
    this.setAlpha(new ConstantAlphaModel('up', minutes(20), { magnitude: 0.025 }));
    this.setPortfolioConstruction(new EqualWeightingPortfolioConstructionModel({ rebalance: days(1) }));
    this.setRiskManagement(new MaximumDrawdownPercentPerSecurity(0.01));
  }
}

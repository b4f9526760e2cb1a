import {
  CompositeRiskManagementModel,
  ConstantAlphaModel,
  EqualWeightingPortfolioConstructionModel,
  FrameworkAlgorithm,
  ManualUniverseSelectionModel,
  MaximumDrawdownPercentPerSecurity,
  MaximumUnrealizedProfitPercentPerSecurity,
  minutes,
  Resolution,
} from 'tradewright';

/** Minute bars of SPY with limits of profit and loss. */
export default class CompositeRiskManagementModelFrameworkAlgorithm extends FrameworkAlgorithm {
  override initialize(): void {
    this.universeSettings = { resolution: Resolution.Minute };
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.setUniverseSelection(new ManualUniverseSelectionModel(['SPY']));
    this.setAlpha(new ConstantAlphaModel('up', minutes(20), { magnitude: 0.025 }));
    this.setPortfolioConstruction(new EqualWeightingPortfolioConstructionModel());
    this.setRiskManagement(
      new CompositeRiskManagementModel(
        new MaximumUnrealizedProfitPercentPerSecurity(0.01),
        new MaximumDrawdownPercentPerSecurity(0.01),
      ),
    );
  }
}

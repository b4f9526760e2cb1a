import {
  ConstantAlphaModel,
  FrameworkAlgorithm,
  InsightWeightingPortfolioConstructionModel,
  ManualUniverseSelectionModel,
  minutes,
  Resolution,
} from 'tradewright';

/** Minute bars of SPY with a quarter of the portfolio, the weight of the insights. */
export default class InsightWeightingFrameworkAlgorithm extends FrameworkAlgorithm {
  override initialize(): void {
    this.universeSettings = { resolution: Resolution.Minute };
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.setUniverseSelection(new ManualUniverseSelectionModel(['SPY']));
    this.setAlpha(new ConstantAlphaModel('up', minutes(20), { magnitude: 0.025, weight: 0.25 }));
    this.setPortfolioConstruction(new InsightWeightingPortfolioConstructionModel());
  }
}

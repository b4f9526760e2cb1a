import {
  ConstantAlphaModel,
  days,
  EqualWeightingPortfolioConstructionModel,
  FrameworkAlgorithm,
  ManualUniverseSelectionModel,
  Resolution,
} from 'tradewright';

/** SPY for ten years with everything except the share of the portfolio that stays in cash. */
export default class FreePortfolioValueRegressionAlgorithm extends FrameworkAlgorithm {
  override initialize(): void {
    this.universeSettings = { resolution: Resolution.Daily, leverage: 1 };
    this.setStartDate(2007, 10, 1);
    this.setEndDate(2018, 2, 1);
    this.setCash(1_000_000);
    this.setUniverseSelection(new ManualUniverseSelectionModel(['SPY']));
    this.setAlpha(new ConstantAlphaModel('up', days(1), { magnitude: 0.025 }));
    this.setPortfolioConstruction(new EqualWeightingPortfolioConstructionModel());
  }
}

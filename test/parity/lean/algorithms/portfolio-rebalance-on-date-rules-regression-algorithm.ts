import {
  ConstantAlphaModel,
  CustomUniverseSelectionModel,
  DayOfWeek,
  EqualWeightingPortfolioConstructionModel,
  FrameworkAlgorithm,
  minutes,
  Resolution,
} from 'tradewright';

/** Four stocks, rebalanced only on Wednesdays. */
export default class PortfolioRebalanceOnDateRulesRegressionAlgorithm extends FrameworkAlgorithm {
  override initialize(): void {
    this.universeSettings = { resolution: Resolution.Daily };
    this.settings.minimumOrderMarginPortfolioPercentage = 0;
    this.setStartDate(2015, 1, 1);
    this.setEndDate(2017, 1, 1);
    this.setUniverseSelection(
      new CustomUniverseSelectionModel('CustomUniverseSelectionModel', () => ['AAPL', 'IBM', 'FB', 'SPY']),
    );
    this.setAlpha(new ConstantAlphaModel('up', minutes(20), { magnitude: 0.025 }));
    this.setPortfolioConstruction(
      new EqualWeightingPortfolioConstructionModel({
        rebalance: this.dateRules.every(DayOfWeek.Wednesday),
        rebalanceOnInsightChanges: false,
        rebalanceOnSecurityChanges: false,
      }),
    );
  }
}

import {
  ConstantAlphaModel,
  CustomUniverseSelectionModel,
  days,
  DayOfWeek,
  dayOfWeek,
  EqualWeightingPortfolioConstructionModel,
  FrameworkAlgorithm,
  minutes,
  Resolution,
} from 'tradewright';

/** Two pairs of stocks that alternate in the universe, rebalanced only every 30 days. */
export default class PortfolioRebalanceOnSecurityChangesRegressionAlgorithm extends FrameworkAlgorithm {
  override initialize(): void {
    this.universeSettings = { resolution: Resolution.Daily };
    this.setStartDate(2015, 1, 1);
    this.setEndDate(2017, 1, 1);
    this.setUniverseSelection(
      new CustomUniverseSelectionModel('CustomUniverseSelectionModel', (time) => {
        const day = dayOfWeek(time);
        return day === DayOfWeek.Friday || day === DayOfWeek.Thursday ? ['FB', 'SPY'] : ['AAPL', 'IBM'];
      }),
    );
    this.setAlpha(new ConstantAlphaModel('up', minutes(20), { magnitude: 0.025 }));
    this.setPortfolioConstruction(
      new EqualWeightingPortfolioConstructionModel({
        rebalance: (utc) => utc + days(30),
        rebalanceOnInsightChanges: false,
        rebalanceOnSecurityChanges: false,
      }),
    );
  }
}

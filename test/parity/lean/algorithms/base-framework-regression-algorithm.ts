import {
  addDays,
  ConstantAlphaModel,
  DataNormalizationMode,
  days,
  EqualWeightingPortfolioConstructionModel,
  FrameworkAlgorithm,
  ManualUniverseSelectionModel,
  Resolution,
  ScheduledUniverseSelectionModel,
} from 'tradewright';

const TICKERS = ['AAPL', 'AIG', 'BAC', 'SPY'];

/** Base class of several of LEAN's regression algorithms: two stocks at first, four from the first midnight on, none at the end. */
export default abstract class BaseFrameworkRegressionAlgorithm extends FrameworkAlgorithm {
  override initialize(): void {
    this.setStartDate(2014, 6, 1);
    this.setEndDate(2014, 6, 30);
    this.universeSettings = { resolution: Resolution.Hour, dataNormalizationMode: DataNormalizationMode.Raw };
    this.setUniverseSelection(new ManualUniverseSelectionModel(TICKERS.slice(0, 2)));
    this.addUniverseSelection(
      new ScheduledUniverseSelectionModel(this.dateRules.everyDay(), this.timeRules.midnight, (time) =>
        time < addDays(this.endDate, -1) ? TICKERS : [],
      ),
    );
    this.setAlpha(new ConstantAlphaModel('up', days(31), { magnitude: 0.025 }));
    this.setPortfolioConstruction(new EqualWeightingPortfolioConstructionModel());
  }

  override onEndOfAlgorithm(): void {
    const { length } = this.insights.getInsights((insight) => insight.isActive(this.utcTime));
    if (length > 0) throw new Error(`There are ${length} active insights at the end.`);
  }
}

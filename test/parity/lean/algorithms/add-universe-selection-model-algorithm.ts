import {
  ConstantAlphaModel,
  EqualWeightingPortfolioConstructionModel,
  FrameworkAlgorithm,
  ManualUniverseSelectionModel,
  minutes,
  Resolution,
} from 'tradewright';

/** Three universes, one of which contains a symbol of another. */
export default class AddUniverseSelectionModelAlgorithm extends FrameworkAlgorithm {
  override initialize(): void {
    this.universeSettings = { resolution: Resolution.Daily };
    this.setStartDate(2013, 10, 8);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.setAlpha(new ConstantAlphaModel('up', minutes(20), { magnitude: 0.025 }));
    this.setPortfolioConstruction(new EqualWeightingPortfolioConstructionModel());
    this.setUniverseSelection(new ManualUniverseSelectionModel(['SPY']));
    this.addUniverseSelection(new ManualUniverseSelectionModel(['AAPL']));
    this.addUniverseSelection(new ManualUniverseSelectionModel(['SPY', 'FB']));
  }

  override onEndOfAlgorithm(): void {
    const tickers = this.securities.all.map(({ symbol }) => symbol.ticker);
    if (tickers.toSorted().join() !== 'AAPL,FB,SPY') throw new Error(`Unexpected securities ${tickers.join()}.`);
  }
}

import {
  type AlphaModel,
  EqualWeightingPortfolioConstructionModel,
  FrameworkAlgorithm,
  Insight,
  ManualUniverseSelectionModel,
  Resolution,
} from 'tradewright';

const TICKERS = ['SPY', 'FB', 'IBM'];

/** Emits a single insight that one symbol falls. */
class OneTimeAlphaModel implements AlphaModel {
  private readonly ticker: string;
  private isTriggered = false;

  constructor(ticker: string) {
    this.ticker = ticker;
  }

  update({ securities }: FrameworkAlgorithm): Insight[] {
    if (this.isTriggered) return [];
    this.isTriggered = true;
    const period = { bars: 1, resolution: Resolution.Daily };
    return [Insight.price(securities.of(this.ticker), period, 'down')];
  }
}

/** Three alpha models, one per symbol, whose insights are combined. */
export default class AddAlphaModelAlgorithm extends FrameworkAlgorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.universeSettings = { resolution: Resolution.Daily };
    this.setUniverseSelection(new ManualUniverseSelectionModel(TICKERS));
    this.setPortfolioConstruction(new EqualWeightingPortfolioConstructionModel());
    for (const ticker of TICKERS) this.addAlpha(new OneTimeAlphaModel(ticker));
  }

  override onInsightsGenerated(insights: readonly Insight[]): void {
    const found = insights.map(({ symbol }) => symbol.ticker).sort();
    if (found.join() !== 'FB,IBM,SPY') throw new Error(`Unexpected insights for ${found.join()}.`);
  }
}

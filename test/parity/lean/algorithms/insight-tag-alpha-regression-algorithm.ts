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
    return [Insight.price(securities.of(this.ticker), period, 'down', { tag: `Insight generated for ${this.ticker}` })];
  }
}

/** Three alpha models, one per symbol, whose insights are combined. */
export default class InsightTagAlphaRegressionAlgorithm extends FrameworkAlgorithm {
  private readonly seen: string[] = [];

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
    for (const { symbol, tag } of insights) {
      if (tag !== `Insight generated for ${symbol.ticker}`) throw new Error(`Unexpected tag ${tag}.`);
      this.seen.push(symbol.ticker);
    }
  }

  override onEndOfAlgorithm(): void {
    if (this.seen.toSorted().join() !== 'FB,IBM,SPY')
      throw new Error(`Insights were generated for ${this.seen.join()}.`);
  }
}

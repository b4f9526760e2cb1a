import type { Resolution } from '../model/resolution.ts';

/** What a strategy may set about the engine's own behaviour, with LEAN's defaults (Common/AlgorithmSettings.cs). */
export class AlgorithmSettings {
  /** Share of the portfolio that setHoldings leaves in cash. */
  freePortfolioValuePercentage = 0.0025;
  /** Fixed amount that setHoldings leaves in cash; wins over the percentage. */
  freePortfolioValue: number | undefined;
  /** Orders of setHoldings below this share of the portfolio's margin are not sent. */
  minimumOrderMarginPortfolioPercentage = 0.001;
  /** A price older than this is stale for a market order, in milliseconds. */
  stalePriceTimeSpan = 3_600_000;
  /**
   * A limit if touched order that was touched on an earlier bar fills as any limit order does, at its limit; otherwise it waits
   * until the newest price is within its limit, as in LEAN.
   */
  limitIfTouchedRests = false;
  /**
   * A fill may take more than the cash of a cash account, as in LEAN, which looks at the price before the fill only; an order
   * whose fill would is invalid otherwise.
   */
  cashAccountsMayOverdraw = false;
  /** Market on close orders must be placed so long before the close, in milliseconds. */
  marketOnCloseSubmissionBuffer = 930_000;
  /** Daily bars end at the market's close instead of midnight. */
  dailyPreciseEndTime = true;
  /** Daily bars made of finer rows take those of extended hours too, where the symbol has them. */
  dailyConsolidationUseExtendedMarketHours = false;
  /** New indicators are warmed up from history. */
  automaticIndicatorWarmUp = false;
  /** New securities get their last known price from history. */
  seedInitialPrices = false;
  /** Resolution of the warm-up where it differs from the subscription's. */
  warmupResolution: Resolution | undefined;
  /** Trading days a year in the statistics; the brokerage model's unless set. */
  tradingDaysPerYear: number | undefined;
}

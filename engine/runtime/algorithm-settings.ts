import type { Resolution } from '../model/resolution.ts';

/** Settings of the engine that a strategy may change, with LEAN's defaults (Common/AlgorithmSettings.cs). */
export class AlgorithmSettings {
  /** Share of the portfolio that setHoldings leaves in cash. */
  freePortfolioValuePercentage = 0.0025;
  /** Fixed amount that setHoldings leaves in cash; takes precedence over the percentage. */
  freePortfolioValue: number | undefined;
  /** Orders of setHoldings below this share of the portfolio's margin are not sent. */
  minimumOrderMarginPortfolioPercentage = 0.001;
  /** A price older than this is stale for a market order, in milliseconds. */
  stalePriceTimeSpan = 3_600_000;
  /**
   * If true, a limit-if-touched order that an earlier bar touched fills like a limit order, at its limit. If false, it
   * waits until the latest price is within its limit, as in LEAN.
   */
  limitIfTouchedRests = false;
  /**
   * If true, a fill may exceed the cash of a cash account, as in LEAN, which only checks the price before the fill. If
   * false, such an order becomes invalid.
   */
  cashAccountsMayOverdraw = false;
  /** Latest time to place a market-on-close order: milliseconds before the close. */
  marketOnCloseSubmissionBuffer = 930_000;
  /** Daily bars end at the market close instead of midnight. */
  dailyPreciseEndTime = true;
  /** Consolidated daily bars include extended-hours rows if the symbol has them. */
  dailyConsolidationUseExtendedMarketHours = false;
  /** Warms up new indicators from history. */
  automaticIndicatorWarmUp = false;
  /** Seeds new securities with their last known price from history. */
  seedInitialPrices = false;
  /** Resolution of the warm-up; defaults to the subscription's. */
  warmupResolution: Resolution | undefined;
  /** Trading days per year in the statistics; defaults to the brokerage model's. */
  tradingDaysPerYear: number | undefined;
}

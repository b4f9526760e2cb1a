import { FRAMEWORK_ALGORITHMS } from './framework-algorithms.ts';
import type { PortedAlgorithm } from './ported-algorithm.ts';

export type { PortedAlgorithm } from './ported-algorithm.ts';

/** All ported algorithms, the fast ones first. */
export const PORTED_ALGORITHMS: readonly PortedAlgorithm[] = [
  {
    name: 'SetHoldingReturnsOrderTicketsRegressionAlgorithm',
    tier: 1,
    load: () => import('./algorithms/set-holding-returns-order-tickets-regression-algorithm.ts'),
  },
  {
    name: 'BasicTemplateDailyAlgorithm',
    tier: 1,
    load: () => import('./algorithms/basic-template-daily-algorithm.ts'),
  },
  { name: 'NamedArgumentsRegression', tier: 1, load: () => import('./algorithms/named-arguments-regression.ts') },
  {
    name: 'BasicTemplateHourlyAlgorithm',
    tier: 1,
    load: () => import('./algorithms/basic-template-hourly-algorithm.ts'),
  },
  {
    name: 'CoinbaseCryptoYearMarketTradingRegressionAlgorithm',
    tier: 1,
    load: () => import('./algorithms/coinbase-crypto-year-market-trading-regression-algorithm.ts'),
  },
  {
    name: 'SetHoldingsRegressionAlgorithm',
    tier: 1,
    load: () => import('./algorithms/set-holdings-regression-algorithm.ts'),
  },
  { name: 'BasicTemplateAlgorithm', tier: 1, load: () => import('./algorithms/basic-template-algorithm.ts') },
  {
    name: 'MinimumOrderMarginRegressionAlgorithm',
    tier: 1,
    load: () => import('./algorithms/minimum-order-margin-regression-algorithm.ts'),
  },
  {
    name: 'SetHoldingsMultipleTargetsRegressionAlgorithm',
    tier: 1,
    load: () => import('./algorithms/set-holdings-multiple-targets-regression-algorithm.ts'),
  },
  { name: 'CustomBenchmarkAlgorithm', tier: 1, load: () => import('./algorithms/custom-benchmark-algorithm.ts') },
  {
    name: 'FillOutsideHoursDailyResolutionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/fill-outside-hours-daily-resolution-algorithm.ts'),
  },
  {
    name: 'CustomSecurityDataFilterRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/custom-security-data-filter-regression-algorithm.ts'),
  },
  {
    name: 'OrderImmutabilityRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/order-immutability-regression-algorithm.ts'),
  },
  {
    name: 'HourResolutionMarketOrderStalePriceRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/hour-resolution-market-order-stale-price-regression-algorithm.ts'),
  },
  {
    name: 'FractionalQuantityRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/fractional-quantity-regression-algorithm.ts'),
  },
  {
    name: 'MarketOnCloseOrderAsyncRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/market-on-close-order-async-regression-algorithm.ts'),
  },
  {
    name: 'MarketOnCloseOrderRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/market-on-close-order-regression-algorithm.ts'),
  },
  {
    name: 'MarketOnOpenOrderAsyncRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/market-on-open-order-async-regression-algorithm.ts'),
  },
  {
    name: 'MarketOnOpenOrderRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/market-on-open-order-regression-algorithm.ts'),
  },
  {
    name: 'StopMarketOrderAsyncRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/stop-market-order-async-regression-algorithm.ts'),
  },
  {
    name: 'StopMarketOrderRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/stop-market-order-regression-algorithm.ts'),
  },
  {
    name: 'LiquidateAllExceptSpecifiedSymbolRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/liquidate-all-except-specified-symbol-regression-algorithm.ts'),
  },
  {
    name: 'LiquidateRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/liquidate-regression-algorithm.ts'),
  },
  {
    name: 'MinimumOrderSizeRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/minimum-order-size-regression-algorithm.ts'),
  },
  {
    name: 'InternalSubscriptionHistoryRequestAlgorithm',
    tier: 2,
    load: () => import('./algorithms/internal-subscription-history-request-algorithm.ts'),
  },
  {
    name: 'WarmupIndicatorRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/warmup-indicator-regression-algorithm.ts'),
  },
  {
    name: 'MarketOnCloseOrderBufferCheckRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/market-on-close-order-buffer-check-regression-algorithm.ts'),
  },
  {
    name: 'FillForwardEnumeratorOutOfOrderBarRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/fill-forward-enumerator-out-of-order-bar-regression-algorithm.ts'),
  },
  {
    name: 'BacktestingAsynchronousOrdersRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/backtesting-asynchronous-orders-regression-algorithm.ts'),
  },
  {
    name: 'FillOutsideHoursMinuteResolutionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/fill-outside-hours-minute-resolution-algorithm.ts'),
  },
  {
    name: 'MarketOnCloseOrderBufferRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/market-on-close-order-buffer-regression-algorithm.ts'),
  },
  {
    name: 'AutoRegressiveIntegratedMovingAverageRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/auto-regressive-integrated-moving-average-regression-algorithm.ts'),
  },
  {
    name: 'ClassicRenkoConsolidatorAlgorithm',
    tier: 2,
    load: () => import('./algorithms/classic-renko-consolidator-algorithm.ts'),
  },
  {
    name: 'DailyResolutionMarketOrderConversionRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/daily-resolution-market-order-conversion-regression-algorithm.ts'),
  },
  {
    name: 'WarmupDataTypesRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/warmup-data-types-regression-algorithm.ts'),
  },
  {
    name: 'CompleteOrderTagUpdateAlgorithm',
    tier: 2,
    load: () => import('./algorithms/complete-order-tag-update-algorithm.ts'),
  },
  {
    name: 'LimitIfTouchedRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/limit-if-touched-regression-algorithm.ts'),
  },
  {
    name: 'MarketOrderStaleDataFillRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/market-order-stale-data-fill-regression-algorithm.ts'),
  },
  {
    name: 'OrderTicketAssignmentDemoAlgorithm',
    tier: 2,
    load: () => import('./algorithms/order-ticket-assignment-demo-algorithm.ts'),
  },
  {
    name: 'ScheduledEventsOrderRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/scheduled-events-order-regression-algorithm.ts'),
  },
  {
    name: 'SecurityToSymbolRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/security-to-symbol-regression-algorithm.ts'),
  },
  {
    name: 'StopLossOnOrderEventRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/stop-loss-on-order-event-regression-algorithm.ts'),
  },
  {
    name: 'TrailingStopOrderAsyncRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/trailing-stop-order-async-regression-algorithm.ts'),
  },
  {
    name: 'TrailingStopOrderRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/trailing-stop-order-regression-algorithm.ts'),
  },
  {
    name: 'ExtendedMarketHoursHistoryRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/extended-market-hours-history-regression-algorithm.ts'),
  },
  {
    name: 'WarmupDataTypesBarCountWarmupRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/warmup-data-types-bar-count-warmup-regression-algorithm.ts'),
  },
  {
    name: 'TotalPortfolioValueRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/total-portfolio-value-regression-algorithm.ts'),
  },
  {
    name: 'EquityTradeAndQuotesRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/equity-trade-and-quotes-regression-algorithm.ts'),
  },
  {
    name: 'CancelOpenOrdersRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/cancel-open-orders-regression-algorithm.ts'),
  },
  {
    name: 'StopLimitOrderAsyncRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/stop-limit-order-async-regression-algorithm.ts'),
  },
  {
    name: 'StopLimitOrderRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/stop-limit-order-regression-algorithm.ts'),
  },
  {
    name: 'ExtendedMarketTradingRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/extended-market-trading-regression-algorithm.ts'),
  },
  {
    name: 'TradeStationBrokerageTradeWithOutsideRegularMarketHoursParameter',
    tier: 2,
    load: () => import('./algorithms/trade-station-brokerage-trade-with-outside-regular-market-hours-parameter.ts'),
  },
  {
    name: 'OrderSubmissionDataRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/order-submission-data-regression-algorithm.ts'),
  },
  {
    name: 'AddBetaIndicatorRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/add-beta-indicator-regression-algorithm.ts'),
  },
  {
    name: 'DisplacedMovingAverageRibbon',
    tier: 2,
    load: () => import('./algorithms/displaced-moving-average-ribbon.ts'),
  },
  {
    name: 'BasicTemplateCryptoAlgorithm',
    tier: 2,
    load: () => import('./algorithms/basic-template-crypto-algorithm.ts'),
  },
  {
    name: 'AddRemoveSecurityCacheRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/add-remove-security-cache-regression-algorithm.ts'),
  },
  { name: 'MACDTrendAlgorithm', tier: 2, load: () => import('./algorithms/macd-trend-algorithm.ts') },
  {
    name: 'CustomWarmUpPeriodIndicatorAlgorithm',
    tier: 2,
    load: () => import('./algorithms/custom-warm-up-period-indicator-algorithm.ts'),
  },
  {
    name: 'LimitFillRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/limit-fill-regression-algorithm.ts'),
  },
  {
    name: 'EquityTickQuoteAdjustedModeRegressionAlgorithm',
    tier: 2,
    load: () => import('./algorithms/equity-tick-quote-adjusted-mode-regression-algorithm.ts'),
  },
  ...FRAMEWORK_ALGORITHMS,
];

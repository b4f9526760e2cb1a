import type { PortedAlgorithm } from './ported-algorithm.ts';

/** The ported algorithms of the algorithm framework. */
export const FRAMEWORK_ALGORITHMS: readonly PortedAlgorithm[] = [
  {
    name: 'BasicTemplateFrameworkAlgorithm',
    tier: 3,
    load: () => import('./algorithms/basic-template-framework-algorithm.ts'),
  },
  {
    name: 'CompositeRiskManagementModelFrameworkAlgorithm',
    tier: 3,
    load: () => import('./algorithms/composite-risk-management-model-framework-algorithm.ts'),
  },
  {
    name: 'ConfidenceWeightedFrameworkAlgorithm',
    tier: 3,
    load: () => import('./algorithms/confidence-weighted-framework-algorithm.ts'),
  },
  {
    name: 'InsightWeightingFrameworkAlgorithm',
    tier: 3,
    load: () => import('./algorithms/insight-weighting-framework-algorithm.ts'),
  },
  {
    name: 'AccumulativeInsightPortfolioRegressionAlgorithm',
    tier: 3,
    load: () => import('./algorithms/accumulative-insight-portfolio-regression-algorithm.ts'),
  },
  {
    name: 'ImmediateExecutionModelMinimumOrderMarginRegressionAlgorithm',
    tier: 3,
    load: () => import('./algorithms/immediate-execution-model-minimum-order-margin-regression-algorithm.ts'),
  },
  { name: 'AddAlphaModelAlgorithm', tier: 3, load: () => import('./algorithms/add-alpha-model-algorithm.ts') },
  {
    name: 'InsightTagAlphaRegressionAlgorithm',
    tier: 3,
    load: () => import('./algorithms/insight-tag-alpha-regression-algorithm.ts'),
  },
  { name: 'EmitInsightsAlgorithm', tier: 3, load: () => import('./algorithms/emit-insights-algorithm.ts') },
  {
    name: 'EmitInsightNoAlphaModelAlgorithm',
    tier: 3,
    load: () => import('./algorithms/emit-insight-no-alpha-model-algorithm.ts'),
  },
  {
    name: 'ConvertToFrameworkAlgorithm',
    tier: 3,
    load: () => import('./algorithms/convert-to-framework-algorithm.ts'),
  },
  {
    name: 'MaximumDrawdownPercentPerSecurityFrameworkRegressionAlgorithm',
    tier: 3,
    load: () => import('./algorithms/maximum-drawdown-percent-per-security-framework-regression-algorithm.ts'),
  },
  {
    name: 'MaximumUnrealizedProfitPercentPerSecurityFrameworkRegressionAlgorithm',
    tier: 3,
    load: () => import('./algorithms/maximum-unrealized-profit-percent-per-security-framework-regression-algorithm.ts'),
  },
  {
    name: 'TrailingStopRiskFrameworkRegressionAlgorithm',
    tier: 3,
    load: () => import('./algorithms/trailing-stop-risk-framework-regression-algorithm.ts'),
  },
  {
    name: 'MaximumDrawdownPercentPortfolioFrameworkRegressionAlgorithm',
    tier: 3,
    load: () => import('./algorithms/maximum-drawdown-percent-portfolio-framework-regression-algorithm.ts'),
  },
  {
    name: 'EmaCrossAlphaModelFrameworkRegressionAlgorithm',
    tier: 3,
    load: () => import('./algorithms/ema-cross-alpha-model-framework-regression-algorithm.ts'),
  },
  {
    name: 'MacdAlphaModelFrameworkRegressionAlgorithm',
    tier: 3,
    load: () => import('./algorithms/macd-alpha-model-framework-regression-algorithm.ts'),
  },
  {
    name: 'RsiAlphaModelFrameworkRegressionAlgorithm',
    tier: 3,
    load: () => import('./algorithms/rsi-alpha-model-framework-regression-algorithm.ts'),
  },
  {
    name: 'PortfolioTargetTagsRegressionAlgorithm',
    tier: 3,
    load: () => import('./algorithms/portfolio-target-tags-regression-algorithm.ts'),
  },
  {
    name: 'ExecutionModelOrderEventsRegressionAlgorithm',
    tier: 3,
    load: () => import('./algorithms/execution-model-order-events-regression-algorithm.ts'),
  },
  {
    name: 'AddUniverseSelectionModelAlgorithm',
    tier: 3,
    load: () => import('./algorithms/add-universe-selection-model-algorithm.ts'),
  },
  {
    name: 'FreePortfolioValueRegressionAlgorithm',
    tier: 3,
    load: () => import('./algorithms/free-portfolio-value-regression-algorithm.ts'),
  },
  {
    name: 'PortfolioRebalanceOnDateRulesRegressionAlgorithm',
    tier: 3,
    load: () => import('./algorithms/portfolio-rebalance-on-date-rules-regression-algorithm.ts'),
  },
  {
    name: 'PortfolioRebalanceOnSecurityChangesRegressionAlgorithm',
    tier: 3,
    load: () => import('./algorithms/portfolio-rebalance-on-security-changes-regression-algorithm.ts'),
  },
];

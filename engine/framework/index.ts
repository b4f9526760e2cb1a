/** The algorithm framework: strategies that are composed of models. */
export { FrameworkAlgorithm } from './framework-algorithm.ts';
export { Insight, InsightDirection, type InsightOptions, type InsightPeriod } from './insight.ts';
export { type InsightManager } from './insight-manager.ts';
export type {
  AlphaModel,
  ExecutionModel,
  PortfolioConstructionModel,
  RiskManagementModel,
  Universe,
  UniverseSelectionModel,
  UniverseSettings,
  UniverseSymbol,
} from './models.ts';
export { PortfolioTarget, PortfolioTargetCollection, unorderedQuantity } from './portfolio-target.ts';
export { CompositeAlphaModel } from './alphas/composite-alpha-model.ts';
export { ConstantAlphaModel } from './alphas/constant-alpha-model.ts';
export { EmaCrossAlphaModel } from './alphas/ema-cross-alpha-model.ts';
export { MacdAlphaModel } from './alphas/macd-alpha-model.ts';
export { RsiAlphaModel } from './alphas/rsi-alpha-model.ts';
export { AccumulativeInsightPortfolioConstructionModel } from './portfolio/accumulative-insight-portfolio-construction-model.ts';
export {
  InsightPortfolioConstructionModel,
  PortfolioBias,
  type PortfolioConstructionOptions,
  type Rebalance,
} from './portfolio/insight-portfolio-construction-model.ts';
export {
  ConfidenceWeightedPortfolioConstructionModel,
  EqualWeightingPortfolioConstructionModel,
  InsightWeightingPortfolioConstructionModel,
} from './portfolio/weighted-models.ts';
export { CompositeRiskManagementModel } from './risk/composite-risk-management-model.ts';
export {
  MaximumDrawdownPercentPerSecurity,
  MaximumDrawdownPercentPortfolio,
  MaximumUnrealizedProfitPercentPerSecurity,
  TrailingStopRiskManagementModel,
} from './risk/risk-management-models.ts';
export { ImmediateExecutionModel } from './execution/immediate-execution-model.ts';
export {
  CustomUniverseSelectionModel,
  ManualUniverseSelectionModel,
  ScheduledUniverseSelectionModel,
} from './selection/universe-selection-models.ts';

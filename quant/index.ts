/**
 * The mathematics of trading: pure functions and small classes over `Float64Array`, without clock, files, engine or plugins.
 *
 * @packageDocumentation
 */
export { QUANT_ERRORS } from './numeric/errors.ts';
export { QuantError, type QuantErrorDescriptor } from './numeric/quant-error.ts';
export { cholesky, solveSymmetric } from './numeric/cholesky.ts';
export { type Eigen, symmetricEigen } from './numeric/eigen.ts';
export { Matrix } from './numeric/matrix.ts';

export { Random } from './random/random.ts';

export {
  type BacktestOverfitting,
  backtestOverfitting,
  BlockMoments,
  DEFAULT_BLOCKS,
} from './inference/backtest-overfitting.ts';
export {
  type BlockLengths,
  bootstrap,
  type BootstrapEstimate,
  type BootstrapOptions,
  optimalBlockLength,
  stationaryPositions,
} from './inference/bootstrap.ts';
export {
  type DeflatedSharpe,
  deflatedSharpeRatio,
  expectedMaximumSharpe,
  minimumBacktestLength,
  minimumTrackRecordLength,
  probabilisticSharpeRatio,
  type SharpeEstimate,
  sharpeEstimate,
  sharpeStandardError,
  type TrackRecordOptions,
} from './inference/sharpe-ratio.ts';

export { type CmaEsOptions, CmaEsSampler } from './search/cma-es-sampler.ts';
export { dimensionImportance, type FinishedTrial, type Plateau, plateauOf } from './search/importance.ts';
export { isWorseThanMedian, type MedianPruningOptions } from './search/median-pruner.ts';
export {
  type GridOptions,
  GridSampler,
  type LatinHypercubeOptions,
  LatinHypercubeSampler,
  RandomSampler,
} from './search/plain-samplers.ts';
export type { Observation, Sampler, SamplerOptions } from './search/sampler.ts';
export {
  type ChoiceDimension,
  type NumberDimension,
  type SearchDimension,
  SearchSpace,
} from './search/search-space.ts';
export { type TreeParzenOptions, TreeParzenSampler } from './search/tree-parzen-sampler.ts';

export type { InnovationDistribution, InnovationName, Shape } from './distributions/innovation.ts';
export { normalCumulative, normalDensity, normalQuantile } from './distributions/normal.ts';
export {
  studentTCumulative,
  studentTDensity,
  studentTLogDensity,
  studentTQuantile,
} from './distributions/student-t.ts';

export { type DifferentiableFunction, minimize, type MinimizeOptions, type Minimum } from './optimization/minimize.ts';
export { minimizeNelderMead, type NelderMeadOptions, type SimplexMinimum } from './optimization/nelder-mead.ts';
export { withNumericGradient } from './optimization/numeric-gradient.ts';
export {
  type LinearConstraint,
  type QuadraticProgram,
  type QuadraticSolution,
  solveQuadraticProgram,
} from './optimization/quadratic-program.ts';
export { findRoot, minimizeScalar, type ScalarMinimum } from './optimization/scalar.ts';

export { type FilteredVolatility, filterVolatility } from './volatility/filter-volatility.ts';
export type { FitFailure, FitFailureCode, FitWarning } from './volatility/fit-failure.ts';
export { fitVolatility } from './volatility/fit-volatility.ts';
export { type ForecastOptions, forecastVolatility, type VolatilityForecast } from './volatility/forecast-volatility.ts';
export {
  fitHeterogeneousAutoregression,
  HeterogeneousAutoregressionFilter,
  type HeterogeneousAutoregressionFit,
  type HeterogeneousAutoregressionOptions,
} from './volatility/heterogeneous-autoregression.ts';
export {
  fitRealizedGarch,
  RealizedGarchFilter,
  type RealizedGarchFit,
  type RealizedGarchParameters,
} from './volatility/realized-garch.ts';
export {
  innovationDistribution,
  type MeanSpecification,
  type VolatilityModelName,
  type VolatilitySpecification,
} from './volatility/specification.ts';
export { type LjungBoxTest, ljungBoxTest } from './volatility/ljung-box.ts';
export { VolatilityFilter } from './volatility/volatility-filter.ts';
export { VolatilityFit } from './volatility/volatility-fit.ts';

export {
  type CleanedCorrelation,
  ledoitWolfCovariance,
  randomMatrixCorrelation,
  sampleCovariance,
  type ShrunkCovariance,
} from './dependence/covariance.ts';
export {
  DynamicCorrelationFilter,
  type DynamicCorrelationFit,
  DynamicCovarianceFilter,
  type DynamicCovarianceFit,
  fitDynamicCorrelation,
  fitDynamicCovariance,
} from './dependence/dynamic-correlation.ts';
export {
  EllipticalCopula,
  type EllipticalCopulaFit,
  fitGaussianCopula,
  fitStudentTCopula,
} from './dependence/elliptical-copula.ts';
export {
  correlationOf,
  type MatrixRepair,
  nearestCorrelation,
  nearestCovariance,
} from './dependence/nearest-matrix.ts';
export {
  fitPairCopula,
  PairCopula,
  type PairCopulaFit,
  type Rotation,
  selectPairCopula,
} from './dependence/pair-copula.ts';
export { type PairFamilyName, studentTailDependence, type TailDependence } from './dependence/pair-family.ts';
export {
  kendallTau,
  pairwise,
  pearsonCorrelation,
  pseudoObservations,
  ranks,
  spearmanRho,
} from './dependence/ranks.ts';
export {
  empiricalTailDependence,
  type TailDependenceEstimate,
  type TailDependenceOptions,
} from './dependence/tail-dependence.ts';
export { fitVineCopula, VineCopula, type VineFit, type VineKind, type VineOptions } from './dependence/vine-copula.ts';

export {
  comparePortfolioRisk,
  compareRisk,
  type RiskComparison,
  type RiskComparisonRow,
  type RiskMethod,
} from './risk/compare-risk.ts';
export { type ExtremeValueRisk, extremeValueRisk } from './risk/extreme-value-risk.ts';
export {
  type FilteredHistoricalOptions,
  type FilteredHistoricalRisk,
  filteredHistoricalRisk,
  type HistoricalRisk,
  historicalRisk,
} from './risk/historical-risk.ts';
export {
  cascadedShortfall,
  type LiquidityAdjustedShortfall,
  liquidityAdjustedShortfall,
  type LiquidityCost,
  liquidityCost,
  type LiquidityOptions,
  type LiquidPosition,
} from './risk/liquidity-risk.ts';
export { quantile } from './risk/order-statistics.ts';
export {
  type CornishFisherRisk,
  cornishFisherRisk,
  type CornishFisherValidity,
  cornishFisherValidity,
  fitStudentT,
  normalRisk,
  normalRiskOf,
  type SampleMoments,
  sampleMoments,
  type StudentTParameters,
  type StudentTRisk,
  studentTRisk,
} from './risk/parametric-risk.ts';
export { PortfolioRisk } from './risk/portfolio-risk.ts';
export {
  type AcerbiSzekelyTest,
  acerbiSzekelyTest,
  type ChristoffersenTest,
  christoffersenTest,
  type CoverageTest,
  jointRiskScore,
  kupiecTest,
  type LikelihoodRatioTest,
  type RiskForecasts,
} from './risk/risk-backtests.ts';
export {
  normalContributions,
  type PortfolioContributions,
  type RiskContributions,
  scenarioContributions,
} from './risk/risk-contributions.ts';
export type { RiskMeasure } from './risk/risk-measure.ts';
export {
  type CopulaChoice,
  portfolioReturns,
  type ScenarioOptions,
  type Scenarios,
  simulateScenarios,
} from './risk/simulated-risk.ts';
export {
  kellyFraction,
  kellyGrowth,
  kellyLeverage,
  type KellyOptions,
  kellyWeights,
  metaLabelSize,
  optimalFraction,
  shrunkKelly,
  type VolatilityTargetOptions,
  volatilityTargetWeight,
} from './risk/sizing.ts';

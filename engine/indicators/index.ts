/** LEAN's indicators, one file each. They depend on neither clock nor engine and allocate nothing per update. */
export { ArnaudLegouxMovingAverage } from './arnaud-legoux-moving-average.ts';
export { AroonOscillator } from './aroon-oscillator.ts';
export {
  AutoRegressiveIntegratedMovingAverage,
  type ArimaOrders,
} from './auto-regressive-integrated-moving-average.ts';
export { AverageDirectionalIndex } from './average-directional-index.ts';
export { AverageTrueRange } from './average-true-range.ts';
export { AwesomeOscillator } from './awesome-oscillator.ts';
export { BarIndicator, TradeBarIndicator, type FedIndicator } from './bar-indicator.ts';
export { Beta } from './beta.ts';
export { BollingerBands } from './bollinger-bands.ts';
export { ChandeMomentumOscillator } from './chande-momentum-oscillator.ts';
export { CommodityChannelIndex } from './commodity-channel-index.ts';
export { CompositeIndicator, type IndicatorComposer } from './composite-indicator.ts';
export { ConstantIndicator } from './constant-indicator.ts';
export { CorrelationType, Correlation, type CorrelationOptions } from './correlation.ts';
export { Delay } from './delay.ts';
export { DonchianChannel } from './donchian-channel.ts';
export { DoubleExponentialMovingAverage } from './double-exponential-moving-average.ts';
export { DualSymbolIndicator, type SymbolBar, type ZoneClock, type DualSymbolZones } from './dual-symbol-indicator.ts';
export { ExponentialMovingAverage } from './exponential-moving-average.ts';
export { FilteredIdentity } from './filtered-identity.ts';
export { FunctionalIndicator, FunctionalBarIndicator, type FunctionalOptions } from './functional-indicator.ts';
export { HullMovingAverage } from './hull-moving-average.ts';
export { IchimokuKinkoHyo, type IchimokuPeriods } from './ichimoku-kinko-hyo.ts';
export { Identity } from './identity.ts';
export {
  IndicatorInput,
  IndicatorBase,
  type DataPoint,
  type IndicatorBar,
  type IndicatorTradeBar,
  type IndicatorHandler,
} from './indicator-base.ts';
export { IndicatorOutput } from './indicator-output.ts';
export { indicatorRecipes, indicatorName, type IndicatorRecipes } from './indicator-recipes.ts';
export { Indicator } from './indicator.ts';
export { IntradayVwap, type TradeTick, type FillableTradeBar } from './intraday-vwap.ts';
export { KaufmanAdaptiveMovingAverage } from './kaufman-adaptive-moving-average.ts';
export { KaufmanEfficiencyRatio } from './kaufman-efficiency-ratio.ts';
export { KeltnerChannels } from './keltner-channels.ts';
export { LinearWeightedMovingAverage } from './linear-weighted-moving-average.ts';
export { LogReturn } from './log-return.ts';
export { Maximum } from './maximum.ts';
export { McGinleyDynamic } from './mcginley-dynamic.ts';
export { MeanAbsoluteDeviation } from './mean-absolute-deviation.ts';
export { Minimum } from './minimum.ts';
export { MomentumPercent } from './momentum-percent.ts';
export { Momentum } from './momentum.ts';
export { MoneyFlowIndex } from './money-flow-index.ts';
export { MovingAverageConvergenceDivergence } from './moving-average-convergence-divergence.ts';
export { MovingAverageType, movingAverage } from './moving-average-type.ts';
export { NormalizedAverageTrueRange } from './normalized-average-true-range.ts';
export { OnBalanceVolume } from './on-balance-volume.ts';
export { plus, minus, times, over, emaOf, smaOf, maxOf, minOf, weightedBy, type Operand } from './operators.ts';
export {
  ParabolicStopAndReverseExtended,
  type Acceleration,
  type ParabolicOptions,
} from './parabolic-stop-and-reverse-extended.ts';
export { ParabolicStopAndReverse } from './parabolic-stop-and-reverse.ts';
export { RateOfChangePercent } from './rate-of-change-percent.ts';
export { RateOfChange } from './rate-of-change.ts';
export { RelativeStrengthIndex } from './relative-strength-index.ts';
export { RollingWindow } from './rolling-window.ts';
export { SharpeRatio, type RiskFreeRate } from './sharpe-ratio.ts';
export { SimpleMovingAverage } from './simple-moving-average.ts';
export { SortinoRatio } from './sortino-ratio.ts';
export { StandardDeviation } from './standard-deviation.ts';
export { Stochastic } from './stochastic.ts';
export { Sum } from './sum.ts';
export { SuperTrend } from './super-trend.ts';
export { T3MovingAverage } from './t3-moving-average.ts';
export { TargetDownsideDeviation } from './target-downside-deviation.ts';
export { TriangularMovingAverage } from './triangular-moving-average.ts';
export { TripleExponentialMovingAverage } from './triple-exponential-moving-average.ts';
export { Trix } from './trix.ts';
export { TrueRange } from './true-range.ts';
export { UltimateOscillator } from './ultimate-oscillator.ts';
export { Variance } from './variance.ts';
export { VolumeWeightedAveragePriceIndicator } from './volume-weighted-average-price-indicator.ts';
export { WeightedBy } from './weighted-by.ts';
export { WilderMovingAverage } from './wilder-moving-average.ts';
export { WilliamsPercentR } from './williams-percent-r.ts';
export { ZeroLagExponentialMovingAverage } from './zero-lag-exponential-moving-average.ts';
export { INDICATOR_ERRORS } from './errors.ts';

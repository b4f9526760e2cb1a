import { Resolution } from '../model/resolution.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import { ArnaudLegouxMovingAverage } from './arnaud-legoux-moving-average.ts';
import { AroonOscillator } from './aroon-oscillator.ts';
import {
  AutoRegressiveIntegratedMovingAverage,
  type ArimaOrders,
} from './auto-regressive-integrated-moving-average.ts';
import { AverageDirectionalIndex } from './average-directional-index.ts';
import { AverageTrueRange } from './average-true-range.ts';
import { AwesomeOscillator } from './awesome-oscillator.ts';
import { Beta } from './beta.ts';
import { BollingerBands } from './bollinger-bands.ts';
import { ChandeMomentumOscillator } from './chande-momentum-oscillator.ts';
import { CommodityChannelIndex } from './commodity-channel-index.ts';
import { Correlation, type CorrelationOptions } from './correlation.ts';
import { DonchianChannel } from './donchian-channel.ts';
import { DoubleExponentialMovingAverage } from './double-exponential-moving-average.ts';
import { type DualSymbolZones } from './dual-symbol-indicator.ts';
import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import { FilteredIdentity } from './filtered-identity.ts';
import { HullMovingAverage } from './hull-moving-average.ts';
import { IchimokuKinkoHyo, type IchimokuPeriods } from './ichimoku-kinko-hyo.ts';
import { Identity } from './identity.ts';
import { type IndicatorBar } from './indicator-base.ts';
import { IntradayVwap } from './intraday-vwap.ts';
import { KaufmanAdaptiveMovingAverage } from './kaufman-adaptive-moving-average.ts';
import { KaufmanEfficiencyRatio } from './kaufman-efficiency-ratio.ts';
import { KeltnerChannels } from './keltner-channels.ts';
import { LinearWeightedMovingAverage } from './linear-weighted-moving-average.ts';
import { LogReturn } from './log-return.ts';
import { Maximum } from './maximum.ts';
import { McGinleyDynamic } from './mcginley-dynamic.ts';
import { MeanAbsoluteDeviation } from './mean-absolute-deviation.ts';
import { Minimum } from './minimum.ts';
import { MomentumPercent } from './momentum-percent.ts';
import { Momentum } from './momentum.ts';
import { MoneyFlowIndex } from './money-flow-index.ts';
import { MovingAverageConvergenceDivergence } from './moving-average-convergence-divergence.ts';
import { MovingAverageType } from './moving-average-type.ts';
import { NormalizedAverageTrueRange } from './normalized-average-true-range.ts';
import { OnBalanceVolume } from './on-balance-volume.ts';
import { ParabolicStopAndReverseExtended, type ParabolicOptions } from './parabolic-stop-and-reverse-extended.ts';
import { ParabolicStopAndReverse } from './parabolic-stop-and-reverse.ts';
import { RateOfChangePercent } from './rate-of-change-percent.ts';
import { RateOfChange } from './rate-of-change.ts';
import { RelativeStrengthIndex } from './relative-strength-index.ts';
import { SharpeRatio, type RiskFreeRate } from './sharpe-ratio.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';
import { SortinoRatio } from './sortino-ratio.ts';
import { StandardDeviation } from './standard-deviation.ts';
import { Stochastic } from './stochastic.ts';
import { Sum } from './sum.ts';
import { SuperTrend } from './super-trend.ts';
import { T3MovingAverage } from './t3-moving-average.ts';
import { TargetDownsideDeviation } from './target-downside-deviation.ts';
import { TriangularMovingAverage } from './triangular-moving-average.ts';
import { TripleExponentialMovingAverage } from './triple-exponential-moving-average.ts';
import { Trix } from './trix.ts';
import { TrueRange } from './true-range.ts';
import { UltimateOscillator } from './ultimate-oscillator.ts';
import { Variance } from './variance.ts';
import { VolumeWeightedAveragePriceIndicator } from './volume-weighted-average-price-indicator.ts';
import { WilderMovingAverage } from './wilder-moving-average.ts';
import { WilliamsPercentR } from './williams-percent-r.ts';
import { ZeroLagExponentialMovingAverage } from './zero-lag-exponential-moving-average.ts';

const { Exponential, Simple, Wilders } = MovingAverageType;

/**
 * LEAN's short names of indicators (QCAlgorithm.Indicators.cs) in lower case. Each entry creates the indicator with the
 * arguments and defaults of LEAN's factory method, and with the name that LEAN gives it before the symbol is added.
 *
 * The defaults of a factory method may differ from those of the class: `atr` uses a simple average, `AverageTrueRange`
 * Wilder's.
 */
export const indicatorRecipes = {
  adx: (period: number) => new AverageDirectionalIndex(period),
  alma: (period: number, sigma = 6, offset = 0.85) => new ArnaudLegouxMovingAverage(period, sigma, offset),
  ao: (fastPeriod: number, slowPeriod: number, type: MovingAverageType = Simple) =>
    new AwesomeOscillator(fastPeriod, slowPeriod, type),
  arima: (orders: ArimaOrders, period: number, intercept = true) =>
    new AutoRegressiveIntegratedMovingAverage(orders, period, intercept, arimaLabel(orders, period)),
  aroon: (upPeriod: number, downPeriod = upPeriod) => new AroonOscillator(upPeriod, downPeriod),
  atr: (period: number, type: MovingAverageType = Simple) => new AverageTrueRange(period, type),
  b: (target: SecuritySymbol, reference: SecuritySymbol, period: number, zones?: DualSymbolZones) =>
    new Beta(target, reference, period, zones),
  bb: (period: number, k: number, type: MovingAverageType = Simple) => new BollingerBands(period, k, type),
  c: (target: SecuritySymbol, reference: SecuritySymbol, period: number, options?: CorrelationOptions) =>
    named(new Correlation(target, reference, period, options), `C(${period})`),
  cci: (period: number, type: MovingAverageType = Simple) => new CommodityChannelIndex(period, type),
  cmo: (period: number) => new ChandeMomentumOscillator(period),
  dch: (upperPeriod: number, lowerPeriod = upperPeriod) => new DonchianChannel(upperPeriod, lowerPeriod),
  dema: (period: number) => new DoubleExponentialMovingAverage(period),
  ema: (period: number, smoothingFactor?: number) => new ExponentialMovingAverage(period, smoothingFactor),
  filteredIdentity: (filter?: (row: IndicatorBar) => boolean, fieldName = 'close') =>
    new FilteredIdentity(fieldName, filter),
  hma: (period: number) => new HullMovingAverage(period),
  ichimoku: (periods: IchimokuPeriods) => new IchimokuKinkoHyo(periods),
  identity: (fieldName = 'close') => new Identity(fieldName),
  intradayVwap: () => new IntradayVwap(),
  kama: (period: number, fastEmaPeriod = 2, slowEmaPeriod = 30) =>
    new KaufmanAdaptiveMovingAverage(period, fastEmaPeriod, slowEmaPeriod),
  kch: (period: number, k: number, type: MovingAverageType = Simple) =>
    new KeltnerChannels(period, k, type, `KCH(${period},${k})`),
  ker: (period = 2) => new KaufmanEfficiencyRatio(period),
  logr: (period: number) => new LogReturn(period),
  lwma: (period: number) => new LinearWeightedMovingAverage(period),
  macd: (fastPeriod: number, slowPeriod: number, signalPeriod: number, type: MovingAverageType = Exponential) =>
    new MovingAverageConvergenceDivergence(fastPeriod, slowPeriod, signalPeriod, type),
  mad: (period: number) => new MeanAbsoluteDeviation(period),
  max: (period: number) => new Maximum(period),
  mfi: (period: number) => new MoneyFlowIndex(period),
  mgd: (period: number) => new McGinleyDynamic(period),
  min: (period: number) => new Minimum(period),
  mom: (period: number) => new Momentum(period),
  momp: (period: number) => new MomentumPercent(period),
  natr: (period: number) => new NormalizedAverageTrueRange(period),
  obv: () => new OnBalanceVolume(),
  psar: (afStart?: number, afIncrement?: number, afMax?: number) =>
    new ParabolicStopAndReverse(afStart, afIncrement, afMax),
  roc: (period: number) => new RateOfChange(period),
  rocp: (period: number) => new RateOfChangePercent(period),
  rsi: (period: number, type: MovingAverageType = Wilders) =>
    new RelativeStrengthIndex(period, type, `RSI(${period},${type})`),
  sarext: (options?: ParabolicOptions) => new ParabolicStopAndReverseExtended(options),
  sma: (period: number) => new SimpleMovingAverage(period),
  sortino: (period: number, minimumAcceptableReturn = 0) => new SortinoRatio(period, minimumAcceptableReturn),
  sr: (period: number, riskFreeRate: RiskFreeRate = 0) => new SharpeRatio(period, riskFreeRate),
  std: (period: number) => new StandardDeviation(period),
  sto: (period: number, kPeriod = period, dPeriod = 3) => new Stochastic(period, kPeriod, dPeriod),
  str: (period: number, multiplier: number, type: MovingAverageType = Wilders) =>
    new SuperTrend(period, multiplier, type, `STR(${period},${multiplier})`),
  sum: (period: number) => new Sum(period),
  t3: (period: number, volumeFactor = 0.7) => new T3MovingAverage(period, volumeFactor),
  tdd: (period: number, minimumAcceptableReturn = 0) => new TargetDownsideDeviation(period, minimumAcceptableReturn),
  tema: (period: number) => new TripleExponentialMovingAverage(period),
  tr: () => new TrueRange(),
  trima: (period: number) => new TriangularMovingAverage(period),
  trix: (period: number) => new Trix(period),
  ultosc: (period1: number, period2: number, period3: number) => new UltimateOscillator(period1, period2, period3),
  variance: (period: number) => new Variance(period, `V(${period})`),
  vwap: (period: number) => new VolumeWeightedAveragePriceIndicator(period),
  wilr: (period: number) => new WilliamsPercentR(period),
  wwma: (period: number) => new WilderMovingAverage(period, `WWMA(${period})`),
  zlema: (period: number) => new ZeroLagExponentialMovingAverage(period),
};
export type IndicatorRecipes = typeof indicatorRecipes;

const RESOLUTION_WORDS = {
  [Resolution.Tick]: 'tick',
  [Resolution.Second]: 'sec',
  [Resolution.Minute]: 'min',
  [Resolution.Hour]: 'hr',
  [Resolution.Daily]: 'day',
};

/** LEAN's full name of an indicator: `SMA(20)` of daily SPY becomes `SMA(20,SPY_day)`. */
export function indicatorName(label: string, ticker: string | undefined, resolution: Resolution | undefined): string {
  const parts = ticker === undefined ? [] : [ticker];
  parts.push(resolution === undefined ? '' : RESOLUTION_WORDS[resolution]);
  return `${label}(${parts.join('_')})`.replaceAll(')(', ',');
}

function named<Made extends { name: string }>(indicator: Made, name: string): Made {
  indicator.name = name;
  return indicator;
}

function arimaLabel({ arOrder, diffOrder, maOrder }: ArimaOrders, period: number): string {
  return `ARIMA(${arOrder},${diffOrder},${maOrder},${period})`;
}

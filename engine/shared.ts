/** What strategies and plugins have in common: words of trading, readonly views, contracts of models, built-in models. */
export { DataNormalizationMode, TickType } from './model/data-kinds.ts';
export { QuoteBar, Tick, TradeBar } from './model/bars.ts';
export { Decimal, type MidpointRounding } from './model/decimal.ts';
export { EngineError, type EngineErrorOptions, type ErrorDescriptor, errorTable } from './model/engine-error.ts';
export type { UtcInstant, WallClock } from './model/instants.ts';
export { Field as MarketField } from './model/market-fields.ts';
export { OrderGroupKind, OrderGroupRole } from './model/order-groups.ts';
export { OrderResponseErrorCode } from './model/order-response.ts';
export { isClosedStatus, OrderDirection, OrderField, OrderStatus, OrderType } from './model/order-types.ts';
export { parseResolution, Resolution, resolutionPeriod } from './model/resolution.ts';
export { SecuritySymbol } from './model/security-symbol.ts';
export { parseSecurityType, SecurityType } from './model/security-type.ts';
export { type SymbolProperties } from './model/symbol-properties.ts';
export { type OrderProperties, TimeInForce, type TimeInForceKind } from './model/time-in-force.ts';
export {
  type AccountType,
  type BrokerageModel,
  type BrokerageModelName,
  type DefaultBenchmark,
  type SecurityKind,
} from './api/brokerage-model.ts';
export { type DayHoursView, type ExchangeHoursView, type TimeZoneView } from './api/exchange-view.ts';
export { type ProviderContext, type ProviderFactory, type Providers, type RequestArguments } from './api/contract.ts';
export { type ModelFactory, type ModelRequest, type PluginConfiguration } from './api/factories.ts';
export {
  type Model,
  type ModelBuffer,
  type ModelLoadRequest,
  type ModelMetadata,
  type ModelTensor,
} from './api/model-loader.ts';
export {
  type OrderEventView,
  type OrderGroupView,
  type OrderView,
  type SubmissionView,
  type UpdateOrderFields,
} from './api/order-view.ts';
export {
  type CashBookView,
  type CashView,
  type HoldingView,
  type PortfolioView,
  type SettlementAccount,
  type SizingSettings,
} from './api/portfolio-view.ts';
export {
  type BuyingPowerModel,
  type FeeModel,
  type FilledTerms,
  type FillContext,
  type FillModel,
  type OrderFee,
  type SettlementModel,
  type SlippageModel,
} from './api/security-models.ts';
export { type ExitPosition, type ExitRule, type PastData, type PriceBar } from './api/exit-rule.ts';
export {
  type RiskAlert,
  type RiskContext,
  type RiskExposure,
  type RiskRefusal,
  type RiskRule,
} from './api/risk-rule.ts';
export { type SizingDecision, type SizingModel, type SizingRequest } from './api/sizing-model.ts';
export { type SeriesColumns, type SeriesRequest, type SeriesSource } from './api/series-source.ts';
export { type SecurityCacheView, type SecurityView, type SubscriptionView } from './api/security-view.ts';
export {
  BrokerageModelFactory,
  BuyingPowerModelFactory,
  FeeModelFactory,
  FillModelFactory,
  ModelLoaderFactory,
  ExitRuleFactory,
  RiskRuleFactory,
  SeriesSourceFactory,
  SettlementModelFactory,
  SizingModelFactory,
  SlippageModelFactory,
} from './api/tokens.ts';
export { type Token, token } from './api/token.ts';
export {
  addDays,
  dateOf,
  DayOfWeek,
  dayOfWeek,
  days,
  hours,
  minutes,
  seconds,
  timeOfDay,
} from './data/time/calendar-math.ts';
export { PointInTimeSeries } from './data/point-in-time-series.ts';
export { formatDate, formatDateTime } from './data/time/date-text.ts';
export { DayHours, type MarketHoursSegment, MarketHoursState } from './data/time/day-hours.ts';
export { ExchangeHours, type ExchangeHoursOptions, type TimeInterval } from './data/time/exchange-hours.ts';
export { TimeZone } from './data/time/time-zone.ts';
export {
  averageTrueRangeStop,
  type AverageTrueRangeStopOptions,
  breakEvenStop,
  eventStop,
  fixedStop,
  fixedTarget,
  garchStop,
  type GarchStopOptions,
  percentStop,
  percentTarget,
  timeStop,
  trailingStop,
} from './positions/exit-rules.ts';
export {
  fixedSizing,
  kellySizing,
  type KellySizingOptions,
  metaLabelSizing,
  optimalFSizing,
  percentSizing,
  riskPerTradeSizing,
  type TradeSizingOptions,
  vixScaledSizing,
  type VixScaledSizingOptions,
  volatilityTargetSizing,
  type VolatilityTargetSizingOptions,
} from './positions/sizing-models.ts';
export {
  ConstantRiskFreeInterestRate,
  InterestRateProvider,
  type RiskFreeInterestRateModel,
} from './statistics/interest-rate.ts';
export { DefaultBrokerageModel } from './transactions/models/brokerage/default-brokerage-model.ts';
export { BROKERAGE_MODEL_NAMES, brokerageModel } from './transactions/models/brokerage/index.ts';
export {
  CashBuyingPowerModel,
  NullBuyingPowerModel,
} from './transactions/models/buying-power/cash-buying-power-model.ts';
export { SecurityMarginModel } from './transactions/models/buying-power/security-margin-model.ts';
export {
  AlpacaFeeModel,
  BinanceFeeModel,
  BitfinexFeeModel,
  CoinbaseFeeModel,
  TradeStationFeeModel,
} from './transactions/models/fee/broker-fee-models.ts';
export { ConstantFeeModel, NullFeeModel } from './transactions/models/fee/constant-fee-model.ts';
export { InteractiveBrokersFeeModel } from './transactions/models/fee/interactive-brokers-fee-model.ts';
export { PercentFeeModel } from './transactions/models/fee/percent-fee-model.ts';
export { EquityFillModel } from './transactions/models/fill/equity-fill-model.ts';
export { ImmediateFillModel } from './transactions/models/fill/immediate-fill-model.ts';
export { type FillPrices } from './transactions/models/fill/market-view.ts';
export { LatestPriceFillModel } from './transactions/models/fill/latest-price-fill-model.ts';
export { NextOpenFillModel } from './transactions/models/fill/next-open-fill-model.ts';
export {
  DelayedSettlementModel,
  ImmediateSettlementModel,
} from './transactions/models/settlement/settlement-models.ts';
export {
  ConstantSlippageModel,
  NullSlippageModel,
  VolumeShareSlippageModel,
} from './transactions/models/slippage/slippage-models.ts';

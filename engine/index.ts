/** The public door of the package: what `import … from 'tradewright'` gives. */
export { ColumnCache, defaultColumnCacheFolder } from './data/column-cache.ts';
export { DATA_ERRORS } from './data/errors.ts';
export * from './data/consolidators/index.ts';
export { CsvFolder, type CsvFile } from './data/formats/csv-folder.ts';
export { seriesColumns, tickTextNumber } from './data/convert/series-columns.ts';
export { NUMBER_COLUMNS, placesColumn, TEXT_COLUMNS, type SeriesRows } from './data/convert/series-rows.ts';
export {
  listSeriesFiles,
  seriesFormat,
  seriesPath,
  seriesPathIn,
  type SeriesStore,
  type SeriesWriter,
  type StoredSeries,
  type StoringSource,
} from './data/convert/series-store.ts';
export { SeriesTreeSource } from './data/convert/series-tree.ts';
export type { BatchReader, SeriesExtract } from './data/convert/series-tree.ts';
export { CsvStore } from './data/convert/csv-store.ts';
export { parseCsvDescription, type CsvDescription } from './data/formats/csv-description.ts';
export { listLeanDataSets } from './data/formats/lean-data-sets.ts';
export { LeanFolder, type LeanFile } from './data/formats/lean-folder.ts';
export { type LeanSeries } from './data/formats/lean-paths.ts';
export { hasOneScale, leanRowFormat, type LeanRowFormat } from './data/formats/lean-row-format.ts';
export { type InspectedRows } from './data/formats/lean-rows.ts';
export { inspectLeanZip } from './data/formats/lean-zip.ts';
export { rowsWithin } from './data/formats/row-slices.ts';
export { tickerSpans, type TickerSpan } from './data/formats/ticker-spans.ts';
export { writeZip } from './data/formats/zip-writer.ts';
export { type DataSet, type InspectableSource } from './data/inspection/data-set.ts';
export { createSymbol } from './data/security-identifier.ts';
export { addDays } from './data/time/calendar-math.ts';
export { type DataSource, type FactorRow, type MapRow, type RowReader, type RowRequest } from './api/data-source.ts';
export { type RowColumns } from './model/columns.ts';
export { TickType } from './model/data-kinds.ts';
export { SecuritySymbol } from './model/security-symbol.ts';
export { SecurityType } from './model/security-type.ts';
export { Algorithm, type SecurityChanges } from './runtime/algorithm.ts';
export {
  type AlgorithmHost,
  type BenchmarkFunction,
  type BarLength,
  type ConsolidationRule,
  type HistoryRequest,
  type HistoryRows,
  type HistorySpan,
  type SubscriptionOptions,
} from './runtime/algorithm-host.ts';
export * from './framework/index.ts';
export { type AlgorithmSettings } from './runtime/algorithm-settings.ts';
export { runBacktest } from './runtime/backtest.ts';
export { type IndicatorFactory, type IndicatorOptions, type Selector } from './runtime/indicator-factory.ts';
export { type Parameters, type ParameterValue } from './runtime/parameters.ts';
export { type BacktestRequest, type BacktestResult } from './runtime/run-request.ts';
export {
  Slice,
  type Delisting,
  type Dividend,
  type Split,
  type SymbolChangedEvent,
  type SymbolLike,
} from './runtime/slice.ts';
export { type Transactions } from './runtime/transactions.ts';
export * from './indicators/index.ts';
export { QuoteBar, Tick, TradeBar } from './model/bars.ts';
export { COLUMN_NAMES, RowKind } from './model/columns.ts';
export { DataNormalizationMode } from './model/data-kinds.ts';
export { Decimal } from './model/decimal.ts';
export { EngineError } from './model/engine-error.ts';
export { parseResolution, Resolution, resolutionPeriod } from './model/resolution.ts';
export { parseSecurityType } from './model/security-type.ts';
export { Security, type SecurityModels } from './securities/security.ts';
export { type SecurityManager } from './securities/security-manager.ts';
export { type SecurityHolding } from './securities/security-holding.ts';
export { type SecurityPortfolio } from './securities/security-portfolio.ts';
export { Order } from './transactions/order.ts';
export { OrderEvent } from './transactions/order-event.ts';
export { OrderResponseErrorCode } from './model/order-response.ts';
export { type BracketOptions, type ExitPrice, type TrailingExit } from './transactions/group-verbs.ts';
export { type OrderGroup } from './transactions/order-group.ts';
export { type NamedOrder, type PortfolioShare } from './runtime/algorithm-orders.ts';
export { OrderGroupKind, OrderGroupRole } from './model/order-groups.ts';
export { OrderTicket } from './transactions/order-ticket.ts';
export { OrderDirection, OrderField, OrderStatus, OrderType } from './model/order-types.ts';
export { TimeInForce, type OrderProperties } from './model/time-in-force.ts';
export { type OrderRequestOptions, type RawOrder } from './transactions/trading.ts';
export { SymbolPropertiesDatabase } from './data/symbol-properties.ts';
export { type SymbolProperties } from './model/symbol-properties.ts';
export { BuiltInMarketHoursDatabase } from './data/time/built-in-market-hours.ts';
export { LeanMarketHoursDatabase } from './data/time/lean-market-hours.ts';
export { MarketHoursDatabase, type MarketHoursEntry } from './data/time/market-hours-database.ts';
export { ExchangeHours } from './data/time/exchange-hours.ts';
export { TimeZone } from './data/time/time-zone.ts';
export { dateOf, DayOfWeek, dayOfWeek, days, hours, minutes, seconds, timeOfDay } from './data/time/calendar-math.ts';
export { formatDate, formatDateTime } from './data/time/date-text.ts';
export { inBatches } from './statistics/batches.ts';
export { isoTime, numberTexts, orderEventLines } from './statistics/order-rows.ts';
export { ConstantRiskFreeInterestRate, InterestRateProvider } from './statistics/interest-rate.ts';
export {
  type BrokerageRequest,
  type DataSourceRequest,
  type Lifecycle,
  type ModelFactory,
  type ModelRequest,
  type PluginConfiguration,
} from './api/factories.ts';
export {
  type ContractTerms,
  type DailySeries,
  type DataFingerprint,
  type FillRow,
  type OrderRow,
  type ResultFile,
  type ResultHandler,
  type RunRecord,
  type SplitRow,
  type StoredRun,
  type TimeSeries,
} from './api/result-handler.ts';
export { type ProviderContext, type ProviderFactory, type Providers, type RequestArguments } from './api/contract.ts';
export {
  type Model,
  type ModelBuffer,
  type ModelLoadRequest,
  type ModelMetadata,
  type ModelTensor,
} from './api/model-loader.ts';
export { type AccountType, type BrokerageModel } from './api/brokerage-model.ts';
export { type DayHoursView, type ExchangeHoursView, type TimeZoneView } from './api/exchange-view.ts';
export { type OrderEventView, type OrderView, type SubmissionView, type UpdateOrderFields } from './api/order-view.ts';
export {
  type CashBookView,
  type CashView,
  type HoldingView,
  type PortfolioView,
  type SettlementAccount,
  type SizingSettings,
} from './api/portfolio-view.ts';
export { type SecurityCacheView, type SecurityView, type SubscriptionView } from './api/security-view.ts';
export { Field as MarketField } from './model/market-fields.ts';
export {
  type AccountAdjustment,
  type Brokerage,
  type BrokerageCash,
  type BrokerageEvent,
  type BrokerageExecution,
  type BrokerageFill,
  type BrokerageHolding,
  type BrokerageInbox,
  type BrokerageOrder,
  type BrokerageOrderEvent,
  type BrokerageSession,
  type MarketAccess,
  type OrderInstruction,
  type OrderReport,
  type SimulatedExecution,
  type SimulationListener,
  type OrderLookup,
} from './api/brokerage.ts';
export { DiskLogFile, type LogFile } from './live/log-file.ts';
export { RecordLog } from './live/record-log.ts';
export { isClosedStatus } from './model/order-types.ts';
export {
  type BuyingPowerModel,
  type FeeModel,
  type FillContext,
  type FillModel,
  type OrderFee,
  type SettlementModel,
  type SlippageModel,
} from './api/security-models.ts';
export {
  BrokerageFactory,
  BrokerageModelFactory,
  BuyingPowerModelFactory,
  DataSourceFactory,
  FeeModelFactory,
  FillModelFactory,
  ModelLoaderFactory,
  ResultHandlerFactory,
  RiskRuleFactory,
  SeriesSourceFactory,
  SettlementModelFactory,
  SlippageModelFactory,
} from './api/tokens.ts';
export { type Token, token } from './api/token.ts';
export { type SeriesColumns, type SeriesRequest, type SeriesSource } from './api/series-source.ts';
export { type SeriesBook, type SeriesValue } from './runtime/series-book.ts';
export { PointInTimeSeries } from './data/point-in-time-series.ts';
export { DateReader } from './data/import/date-reader.ts';
export { DelimitedRows } from './data/formats/delimited-rows.ts';
export { readFileIfThere } from './data/formats/text-file.ts';
export { type RiskContext, type RiskRefusal, type RiskRule } from './api/risk-rule.ts';
export { type ErrorDescriptor, errorTable } from './model/engine-error.ts';
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

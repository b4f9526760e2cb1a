/** The public door of the package: what `import … from 'tradewright'` gives. */
export { ColumnCache, defaultColumnCacheFolder } from './data/column-cache.ts';
export { DATA_ERRORS } from './data/errors.ts';
export { CsvFolder, type CsvFile } from './data/formats/csv-folder.ts';
export { parseCsvDescription, type CsvDescription } from './data/formats/csv-description.ts';
export { listLeanDataSets } from './data/formats/lean-data-sets.ts';
export { LeanFolder, type LeanFile } from './data/formats/lean-folder.ts';
export { type LeanSeries } from './data/formats/lean-paths.ts';
export { leanRowFormat } from './data/formats/lean-row-format.ts';
export { type InspectedRows } from './data/formats/lean-rows.ts';
export { inspectLeanZip } from './data/formats/lean-zip.ts';
export { rowsWithin } from './data/formats/row-slices.ts';
export { type DataSet, type InspectableSource } from './data/inspection/data-set.ts';
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
  type HistoryOptions,
  type SubscriptionOptions,
} from './runtime/algorithm-host.ts';
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
export { parseResolution, Resolution, resolutionName, resolutionPeriod } from './model/resolution.ts';
export { parseSecurityType, securityTypeName } from './model/security-type.ts';
export { Security, type SecurityModels } from './securities/security.ts';
export { type SecurityManager } from './securities/security-manager.ts';
export { type SecurityHolding } from './portfolio/security-holding.ts';
export { type SecurityPortfolio } from './portfolio/security-portfolio.ts';
export { Order } from './transactions/order.ts';
export { OrderEvent } from './transactions/order-event.ts';
export { OrderResponseErrorCode } from './transactions/order-response.ts';
export { OrderTicket } from './transactions/order-ticket.ts';
export { OrderDirection, OrderField, OrderStatus, OrderType } from './transactions/order-types.ts';
export { TimeInForce, type OrderProperties } from './transactions/time-in-force.ts';
export { type OrderRequestOptions, type RawOrder } from './transactions/trading.ts';
export { SymbolPropertiesDatabase, type SymbolProperties } from './data/symbol-properties.ts';
export { BuiltInMarketHoursDatabase } from './data/time/built-in-market-hours.ts';
export { LeanMarketHoursDatabase } from './data/time/lean-market-hours.ts';
export { MarketHoursDatabase, type MarketHoursEntry } from './data/time/market-hours-database.ts';
export { ExchangeHours } from './data/time/exchange-hours.ts';
export { TimeZone } from './data/time/time-zone.ts';
export { dateOf, dayOfWeek, days, hours, minutes, seconds, timeOfDay } from './data/time/calendar-math.ts';
export { formatDate, formatDateTime } from './data/time/date-text.ts';
export { ConstantRiskFreeInterestRate, InterestRateProvider } from './statistics/interest-rate.ts';

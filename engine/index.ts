/**
 * What strategies import: `import … from 'tradewright'`. Nothing here reads files, the network or the process; plugins import
 * `tradewright/plugin`.
 */
export * from './shared.ts';
export * from './data/consolidators/index.ts';
export * from './framework/index.ts';
export * from './indicators/index.ts';
export { type ClosedTrade } from './api/result-handler.ts';
export { type OrderResponse } from './model/order-response.ts';
export { type SubscriptionConfig } from './data/subscription-config.ts';
export { type Duration } from './data/time/duration.ts';
export { type RowKind } from './model/columns.ts';
export { Algorithm, type SecurityChanges } from './runtime/algorithm.ts';
export {
  type AlgorithmHost,
  type BenchmarkFunction,
  type BarLength,
  type ConsolidationRule,
  type History,
  type HistoryOptions,
  type HistoryRequest,
  type HistoryRows,
  type HistorySpan,
  type GivenProperties,
  type SubscriptionOptions,
  type UniverseServices,
} from './runtime/algorithm-host.ts';
export { type Sizing, type SizingOptions } from './runtime/sizing.ts';
export { type ProtectOptions, type StopPreview } from './runtime/exit-manager.ts';
export { type AlgorithmOrders, type PortfolioShare, type RuledBracketOptions } from './runtime/algorithm-orders.ts';
export { type Trail, type PriceTrail } from './runtime/trail.ts';
export { type AlgorithmSettings } from './runtime/algorithm-settings.ts';
export { type IndicatorFactory, type IndicatorOptions, type Selector } from './runtime/indicator-factory.ts';
export { type Parameters, type ParameterValue } from './runtime/parameters.ts';
export { type BacktestResult, type PlotPoint, type RunEnding } from './runtime/run-request.ts';
export { type DateRules } from './scheduling/date-rules.ts';
export { type DateRule, type MarketLike, type ScheduledMarket, type TimeRule } from './scheduling/rules.ts';
export { type ScheduleManager } from './scheduling/schedule-manager.ts';
export { type ScheduledCallback, type ScheduledEvent } from './scheduling/scheduled-event.ts';
export { type TimeRules } from './scheduling/time-rules.ts';
export { type PortfolioStatistics } from './statistics/portfolio-statistics.ts';
export { type RunNumbers, type RunStatistics } from './statistics/run-statistics.ts';
export { type StaleData } from './runtime/stale-data.ts';
export { type Delisting, type Dividend, type Split, type SymbolChangedEvent } from './runtime/slice-events.ts';
export { type IndexOf, type SliceRows } from './runtime/slice-rows.ts';
export { type Slice, type SymbolLike } from './runtime/slice.ts';
export { type ProjectedHoldings, type Transactions } from './runtime/transactions.ts';
export { type Cash } from './securities/cash.ts';
export { type CashBook } from './securities/cash-book.ts';
export { type MarginCallDecision, type MarginCallModel, type MarginCallOrder } from './securities/margin-call-model.ts';
export { type Security, type SecurityModels } from './securities/security.ts';
export { type SecurityCache } from './securities/security-cache.ts';
export { type SecurityManager } from './securities/security-manager.ts';
export { type SecurityHolding } from './securities/security-holding.ts';
export { type SecurityPortfolio } from './securities/security-portfolio.ts';
export { type TransactionRecord, type TransactionRecords } from './securities/transaction-records.ts';
export { type Order } from './transactions/order.ts';
export { type OrderEvent } from './transactions/order-event.ts';
export {
  type CancelOrderRequest,
  type OrderRequestStatus,
  type SubmitOrderRequest,
  type UpdateOrderRequest,
} from './transactions/order-request.ts';
export { type OrderTicket } from './transactions/order-ticket.ts';
export { type OrderRequestOptions, type RawOrder, type TargetOptions } from './transactions/trading.ts';
export { type NamedOrder } from './runtime/algorithm-orders.ts';
export {
  type BracketOptions,
  type ExitOptions,
  type ExitPrice,
  type RuledExitOptions,
  type TrailingExit,
} from './transactions/group-verbs.ts';
export { type OrderGroup } from './transactions/order-group.ts';
export { type SeriesBook, type SeriesValue } from './runtime/series-book.ts';

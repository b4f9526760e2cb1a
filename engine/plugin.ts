/**
 * What plugins import: `import … from 'tradewright/plugin'`. Contracts and their tokens, data formats, log files, and the models
 * to extend.
 */
export * from './shared.ts';
export {
  type AccountAdjustment,
  type Brokerage,
  type BrokerageAccountEvent,
  type BrokerageCash,
  type BrokerageConnectionEvent,
  type BrokerageCorrectionEvent,
  type BrokerageEvent,
  type BrokerageExecution,
  type BrokerageFeeEvent,
  type BrokerageFill,
  type BrokerageHolding,
  type BrokerageInbox,
  type BrokerageMessageEvent,
  type BrokerageOrder,
  type BrokerageOrderEvent,
  type BrokerageRefusalEvent,
  type BrokerageSession,
  type MarketAccess,
  type OrderInstruction,
  type OrderLookup,
  type OrderReport,
  type SimulatedExecution,
  type SimulationListener,
} from './api/brokerage.ts';
export { type DataSource, type FactorRow, type MapRow, type RowReader, type RowRequest } from './api/data-source.ts';
export { type BrokerageRequest, type DataSourceRequest, type Lifecycle } from './api/factories.ts';
export {
  type ClosedTrade,
  type ContractTerms,
  type DataFingerprint,
  type FillRow,
  type OrderRow,
  type ResultFile,
  type ResultHandler,
  type RunEndingRecord,
  type RunRecord,
  type SplitRow,
  type StoredRun,
  type TimeSeries,
  type TrailSeries,
  type BaselineRecord,
  type Evidence,
  type EvidenceRow,
} from './api/result-handler.ts';
export {
  type LiveFeed,
  type LiveFeedInbox,
  type LiveFeedRequest,
  type LiveSubscription,
  type PresentFeed,
  type ReplayFeed,
} from './api/live-feed.ts';
export { BrokerageFactory, DataSourceFactory, LiveFeedFactory, ResultHandlerFactory } from './api/tokens.ts';
export { type CacheKey, ColumnCache, defaultColumnCacheFolder } from './data/column-cache.ts';
export { CsvStore } from './data/convert/csv-store.ts';
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
export { type BatchReader, type SeriesExtract, SeriesTreeSource } from './data/convert/series-tree.ts';
export { DATA_ERRORS } from './data/errors.ts';
export {
  type CsvColumns,
  type CsvDescription,
  type CsvRole,
  parseCsvDescription,
} from './data/formats/csv-description.ts';
export { type DateOrder, DateReader, type DateStyle } from './data/import/date-reader.ts';
export { DelimitedRows } from './data/formats/delimited-rows.ts';
export { readFileIfThere } from './data/formats/text-file.ts';
export { CsvFolder, type CsvFile } from './data/formats/csv-folder.ts';
export { listLeanDataSets } from './data/formats/lean-data-sets.ts';
export { LeanFolder, type LeanFile } from './data/formats/lean-folder.ts';
export { type LeanSeries } from './data/formats/lean-paths.ts';
export { hasOneScale, leanRowFormat, type LeanRowFormat } from './data/formats/lean-row-format.ts';
export { type InspectedRows } from './data/formats/lean-rows.ts';
export { inspectLeanZip } from './data/formats/lean-zip.ts';
export { rowsWithin } from './data/formats/row-slices.ts';
export { tickerSpans, type TickerSpan } from './data/formats/ticker-spans.ts';
export { writeZip, type ZipContent } from './data/formats/zip-writer.ts';
export { type DataSet, type InspectableSource } from './data/inspection/data-set.ts';
export { createSymbol } from './data/security-identifier.ts';
export { SymbolPropertiesDatabase } from './data/symbol-properties.ts';
export { BuiltInMarketHoursDatabase } from './data/time/built-in-market-hours.ts';
export { LeanMarketHoursDatabase } from './data/time/lean-market-hours.ts';
export { MarketHoursDatabase, type MarketHoursEntry } from './data/time/market-hours-database.ts';
export { parseSpeed } from './live/pace.ts';
export { DiskLogFile, type LogFile } from './live/log-file.ts';
export { RecordLog } from './live/record-log.ts';
export { COLUMN_NAMES, type RowColumns, RowKind } from './model/columns.ts';
export { csvCell } from './statistics/csv-text.ts';
export {
  closedTrades,
  type FillPoint,
  type PriceRange,
  type TradeTerms,
  tradeTotals,
  type TradeTotals,
} from './statistics/closed-trades.ts';
export { inBatches } from './statistics/batches.ts';
export { isoTime, numberTexts, orderEventLines } from './statistics/order-rows.ts';

/** Helpers for tests of strategies and plugins: `import … from 'tradewright/testkit'`. */
export {
  brokerageModelConformance,
  buyingPowerModelConformance,
  settlementModelConformance,
} from './account-conformance.ts';
export {
  backtestOnBars,
  backtestOnDailyBars,
  type BarPrices,
  type BarsWish,
  type DailyBarsWish,
  type DayPrices,
} from './backtest-on-bars.ts';
export { brokerageConformance, type ConformanceSubject } from './brokerage-conformance.ts';
export { type ConformanceCase, type ConformanceCases, minuteBar } from './conformance/case.ts';
export { type BrokeragePeer, ConformanceLine, type PeerBooks } from './conformance/line.ts';
export { dataSourceConformance, type DataSourceSubject } from './data-source-conformance.ts';
export { liveFeedConformance, type LiveFeedSubject } from './live-feed-conformance.ts';
export { MemoryLiveFeed, type MemoryFeedWish, type Outage } from './memory-live-feed.ts';
export { SimulatedClock } from './simulated-clock.ts';
export { MemoryLogFile } from './memory-log-file.ts';
export { MemoryDataSource, type MemoryBar } from './memory-data-source.ts';
export {
  feeModelConformance,
  fillModelConformance,
  type ModelSubject,
  slippageModelConformance,
} from './model-conformance.ts';
export { seriesSourceConformance, type SeriesSourceSubject } from './series-source-conformance.ts';
export { exitRuleConformance } from './exit-rule-conformance.ts';
export { sizingModelConformance } from './sizing-model-conformance.ts';
export { riskRuleConformance } from './risk-rule-conformance.ts';
export { resultHandlerConformance, type ResultHandlerSubject } from './result-handler-conformance.ts';
export { type BacktestRequest } from '../runtime/run-request.ts';
export { sampleRun } from './sample-run.ts';
export { cashView, holdingView, orderView, securityView } from './views.ts';
export { temporaryFolder, type TemporaryFolder, writeFiles } from './temporary-folder.ts';

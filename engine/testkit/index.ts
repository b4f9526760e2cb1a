/** What tests of strategies and plugins build on: `import … from 'tradewright/testkit'`. */
export { backtestOnDailyBars, type DailyBarsWish, type DayPrices } from './backtest-on-bars.ts';
export { brokerageConformance, type ConformanceSubject } from './brokerage-conformance.ts';
export { type ConformanceCase, type ConformanceCases, minuteBar } from './conformance/case.ts';
export { type BrokeragePeer, ConformanceLine, type PeerBooks } from './conformance/line.ts';
export { MemoryLogFile } from './memory-log-file.ts';
export { MemoryDataSource, type MemoryBar } from './memory-data-source.ts';
export { temporaryFolder, type TemporaryFolder, writeFiles } from './temporary-folder.ts';

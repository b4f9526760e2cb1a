/** What tests of strategies and plugins build on: `import … from 'tradewright/testkit'`. */
export { backtestOnDailyBars, type DailyBarsWish, type DayPrices } from './backtest-on-bars.ts';
export { MemoryDataSource, type MemoryBar } from './memory-data-source.ts';
export { temporaryFolder, type TemporaryFolder, writeFiles } from './temporary-folder.ts';

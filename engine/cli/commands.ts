import type { CommandEntry } from './command.ts';

/** All commands by their names. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  backtest: {
    summary: 'Run a strategy on historical data and write its results',
    load: async () => (await import('./commands/backtest.ts')).backtest,
  },
  report: {
    summary: 'Write the report of a run again from its results and open it',
    load: async () => (await import('./commands/report.ts')).report,
  },
  compare: {
    summary: 'Compare two runs and show the first order that differs',
    load: async () => (await import('./commands/compare.ts')).compare,
  },
  optimize: {
    summary: 'Search the parameters of a strategy, keep every trial, and say what the best one is worth',
    load: async () => (await import('./commands/optimize.ts')).optimize,
  },
  'walk-forward': {
    summary: 'Search the parameters in one window after the other, and test each best trial on the days that follow',
    load: async () => (await import('./commands/walk-forward.ts')).walkForward,
  },
  live: {
    summary: 'Run a strategy live, with data in real time and orders to a broker',
    load: async () => (await import('./commands/live.ts')).live,
  },
  status: {
    summary: 'List the live runs, or show the state of one',
    load: async () => (await import('./commands/status.ts')).status,
  },
  pause: {
    summary: 'Stop sending new orders of a live run',
    load: async () => (await import('./commands/pause.ts')).pause,
  },
  resume: {
    summary: 'Send orders of a paused live run again',
    load: async () => (await import('./commands/resume.ts')).resume,
  },
  liquidate: {
    summary: 'Cancel the orders of a live run, close its positions and pause it',
    load: async () => (await import('./commands/liquidate.ts')).liquidate,
  },
  stop: {
    summary: 'Stop a live run cleanly; it can be resumed later',
    load: async () => (await import('./commands/stop.ts')).stop,
  },
  explain: {
    summary: 'Print the plan of a run: what was chosen, by whom and why, without running code of plugins or strategies',
    load: async () => (await import('./commands/explain.ts')).explain,
  },
  'risk garch': {
    summary: 'Fit a volatility model to the daily returns of a symbol: diagnostics, forecast, picture',
    load: async () => (await import('./commands/risk-garch.ts')).riskGarch,
  },
  'risk correlation': {
    summary: 'Correlations of the daily returns of a list of symbols, as table and picture',
    load: async () => (await import('./commands/risk-correlation.ts')).riskCorrelation,
  },
  'risk report': {
    summary: 'Risk of a backtest: value at risk with back-tests, drawdown, exposure, contributions, stress',
    load: async () => (await import('./commands/risk-report.ts')).riskReport,
  },
  'new strategy': {
    summary: 'Create a strategy from a template, with tests and documents',
    load: async () => (await import('./commands/new-strategy.ts')).newStrategy,
  },
  'new plugin': {
    summary: 'Create a plugin of a given kind from a template, with a conformance test',
    load: async () => (await import('./commands/new-plugin.ts')).newPlugin,
  },
  copy: {
    summary: 'Copy a strategy and rename it throughout',
    load: async () => (await import('./commands/copy.ts')).copy,
  },
  types: {
    summary: "Write the types of a strategy's parameters from its config.json",
    load: async () => (await import('./commands/types.ts')).types,
  },
  migrate: {
    summary: 'Rewrite strategies of the previous API for the current one',
    load: async () => (await import('./commands/migrate.ts')).migrate,
  },
  check: {
    summary: 'Check strategies for type errors and violations of self-containment',
    load: async () => (await import('./commands/check.ts')).check,
  },
  plugins: {
    summary: 'List the plugins, their providers and contracts',
    load: async () => (await import('./commands/plugins.ts')).plugins,
  },
  'data list': {
    summary: 'List the series of a data folder',
    load: async () => (await import('./commands/data-list.ts')).dataList,
  },
  'data check': {
    summary: 'Check a data folder for gaps, duplicates, impossible bars and stale rows',
    load: async () => (await import('./commands/data-check.ts')).dataCheck,
  },
  'data convert': {
    summary: "Convert a data folder into another format: LEAN's, CSV or Parquet",
    load: async () => (await import('./commands/data-convert.ts')).dataConvert,
  },
  'data import': {
    summary: 'Import CSV files: exports of Yahoo, Stooq, Alpaca and Interactive Brokers, or columns by their names',
    load: async () => (await import('./commands/data-import.ts')).dataImport,
  },
  'parity lean': {
    summary: "Compare the results of regression algorithms with LEAN's",
    load: async () => (await import('./commands/parity-lean.ts')).parityLean,
  },
};

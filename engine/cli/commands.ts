import type { CommandEntry } from './command.ts';

/** All commands by the words that choose them. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  backtest: {
    summary: 'Run a strategy over past data and write its results',
    load: async () => (await import('./commands/backtest.ts')).backtest,
  },
  report: {
    summary: 'Write the report of a run again from its results, and open it',
    load: async () => (await import('./commands/report.ts')).report,
  },
  compare: {
    summary: 'Set two runs side by side and name the first order that differs',
    load: async () => (await import('./commands/compare.ts')).compare,
  },
  optimize: {
    summary: 'Search the parameters of a strategy, keep every trial, and say what the best one is worth',
    load: async () => (await import('./commands/optimize.ts')).optimize,
  },
  live: {
    summary: 'Run a strategy live: the same step and loop, fed as time passes, its orders to a broker',
    load: async () => (await import('./commands/live.ts')).live,
  },
  status: {
    summary: 'List the live runs, or tell where one stands',
    load: async () => (await import('./commands/status.ts')).status,
  },
  pause: {
    summary: 'Let no new orders of a live run out',
    load: async () => (await import('./commands/pause.ts')).pause,
  },
  resume: {
    summary: 'Let orders of a paused live run out again',
    load: async () => (await import('./commands/resume.ts')).resume,
  },
  liquidate: {
    summary: 'Cancel the orders of a live run, close its positions and pause it',
    load: async () => (await import('./commands/liquidate.ts')).liquidate,
  },
  stop: {
    summary: 'Stop a live run in order; it can go on later',
    load: async () => (await import('./commands/stop.ts')).stop,
  },
  explain: {
    summary: 'Print the plan of a run: what was chosen, by whom and why; runs no code of plugins or strategies',
    load: async () => (await import('./commands/explain.ts')).explain,
  },
  'new strategy': {
    summary: 'Make a strategy from a template, with its tests and documents',
    load: async () => (await import('./commands/new-strategy.ts')).newStrategy,
  },
  'new plugin': {
    summary: 'Make a plugin of some kind from a template, with the tests that hold it to its contract',
    load: async () => (await import('./commands/new-plugin.ts')).newPlugin,
  },
  copy: {
    summary: 'Copy a strategy under a new name, so that nothing in it says the old one',
    load: async () => (await import('./commands/copy.ts')).copy,
  },
  types: {
    summary: "Write the types of a strategy's parameters from its config.json",
    load: async () => (await import('./commands/types.ts')).types,
  },
  migrate: {
    summary: 'Rewrite strategies of the previous API to the present one',
    load: async () => (await import('./commands/migrate.ts')).migrate,
  },
  check: {
    summary: 'Look through strategies for types that do not fit, and for imports and uses that break self-containment',
    load: async () => (await import('./commands/check.ts')).check,
  },
  plugins: {
    summary: 'List the plugins and what they provide',
    load: async () => (await import('./commands/plugins.ts')).plugins,
  },
  'data list': {
    summary: 'List what a data folder holds',
    load: async () => (await import('./commands/data-list.ts')).dataList,
  },
  'data check': {
    summary: 'Look for gaps, duplicates, impossible bars and stale rows in a data folder',
    load: async () => (await import('./commands/data-check.ts')).dataCheck,
  },
  'data convert': {
    summary: "Turn a data folder into another format: LEAN's, CSV or Parquet",
    load: async () => (await import('./commands/data-convert.ts')).dataConvert,
  },
  'data import': {
    summary: 'Bring in CSV files: exports of Yahoo, Stooq, Alpaca and Interactive Brokers, or columns by their names',
    load: async () => (await import('./commands/data-import.ts')).dataImport,
  },
  'parity lean': {
    summary: "Compare the results of regression algorithms with LEAN's own",
    load: async () => (await import('./commands/parity-lean.ts')).parityLean,
  },
};

/**
 * Who may import whom. This table is the rule, the test (imports.spec.ts) and the picture in ARCHITECTURE.md.
 * Rooms stand in the order of their dependence: what a room imports stands above it.
 */
export interface Room {
  readonly name: string;
  /** Its folder, or its one file, from the project's root. */
  readonly path: string;
  /** What it holds, in one phrase. */
  readonly holds: string;
  /** Rooms that it may import, types included. */
  readonly mayImport: readonly string[];
  /** npm packages and Node's built-in modules it may import; `node:*` stands for all of the latter. */
  readonly packages: readonly string[];
}

/** Modules of `quant/` that its other modules build on. */
const MATHEMATICS = ['numeric', 'random', 'distributions', 'optimization'];
/** What every module below the contracts may import. */
const WORDS = ['model', 'api', 'quant'];
const PARTS = [...WORDS, 'data', 'indicators', 'scheduling', 'securities', 'statistics'];
const ENGINE = [...PARTS, 'transactions', 'runtime', 'framework'];

export const ROOMS: readonly Room[] = [
  {
    name: 'numeric',
    path: 'quant/numeric',
    holds: 'faults, vectors, matrices and their decompositions, special functions',
    mayImport: [],
    packages: [],
  },
  {
    name: 'random',
    path: 'quant/random',
    holds: 'seeded random numbers',
    mayImport: ['numeric'],
    packages: [],
  },
  {
    name: 'distributions',
    path: 'quant/distributions',
    holds: 'probability distributions: density, cumulative probability, quantile, sampling',
    mayImport: ['numeric', 'random'],
    packages: [],
  },
  {
    name: 'optimization',
    path: 'quant/optimization',
    holds: 'roots, minima, quadratic programs',
    mayImport: ['numeric', 'random'],
    packages: [],
  },
  {
    name: 'volatility',
    path: 'quant/volatility',
    holds: 'models of conditional variance: fit, forecast, filter',
    mayImport: [...MATHEMATICS],
    packages: [],
  },
  {
    name: 'dependence',
    path: 'quant/dependence',
    holds: 'rank correlations, copulas, vines, dynamic correlations, covariance estimators',
    mayImport: [...MATHEMATICS, 'volatility'],
    packages: [],
  },
  {
    name: 'risk',
    path: 'quant/risk',
    holds: 'value at risk, expected shortfall, their back-tests, sizing formulas',
    mayImport: [...MATHEMATICS, 'volatility', 'dependence'],
    packages: [],
  },
  {
    name: 'quant',
    path: 'quant/index.ts',
    holds: "the mathematics: what `import … from 'tradewright/quant'` gives",
    mayImport: [...MATHEMATICS, 'volatility', 'dependence', 'risk'],
    packages: [],
  },
  {
    name: 'model',
    path: 'engine/model',
    holds: 'the words of trading, without behaviour: decimals, symbols, resolutions, bars, order words, errors',
    mayImport: [],
    packages: [],
  },
  {
    name: 'api',
    path: 'engine/api',
    holds: 'the contracts that plugins implement, and their tokens',
    mayImport: ['model'],
    packages: [],
  },
  {
    name: 'data',
    path: 'engine/data',
    holds: 'files, columns, market hours, time zones, subscriptions, the synchronizer, consolidators',
    mayImport: WORDS,
    packages: ['node:*'],
  },
  {
    name: 'indicators',
    path: 'engine/indicators',
    holds: 'indicators, one file each',
    mayImport: WORDS,
    packages: [],
  },
  {
    name: 'scheduling',
    path: 'engine/scheduling',
    holds: 'date rules, time rules, scheduled events',
    mayImport: [...WORDS, 'data'],
    packages: [],
  },
  {
    name: 'securities',
    path: 'engine/securities',
    holds: 'securities with their models, hours and last data; holdings, cash and the portfolio',
    mayImport: [...WORDS, 'data'],
    packages: [],
  },
  {
    name: 'statistics',
    path: 'engine/statistics',
    holds: "samples to LEAN's statistics, the hash of the order list",
    mayImport: WORDS,
    packages: ['node:crypto'],
  },
  {
    name: 'transactions',
    path: 'engine/transactions',
    holds: 'the order lifecycle: tickets, checks, the order desk, the simulated market, built-in models',
    mayImport: PARTS,
    packages: [],
  },
  {
    name: 'runtime',
    path: 'engine/runtime',
    holds: 'the base class of strategies, the step and the loop',
    mayImport: [...PARTS, 'transactions'],
    packages: [],
  },
  {
    name: 'framework',
    path: 'engine/framework',
    holds: 'strategies put together from models: universe, alpha, portfolio construction, risk, execution',
    mayImport: [...PARTS, 'transactions', 'runtime'],
    packages: [],
  },
  {
    name: 'live',
    path: 'engine/live',
    holds: 'the live loop: feed, venue, journal, recovery, commands',
    mayImport: ENGINE,
    packages: ['node:*'],
  },
  {
    name: 'shared',
    path: 'engine/shared.ts',
    holds: 'what both entry points below export: words, views, contracts of models, built-in models',
    mayImport: ENGINE,
    packages: [],
  },
  {
    name: 'index',
    path: 'engine/index.ts',
    holds: 'the entry point `tradewright`, for strategies',
    mayImport: [...ENGINE, 'shared'],
    packages: [],
  },
  {
    name: 'plugin',
    path: 'engine/plugin.ts',
    holds: 'the entry point `tradewright/plugin`, for plugins',
    mayImport: [...ENGINE, 'live', 'shared'],
    packages: [],
  },
  {
    name: 'host',
    path: 'engine/host',
    holds: 'manifests, the plan, the container, results',
    mayImport: [...ENGINE, 'live', 'shared', 'index', 'plugin'],
    packages: ['@cfworker/json-schema', 'node:*', 'inversify', 'lodash', 'reflect-metadata', 'semver', 'typebox'],
  },
  {
    name: 'testkit',
    path: 'engine/testkit',
    holds: 'builders and conformance suites for tests',
    mayImport: [...ENGINE, 'live', 'shared', 'index', 'plugin', 'host'],
    packages: ['node:*', 'vitest'],
  },
  {
    name: 'cli',
    path: 'engine/cli',
    holds: 'the commands',
    mayImport: [...ENGINE, 'live', 'shared', 'index', 'plugin', 'host'],
    packages: ['node:*', 'lodash', 'ts-morph', 'yargs', 'yargs-parser'],
  },
];

/** What lives outside the engine: one folder each below these, which reaches the engine through its entry points alone. */
export interface Guest {
  readonly name: string;
  /** Every folder that fits is one guest; it may import its own files. */
  readonly path: RegExp;
  readonly pathShown: string;
  readonly packages: readonly string[];
  /** Whether the packages of package.json are open to it. */
  readonly mayImportDependencies: boolean;
}

export const GUESTS: readonly Guest[] = [
  {
    name: 'strategy',
    path: /^(?:templates\/)?strategies\/[^/]+\//,
    pathShown: 'strategies/*',
    packages: ['tradewright', 'tradewright/quant'],
    mayImportDependencies: false,
  },
  {
    name: 'plugin',
    path: /^(?:templates\/)?plugins\/[^/]+\//,
    pathShown: 'plugins/*',
    packages: ['tradewright/plugin', 'tradewright/quant', 'node:*'],
    mayImportDependencies: true,
  },
];

/** Only the host and the files of this name, which bind and do nothing else, know the container. */
export const CONTAINER = { packages: ['inversify', 'reflect-metadata'], file: 'module.ts', room: 'host' } as const;

/** What tests may import beyond their room. */
export const TEST_PACKAGES = [
  'tradewright',
  'tradewright/plugin',
  'tradewright/quant',
  'tradewright/session',
  'tradewright/testkit',
  'fast-check',
  'vitest',
  'node:*',
];
export const TEST_ROOMS = ['testkit'];

/** Rooms whose results may depend on nothing but their inputs: no clock, no randomness, no timers, no environment. */
export const DETERMINISTIC_ROOMS: readonly string[] = [
  'model',
  'api',
  'data',
  'indicators',
  'scheduling',
  'statistics',
  'securities',
  'transactions',
  'framework',
  'runtime',
];

/** Files of those rooms that may ask for one of the above all the same, each with its reason. */
export const DETERMINISM_EXCEPTIONS: readonly { file: string; use: string; reason: string }[] = [
  {
    file: 'engine/runtime/backtest.ts',
    use: 'performance.now',
    reason: 'measures how long a run took, which is written apart from its results',
  },
  {
    file: 'engine/runtime/run-result.ts',
    use: 'performance.now',
    reason: 'measures how long a run took, which is written apart from its results',
  },
];

export const MAX_LINES = 400;

/**
 * The allowed imports of each module. imports.spec.ts enforces this table, and `make docs` writes it to
 * ARCHITECTURE.md. Modules are in dependency order: a module imports only modules above it.
 */
export interface Module {
  readonly name: string;
  /** The folder or the single file of the module, relative to the project's root. */
  readonly path: string;
  /** The content of the module, in one phrase. */
  readonly holds: string;
  /** Modules that may be imported, types included. */
  readonly mayImport: readonly string[];
  /** npm packages and built-in Node modules that may be imported; `node:*` means all built-in modules. */
  readonly packages: readonly string[];
}

/** Modules of `quant/` that the other modules of `quant/` import. */
const MATHEMATICS = ['numeric', 'random', 'distributions', 'optimization'];
/** Modules that every module below the contracts may import. */
const WORDS = ['model', 'api', 'quant'];
const PARTS = [...WORDS, 'data', 'indicators', 'positions', 'scheduling', 'securities', 'statistics'];
const ENGINE = [...PARTS, 'transactions', 'runtime', 'framework'];

export const MODULES: readonly Module[] = [
  {
    name: 'numeric',
    path: 'quant/numeric',
    holds: 'errors, vectors, matrices and their decompositions, special functions',
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
    name: 'inference',
    path: 'quant/inference',
    holds: 'significance of a track record: Sharpe ratios after a search, overfitting, bootstrap',
    mayImport: [...MATHEMATICS],
    packages: [],
  },
  {
    name: 'search',
    path: 'quant/search',
    holds: 'samplers of parameter searches, pruning, importance',
    mayImport: [...MATHEMATICS],
    packages: [],
  },
  {
    name: 'quant',
    path: 'quant/index.ts',
    holds: 'the entry point `tradewright/quant`',
    mayImport: [...MATHEMATICS, 'volatility', 'dependence', 'risk', 'inference', 'search'],
    packages: [],
  },
  {
    name: 'model',
    path: 'engine/model',
    holds: 'value types without behaviour: decimals, symbols, resolutions, bars, types of orders, errors',
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
    name: 'positions',
    path: 'engine/positions',
    holds: 'exit rules and sizing models of positions',
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
    holds: "LEAN's statistics from samples, the hash of the order list",
    mayImport: WORDS,
    packages: ['node:crypto'],
  },
  {
    name: 'transactions',
    path: 'engine/transactions',
    holds: 'the order lifecycle: tickets, checks, order desk, simulated market, built-in models',
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
    holds: 'strategies composed of models: universe, alpha, portfolio construction, risk, execution',
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
    holds: 'the common exports of both entry points below: value types, views, contracts of models, built-in models',
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
    mayImport: [...ENGINE, 'live', 'shared', 'index', 'plugin', 'random', 'distributions', 'inference', 'search'],
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
    mayImport: [
      ...ENGINE,
      'live',
      'shared',
      'index',
      'plugin',
      'host',
      'random',
      'distributions',
      'inference',
      'search',
    ],
    packages: ['node:*', 'lodash', 'ts-morph', 'yargs', 'yargs-parser'],
  },
];

/** A kind of extension: one folder each, which imports the engine only through its entry points. */
export interface Extension {
  readonly name: string;
  /** Each matching folder is one extension, which may import its own files. */
  readonly path: RegExp;
  readonly pathShown: string;
  readonly packages: readonly string[];
  /** Whether the dependencies of package.json may be imported. */
  readonly mayImportDependencies: boolean;
}

export const EXTENSIONS: readonly Extension[] = [
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

/** Only the host and files with this name, which contain nothing but bindings, may import the container. */
export const CONTAINER = { packages: ['inversify', 'reflect-metadata'], file: 'module.ts', module: 'host' } as const;

/** Packages that tests may import in addition to those of their module. */
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
export const TEST_MODULES = ['testkit'];

/**
 * The simulated brokers are written from the brokers' documents alone: they import no plugin and, of the engine, only value
 * types, so that an error of an adapter cannot be in its peer too.
 */
export const PEERS = { folder: 'test/peers/', mayImport: 'engine/model/' } as const;

/** Modules whose results must depend only on their inputs: no clock, no randomness, no timers, no environment. */
export const DETERMINISTIC_MODULES: readonly string[] = [
  'model',
  'api',
  'data',
  'indicators',
  'positions',
  'scheduling',
  'statistics',
  'securities',
  'transactions',
  'framework',
  'runtime',
];

/** Exceptions to this rule, each with its reason. */
export const DETERMINISM_EXCEPTIONS: readonly { file: string; use: string; reason: string }[] = [
  {
    file: 'engine/runtime/backtest.ts',
    use: 'performance.now',
    reason: 'measures how long a run took, which is not part of its results',
  },
  {
    file: 'engine/runtime/run-result.ts',
    use: 'performance.now',
    reason: 'measures how long a run took, which is not part of its results',
  },
];

export const MAX_LINES = 400;

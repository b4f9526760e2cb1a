import { CONTRACT_NAME, PROVISION } from './manifest.ts';
import { objectSchema } from './schema.ts';
import type { Static } from './schema.ts';

const TEXT = { type: 'string' } as const;
const TEXTS = { type: 'array', items: TEXT } as const;
const DATE = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'a date written yyyy-mm-dd' } as const;

/** The models that a run may choose, by flag and configuration key. */
export const MODEL_KINDS = {
  fill: 'FillModel',
  fee: 'FeeModel',
  slippage: 'SlippageModel',
  settlement: 'SettlementModel',
  buyingPower: 'BuyingPowerModel',
} as const;
export type ModelKind = keyof typeof MODEL_KINDS;

const MODELS = objectSchema({ fill: TEXT, fee: TEXT, slippage: TEXT, settlement: TEXT, buyingPower: TEXT });

/** Settings of a run in tradewright.json and in a strategy's config.json; flags set the same values. */
const RUN_SETTINGS = {
  /** A folder, or the name of an embedded data folder. */
  data: TEXT,
  dataSource: TEXT,
  start: DATE,
  end: DATE,
  cash: { type: 'number', exclusiveMinimum: 0 },
  seed: { type: 'integer', minimum: 0, maximum: 0xffff_ffff },
  brokerageModel: TEXT,
  models: MODELS,
  benchmark: TEXT,
  /** The baseline strategy by name or folder. */
  baseline: TEXT,
  /** Names of additional result writers, and of writers to exclude. */
  results: TEXTS,
  /** Risk rules with their parameters: `max-order:1000`. */
  riskRules: TEXTS,
  /** Risk profiles by name or path; their rules apply in addition. */
  riskProfiles: TEXTS,
  /** Exit rules for positions whose orders have no exits of their own: `percent-stop:0.05`. */
  exits: TEXTS,
  /** Sizing model with its parameters: `percent:0.1`. */
  sizing: TEXT,
  /** Series other than bars, by the names that the strategy uses: `"vix": "csv:vix.csv,close,1d"`. */
  series: { type: 'object', additionalProperties: TEXT },
  /** Providers of other contracts, by contract key. */
  providers: { type: 'object', additionalProperties: { anyOf: [TEXT, TEXTS] } },
} as const;

/** The declaration of a parameter in a strategy's config.json. */
const PARAMETER = objectSchema(
  {
    type: { type: 'string', enum: ['integer', 'number', 'string', 'boolean', 'list'] },
    default: { anyOf: [{ type: 'number' }, { type: 'string' }, { type: 'boolean' }, TEXTS] },
    min: { type: 'number' },
    max: { type: 'number' },
    /** Increment between values in a parameter search. */
    step: { type: 'number', exclusiveMinimum: 0 },
    /** The allowed values of a number, a string or the items of a list; numbers for a number. */
    choices: { type: 'array', items: { anyOf: [TEXT, { type: 'number' }] }, minItems: 1 },
    description: TEXT,
  },
  ['default'],
);

export const STRATEGY_CONFIG_SCHEMA = objectSchema({
  $schema: TEXT,
  description: TEXT,
  ...RUN_SETTINGS,
  parameters: { type: 'object', additionalProperties: PARAMETER },
  /** Provisions in the strategy's own module.ts, for itself only. */
  provides: { type: 'array', items: PROVISION },
  /** Contracts whose providers the strategy requests. */
  uses: { type: 'array', items: CONTRACT_NAME },
});

export const PROJECT_CONFIG_SCHEMA = objectSchema({
  $schema: TEXT,
  ...RUN_SETTINGS,
  /** Folder for results. */
  output: TEXT,
  /** Folders of further plugins. */
  pluginFolders: TEXTS,
  /** Settings of plugins by their names. */
  plugins: { type: 'object', additionalProperties: { type: 'object', additionalProperties: {} } },
});

export type ParameterDeclaration = Static<typeof PARAMETER>;

export type RunSettings = Static<{ readonly type: 'object'; readonly properties: typeof RUN_SETTINGS }>;

/** A strategy's config.json. */
export type StrategyConfig = Static<typeof STRATEGY_CONFIG_SCHEMA>;

/** tradewright.json in the working folder. */
export type ProjectConfig = Static<typeof PROJECT_CONFIG_SCHEMA>;

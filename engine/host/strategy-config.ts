import { CONTRACT_NAME, PROVISION } from './manifest.ts';
import { objectSchema } from './schema.ts';
import type { Static } from './schema.ts';

const TEXT = { type: 'string' } as const;
const TEXTS = { type: 'array', items: TEXT } as const;
const DATE = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'a date written yyyy-mm-dd' } as const;

/** The models that a run may choose, by the words that flags and configurations use. */
export const MODEL_KINDS = {
  fill: 'FillModel',
  fee: 'FeeModel',
  slippage: 'SlippageModel',
  settlement: 'SettlementModel',
  buyingPower: 'BuyingPowerModel',
} as const;
export type ModelKind = keyof typeof MODEL_KINDS;

const MODELS = objectSchema({ fill: TEXT, fee: TEXT, slippage: TEXT, settlement: TEXT, buyingPower: TEXT });

/** What tradewright.json and a strategy's config.json may say about a run; flags say the same in other words. */
const RUN_SETTINGS = {
  /** A folder, or the name of one below the embedded data. */
  data: TEXT,
  dataSource: TEXT,
  start: DATE,
  end: DATE,
  cash: { type: 'number', exclusiveMinimum: 0 },
  seed: { type: 'integer', minimum: 0, maximum: 0xffff_ffff },
  brokerageModel: TEXT,
  models: MODELS,
  benchmark: TEXT,
  /** A strategy that runs beside it, by name or folder. */
  baseline: TEXT,
  /** Names of further result writers, and of those to go without. */
  results: TEXTS,
  /** Limits that orders must keep, each with what stands behind its name: `max-order:1000`. */
  riskRules: TEXTS,
  /** Series that are not bars, by the names that the strategy uses: `"vix": "csv:vix.csv,close,1d"`. */
  series: { type: 'object', additionalProperties: TEXT },
  /** Providers of further contracts, by the key of the contract. */
  providers: { type: 'object', additionalProperties: { anyOf: [TEXT, TEXTS] } },
} as const;

/** What a strategy's config.json says about one of its parameters. */
const PARAMETER = objectSchema(
  {
    type: { type: 'string', enum: ['integer', 'number', 'string', 'boolean', 'list'] },
    default: { anyOf: [{ type: 'number' }, { type: 'string' }, { type: 'boolean' }, TEXTS] },
    min: { type: 'number' },
    max: { type: 'number' },
    /** Distance of two neighbouring values for those who search through them. */
    step: { type: 'number', exclusiveMinimum: 0 },
    /** The only values that a text, a number or an item of a list may have; numbers for a number. */
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
  /** What the strategy's own module.ts binds, for itself only. */
  provides: { type: 'array', items: PROVISION },
  /** Contracts of which the strategy asks for providers. */
  uses: { type: 'array', items: CONTRACT_NAME },
});

export const PROJECT_CONFIG_SCHEMA = objectSchema({
  $schema: TEXT,
  ...RUN_SETTINGS,
  /** Where results go. */
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

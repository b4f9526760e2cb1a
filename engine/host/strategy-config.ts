import type { ParameterValue } from '../runtime/parameters.ts';
import type { Provision } from './manifest.ts';
import { CONTRACT_NAME, PROVISION_SCHEMA } from './manifest.ts';
import type { Schema } from './schema.ts';

/** What a strategy's config.json says about one of its parameters. */
export interface ParameterDeclaration {
  readonly type?: 'integer' | 'number' | 'string' | 'boolean' | 'list';
  readonly default: ParameterValue;
  readonly min?: number;
  readonly max?: number;
  /** Distance of two neighbouring values for those who search through them. */
  readonly step?: number;
  /** The values that a text may have. */
  readonly choices?: readonly string[];
  readonly description?: string;
}

/** The models that a run may choose, by the words that flags and configurations use. */
export const MODEL_KINDS = {
  fill: 'FillModel',
  fee: 'FeeModel',
  slippage: 'SlippageModel',
  settlement: 'SettlementModel',
  buyingPower: 'BuyingPowerModel',
} as const;
export type ModelKind = keyof typeof MODEL_KINDS;

/** What a run may be told by tradewright.json, a strategy's config.json and, in other clothes, by flags. */
export interface RunSettings {
  /** A folder, or the name of one below the embedded data. */
  readonly data?: string;
  readonly dataSource?: string;
  readonly start?: string;
  readonly end?: string;
  readonly cash?: number;
  readonly seed?: number;
  readonly brokerageModel?: string;
  readonly models?: Partial<Readonly<Record<ModelKind, string>>>;
  readonly benchmark?: string;
  /** A strategy that runs beside it, by name or folder. */
  readonly baseline?: string;
  /** Names of further result writers. */
  readonly results?: readonly string[];
  /** Limits that orders must keep, each with what stands behind its name: `max-order:1000`. */
  readonly riskRules?: readonly string[];
  /** Series that are not bars, by the names that the strategy uses: `"vix": "csv:vix.csv,close,1d"`. */
  readonly series?: Readonly<Record<string, string>>;
  /** Providers of further contracts, by the key of the contract. */
  readonly providers?: Readonly<Record<string, string | readonly string[]>>;
}

/** A strategy's config.json. */
export interface StrategyConfig extends RunSettings {
  readonly description?: string;
  readonly parameters?: Readonly<Record<string, ParameterDeclaration>>;
  /** What the strategy's own module.ts binds, for itself only. */
  readonly provides?: readonly Provision[];
  /** Contracts of which the strategy asks for providers. */
  readonly uses?: readonly string[];
}

/** tradewright.json in the working folder. */
export interface ProjectConfig extends RunSettings {
  /** Where results go. */
  readonly output?: string;
  /** Folders of further plugins. */
  readonly pluginFolders?: readonly string[];
  /** Settings of plugins by their names. */
  readonly plugins?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const TEXT: Schema = { type: 'string' };
const DATE: Schema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'a date written yyyy-mm-dd' };

const RUN_SETTINGS: Record<string, Schema> = {
  data: TEXT,
  dataSource: TEXT,
  start: DATE,
  end: DATE,
  cash: { type: 'number', exclusiveMinimum: 0 },
  seed: { type: 'integer', minimum: 0, maximum: 0xffffffff },
  brokerageModel: TEXT,
  models: { type: 'object', properties: Object.fromEntries(Object.keys(MODEL_KINDS).map((kind) => [kind, TEXT])) },
  benchmark: TEXT,
  baseline: TEXT,
  results: { type: 'array', items: TEXT },
  riskRules: { type: 'array', items: TEXT },
  series: { type: 'object', additionalProperties: TEXT },
  providers: {
    type: 'object',
    additionalProperties: { anyOf: [TEXT, { type: 'array', items: TEXT }] },
  },
};

const PARAMETER: Schema = {
  type: 'object',
  properties: {
    type: { type: 'string', enum: ['integer', 'number', 'string', 'boolean', 'list'] },
    default: { anyOf: [{ type: 'number' }, { type: 'string' }, { type: 'boolean' }, { type: 'array', items: TEXT }] },
    min: { type: 'number' },
    max: { type: 'number' },
    step: { type: 'number', exclusiveMinimum: 0 },
    choices: { type: 'array', items: TEXT, minItems: 1 },
    description: TEXT,
  },
  required: ['default'],
};

export const STRATEGY_CONFIG_SCHEMA: Schema = {
  type: 'object',
  properties: {
    $schema: TEXT,
    description: TEXT,
    ...RUN_SETTINGS,
    parameters: { type: 'object', additionalProperties: PARAMETER },
    provides: { type: 'array', items: PROVISION_SCHEMA },
    uses: { type: 'array', items: CONTRACT_NAME },
  },
};

export const PROJECT_CONFIG_SCHEMA: Schema = {
  type: 'object',
  properties: {
    $schema: TEXT,
    ...RUN_SETTINGS,
    output: TEXT,
    pluginFolders: { type: 'array', items: TEXT },
    plugins: { type: 'object', additionalProperties: { type: 'object', additionalProperties: true } },
  },
};

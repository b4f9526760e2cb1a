import type { ParameterValue } from '../runtime/parameters.ts';
import type { BenchmarkChoice } from './benchmark.ts';
import type { Contract } from './contracts.ts';
import type { DataFolder } from './data-folder.ts';
import type { Plugin } from './manifest.ts';
import type { Provider } from './plugin-catalog.ts';
import type { Project } from './project.ts';
import type { StrategyFolder } from './strategy-catalog.ts';
import type { ModelKind } from './strategy-config.ts';
import type { Baseline } from './baseline.ts';

/** Flags of the command line for a run, as typed. */
export interface RunFlags {
  readonly strategy: string;
  /** `name=value` each. */
  readonly param?: readonly string[];
  readonly start?: string;
  readonly end?: string;
  readonly cash?: string;
  readonly data?: string;
  readonly dataSource?: string;
  /** Makes doubtful data a fault of the run. */
  readonly strict?: boolean;
  readonly fillModel?: string;
  readonly feeModel?: string;
  readonly slippageModel?: string;
  readonly settlementModel?: string;
  readonly buyingPowerModel?: string;
  readonly brokerageModel?: string;
  /** Live runs only. */
  readonly broker?: string;
  readonly feed?: string;
  readonly benchmark?: string;
  /** Backtests only. */
  readonly baseline?: string;
  /** `name=value` each. */
  readonly baselineParam?: readonly string[];
  readonly output?: string;
  readonly chunkRows?: string;
  readonly seed?: string;
  readonly results?: readonly string[];
  readonly riskRules?: readonly string[];
  readonly riskProfiles?: readonly string[];
  readonly exits?: readonly string[];
  readonly sizing?: string;
  /** `name=provider:parts` each. */
  readonly series?: readonly string[];
  /** `key=name` or `key=name:parts` each. */
  readonly provider?: readonly string[];
}

/** An implementation of a contract, chosen by name. */
export interface Choice {
  readonly name: string;
  /** Parameters after the name and a colon: `constant:1,EUR` gives `1` and `EUR`. */
  readonly parts: readonly string[];
  readonly provider: Provider;
}

/** A series other than bars, by the name that the strategy uses. */
export interface SeriesChoice {
  readonly name: string;
  readonly choice: Choice;
  /** The base folder of relative paths. */
  readonly folder: string;
}

/** The providers of one contract in a run, in the order of choice. */
export interface ChosenProviders {
  readonly contract: Contract;
  readonly choices: readonly Choice[];
}

/** One line of a plan: a choice and its reason. */
export interface PlanLine {
  readonly what: string;
  readonly value: string;
  /** The flag, file or rule behind the choice. */
  readonly reason: string;
  /** The plugin with its version; empty without one. */
  readonly provider: string;
}

/** The complete description of a run, determined before any code of a plugin or a strategy runs. */
export interface Plan {
  readonly project: Project;
  readonly strategy: StrategyFolder;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** Wall-clock midnights; undefined if the strategy decides. */
  readonly startDate: number | undefined;
  readonly endDate: number | undefined;
  readonly cash: number | undefined;
  readonly seed: number;
  readonly chunkRows: number | undefined;
  readonly data: DataFolder;
  readonly dataSource: Choice;
  /** Whether doubtful data are a fault of the run instead of a caveat of its results. */
  readonly isStrict: boolean;
  /** Folder of the cache of parsed data. */
  readonly cacheFolder: string;
  /** Undefined for the strategy's choice or LEAN's default. */
  readonly brokerageModel: Choice | undefined;
  /** The broker that receives orders; undefined for backtests. */
  readonly broker: Choice | undefined;
  /** Where the rows of a live run come from; undefined for backtests. */
  readonly feed: Choice | undefined;
  /** Models that replace those of the brokerage model. */
  readonly models: Partial<Readonly<Record<ModelKind, Choice>>>;
  /** Undefined for LEAN's default. */
  readonly benchmark: BenchmarkChoice | undefined;
  /** Runs beside a backtest, for comparison in its report. */
  readonly baseline: Baseline | undefined;
  readonly results: readonly Choice[];
  /** Risk rules; all of them apply. */
  readonly riskRules: readonly Choice[];
  /** Exit rules for positions whose orders have no exits of their own. */
  readonly exits: readonly Choice[];
  /** Undefined for the strategy's own. */
  readonly sizing: Choice | undefined;
  /** Series other than bars. */
  readonly series: readonly SeriesChoice[];
  /** Providers for strategies and plugins by contract, ordered after the contracts that they use themselves. */
  readonly providers: readonly ChosenProviders[];
  /** Absolute path of the parent of the run's folder. */
  readonly output: string;
  /** The plugins to load, in dependency order. */
  readonly plugins: readonly Plugin[];
  readonly configurations: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly lines: readonly PlanLine[];
}

/** The settings of a choice's plugin. */
export function configurationOf(
  plan: Pick<Plan, 'configurations'>,
  { provider }: Choice,
): Readonly<Record<string, unknown>> {
  return (provider.plugin && plan.configurations[provider.plugin.manifest.name]) ?? {};
}

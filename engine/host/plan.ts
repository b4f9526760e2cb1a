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

/** What the command line may say about a run; all of it as it was typed. */
export interface RunFlags {
  readonly strategy: string;
  /** `name=value` each. */
  readonly param?: readonly string[];
  readonly start?: string;
  readonly end?: string;
  readonly cash?: string;
  readonly data?: string;
  readonly dataSource?: string;
  /** Doubtful data are a fault of the run. */
  readonly strict?: boolean;
  readonly fillModel?: string;
  readonly feeModel?: string;
  readonly slippageModel?: string;
  readonly settlementModel?: string;
  readonly buyingPowerModel?: string;
  readonly brokerageModel?: string;
  /** Live runs only. */
  readonly broker?: string;
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
  /** `name=provider:parts` each. */
  readonly series?: readonly string[];
  /** `key=name` or `key=name:parts` each. */
  readonly provider?: readonly string[];
}

/** An implementation of a contract, chosen by name. */
export interface Choice {
  readonly name: string;
  /** What stood behind the name and a colon: `constant:1,EUR` gives `1` and `EUR`. */
  readonly parts: readonly string[];
  readonly provider: Provider;
}

/** A series that is not bars, by the name that the strategy uses. */
export interface SeriesChoice {
  readonly name: string;
  readonly choice: Choice;
  /** The folder that relative paths are meant from. */
  readonly folder: string;
}

/** The providers that a run has of one contract, in the order in which they were chosen. */
export interface ChosenProviders {
  readonly contract: Contract;
  readonly choices: readonly Choice[];
}

/** One line of a plan: what was chosen, and why. */
export interface PlanLine {
  readonly what: string;
  readonly value: string;
  /** The flag, file or rule that chose it. */
  readonly reason: string;
  /** The plugin behind it, with its version; empty where there is none. */
  readonly provider: string;
}

/** Everything that a run will be, settled before any code of a plugin or a strategy runs. */
export interface Plan {
  readonly project: Project;
  readonly strategy: StrategyFolder;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** Wall-clock midnights; undefined leaves it to the strategy. */
  readonly startDate: number | undefined;
  readonly endDate: number | undefined;
  readonly cash: number | undefined;
  readonly seed: number;
  readonly chunkRows: number | undefined;
  readonly data: DataFolder;
  readonly dataSource: Choice;
  /** Whether doubtful data are a fault of the run, not a caveat of its results. */
  readonly isStrict: boolean;
  /** Where parsed data may be kept. */
  readonly cacheFolder: string;
  /** Undefined leaves it to the strategy, or to LEAN's default. */
  readonly brokerageModel: Choice | undefined;
  /** Where orders go; undefined for backtests. */
  readonly broker: Choice | undefined;
  /** Models that replace those of the brokerage model. */
  readonly models: Partial<Readonly<Record<ModelKind, Choice>>>;
  /** Undefined leaves it to LEAN's rule. */
  readonly benchmark: BenchmarkChoice | undefined;
  /** Runs beside a backtest, for its report to name. */
  readonly baseline: Baseline | undefined;
  readonly results: readonly Choice[];
  /** Limits that orders must keep; all of them apply. */
  readonly riskRules: readonly Choice[];
  /** Series that are not bars. */
  readonly series: readonly SeriesChoice[];
  /** What strategies and plugins ask for by contract, each after what its providers use themselves. */
  readonly providers: readonly ChosenProviders[];
  /** Where the run's folder is made, an absolute path. */
  readonly output: string;
  /** The plugins to load, each after those that it needs. */
  readonly plugins: readonly Plugin[];
  readonly configurations: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly lines: readonly PlanLine[];
}

/** The settings of the plugin behind a choice. */
export function configurationOf(
  plan: Pick<Plan, 'configurations'>,
  { provider }: Choice,
): Readonly<Record<string, unknown>> {
  return (provider.plugin && plan.configurations[provider.plugin.manifest.name]) ?? {};
}

import { resolve } from 'node:path';
import { EngineError } from '../model/engine-error.ts';
import type { ParameterValue } from '../runtime/parameters.ts';
import { defaultColumnCacheFolder } from '../data/column-cache.ts';
import { parseBenchmark } from './benchmark.ts';
import type { BenchmarkChoice } from './benchmark.ts';
import { findDataFolder } from './data-folder.ts';
import type { DataFolder } from './data-folder.ts';
import { parseDate } from './dates.ts';
import { HOST_ERRORS } from './errors.ts';
import { Faults } from './faults.ts';
import { readParameterFlags, valueText } from './parameter-values.ts';
import type { Choice, ChosenProviders, Plan, PlanLine, RunFlags, SeriesChoice } from './plan.ts';
import { PluginCatalog } from './plugin-catalog.ts';
import { pluginConfigurations, pluginsToLoad } from './plugin-selection.ts';
import { PROJECT_CONFIG_FILE, readProjectConfig } from './project-config.ts';
import { shownPath } from './project.ts';
import type { Project } from './project.ts';
import { ProviderChooser } from './provider-choices.ts';
import { readRiskProfiles } from './risk-profiles.ts';
import { Settings } from './settings.ts';
import type { Setting } from './settings.ts';
import { findStrategy } from './strategy-catalog.ts';
import type { StrategyFolder } from './strategy-catalog.ts';
import { MODEL_KINDS } from './strategy-config.ts';
import type { ModelKind, ProjectConfig } from './strategy-config.ts';
import { readCash, readWhole } from './setting-values.ts';
import { planBaseline } from './baseline.ts';
import type { Baseline } from './baseline.ts';

const DEFAULT_SEED = 1;
const LARGEST_SEED = 0xffff_ffff;
const LARGEST_CHUNK = 1_000_000_000;
const OF_STRATEGY = "the strategy's own";

/**
 * Determines the plan of a run. Precedence, ascending: defaults, tradewright.json, the strategy's config.json, flags.
 * Reads manifests and configurations only; no code of a plugin or strategy runs.
 *
 * @throws EngineError listing all faults
 */
export function buildPlan(project: Project, flags: RunFlags, given: GivenParts = {}): Plan {
  const faults = new Faults();
  const projectConfig = faults.collect(() => readProjectConfig(project)) ?? {};
  const folders = (projectConfig.pluginFolders ?? []).map((folder) => resolve(project.workingFolder, folder));
  const catalog = PluginCatalog.read(project, folders, faults);
  const strategy = given.strategy ?? faults.collect(() => findStrategy(project, flags.strategy));
  const { data } = given;
  const plan = strategy && new PlanBuilder(project, flags, { faults, projectConfig, catalog, strategy, data }).build();
  faults.throwAll();
  if (plan === undefined) throw new Error('A plan without faults was not built.');
  return plan;
}

/** Input that a program supplies itself instead of folders. */
export interface GivenParts {
  readonly strategy?: StrategyFolder;
  readonly data?: { readonly folder: DataFolder; readonly source: Choice };
}

interface Sources {
  readonly faults: Faults;
  readonly projectConfig: ProjectConfig;
  readonly catalog: PluginCatalog;
  readonly strategy: StrategyFolder;
  readonly data: GivenParts['data'];
}

class PlanBuilder {
  private readonly project: Project;
  private readonly flags: RunFlags;
  private readonly sources: Sources;
  private readonly isStrict: boolean;
  private readonly settings: Settings;
  private readonly lines: PlanLine[] = [];
  private readonly chooser: ProviderChooser;

  constructor(project: Project, flags: RunFlags, sources: Sources) {
    this.isStrict = flags.strict === true;
    this.project = project;
    this.flags = flags;
    this.sources = sources;
    this.settings = new Settings(project.workingFolder, flags, sources.strategy, sources.projectConfig);
    this.chooser = new ProviderChooser({ ...sources, lines: this.lines });
  }

  /** Undefined if there were faults. */
  build(): Plan | undefined {
    const { project, sources } = this;
    const { strategy, catalog, faults } = sources;
    this.line('strategy', strategy.name, 'flag --strategy', strategy.shown);
    this.profiles();
    const parameters = this.parameters();
    const startDate = this.date('start');
    const endDate = this.date('end');
    if (startDate !== undefined && endDate !== undefined && startDate > endDate) faults.collect(() => this.reversed());
    const cash = this.number('cash', readCash);
    const seed = this.number('seed', (setting) => readWhole(setting, 0, LARGEST_SEED)) ?? this.defaultSeed();
    const data = this.data();
    const choices = this.choices(data, parameters);
    const chunk = this.settings.flag('chunkRows');
    const chunkRows = chunk && faults.collect(() => readWhole(chunk, 1, LARGEST_CHUNK));
    const output = this.output();
    const loaded = this.plugins(choices);
    const configurations = pluginConfigurations(catalog, sources.projectConfig, faults);
    const { dataSource } = choices;
    if (data === undefined || dataSource === undefined) return undefined;
    const cacheFolder = defaultColumnCacheFolder(project.packageFolder, process.env);
    return {
      project,
      strategy,
      parameters,
      startDate,
      endDate,
      cash,
      seed,
      chunkRows,
      isStrict: this.isStrict,
      data,
      cacheFolder,
      ...choices,
      ...loaded,
      dataSource,
      output,
      configurations,
      lines: this.lines,
    };
  }

  /** The parts of the run by name. */
  private choices(data: DataFolder | undefined, parameters: Record<string, ParameterValue>) {
    const dataSource = this.dataSource(data);
    const brokerageModel = this.chooser.choose(
      'BrokerageModel',
      'brokerage model',
      this.settings.find('brokerageModel'),
      OF_STRATEGY,
    );
    const broker = this.broker();
    const feed = this.feed();
    const models = this.models();
    const benchmark = this.benchmark(data);
    const baseline = this.baseline(parameters);
    const results = this.results();
    const riskRules = this.chooseListed('riskRules', 'RiskRule', 'risk rule');
    const exits = this.chooseListed('exits', 'ExitRule', 'exit');
    const sizing = this.chooser.choose('SizingModel', 'sizing model', this.settings.find('sizing'), OF_STRATEGY);
    return {
      dataSource,
      brokerageModel,
      broker,
      feed,
      models,
      benchmark,
      baseline,
      results,
      riskRules,
      exits,
      sizing,
      series: this.series(),
    };
  }

  private chooseListed(key: 'riskRules' | 'exits', contract: string, what: string): Choice[] {
    return this.settings.listed(key).flatMap((setting) => this.chooser.choose(contract, what, setting) ?? []);
  }

  /** Reads the profiles that the sources name; their settings count like those of files from then on. */
  private profiles(): void {
    const named = this.settings.listed('riskProfiles');
    const profiles = readRiskProfiles(
      this.project,
      named.map(({ value }) => value),
      this.sources.faults,
    );
    for (const { name, shown } of profiles) {
      const reason = named.find(({ value }) => value === name)?.reason ?? '';
      this.line('risk profile', name, reason, shown);
    }
    this.settings.addProfiles(profiles);
  }

  private series(): SeriesChoice[] {
    return [...this.settings.series(this.sources.faults)].flatMap(([name, setting]) => {
      const choice = this.chooser.choose('SeriesSource', `series ${name}`, setting);
      return choice === undefined ? [] : [{ name, choice, folder: setting.base }];
    });
  }

  /** The result writers of the run; a writer that is excluded by name must exist, too. */
  private results(): Choice[] {
    return this.settings.results().flatMap(({ value, reason, isLeftOut }) => {
      if (!isLeftOut) return this.chooser.choose('ResultHandler', 'results', { value, reason }) ?? [];
      this.sources.faults.collect(() => this.sources.catalog.provider('ResultHandler', value));
      this.line('results', `no ${value}`, reason);
      return [];
    });
  }

  /** The providers that strategies and other providers use, and their plugins. */
  private plugins(choices: ReturnType<PlanBuilder['choices']>): Pick<Plan, 'providers' | 'plugins'> {
    const { catalog, faults } = this.sources;
    const { dataSource, brokerageModel, broker, feed, models, results, riskRules, exits, sizing, series, baseline } =
      choices;
    const chosen = [
      dataSource,
      brokerageModel,
      broker,
      feed,
      ...Object.values(models),
      ...results,
      ...riskRules,
      ...exits,
      sizing,
      ...series.map(({ choice }) => choice),
    ].filter((choice) => choice !== undefined);
    const providers = this.providers(baseline);
    const all = [...chosen, ...providers.flatMap((one) => one.choices)];
    return { providers, plugins: pluginsToLoad(catalog, all, { engineVersion: this.project.version, faults }) };
  }

  private parameters(): Record<string, ParameterValue> {
    const { strategy, faults } = this.sources;
    const declarations = strategy.config.parameters ?? {};
    const values: Record<string, ParameterValue> = {};
    const reasons: Record<string, string> = {};
    for (const [name, declaration] of Object.entries(declarations)) {
      values[name] = declaration.default;
      reasons[name] = `${strategy.shown}/config.json`;
    }
    const given = readParameterFlags(this.flags.param ?? [], declarations, { faults, flag: 'param' });
    for (const { name, value, text } of given) {
      values[name] = value;
      reasons[name] = `flag --param ${text}`;
    }
    for (const [name, value] of Object.entries(values)) this.line(`parameter ${name}`, valueText(value), reasons[name]);
    return values;
  }

  private date(key: 'start' | 'end'): number | undefined {
    const setting = this.settings.find(key);
    this.line(key, setting?.value ?? OF_STRATEGY, setting?.reason ?? 'default');
    return setting && this.sources.faults.collect(() => parseDate(setting.value, `The ${key} (${setting.reason})`));
  }

  private reversed(): never {
    const [start, end] = [this.settings.find('start'), this.settings.find('end')];
    throw new EngineError(
      HOST_ERRORS.BAD_DATE,
      `The start ${start?.value} (${start?.reason}) lies after the end ${end?.value} (${end?.reason}). Give a start that does not.`,
      {
        data: { start: start?.value, end: end?.value },
      },
    );
  }

  private number(key: 'cash' | 'seed', read: (setting: Setting<string>) => number): number | undefined {
    const setting = this.settings.find(key);
    if (setting !== undefined || key === 'cash')
      this.line(key, setting?.value ?? OF_STRATEGY, setting?.reason ?? 'default');
    return setting && this.sources.faults.collect(() => read(setting));
  }

  private defaultSeed(): number {
    this.line('seed', String(DEFAULT_SEED), 'default');
    return DEFAULT_SEED;
  }

  private data(): DataFolder | undefined {
    const given = this.sources.data?.folder;
    if (given !== undefined) return given;
    const setting = this.settings.find('data');
    const data = this.sources.faults.collect(() => findDataFolder(this.project, setting?.value, setting?.base));
    this.line('data', data?.shown ?? setting?.value ?? '', setting?.reason ?? 'default: the embedded sample');
    return data;
  }

  private dataSource(data: DataFolder | undefined): Choice | undefined {
    const given = this.sources.data?.source;
    if (given !== undefined) return given;
    const setting = this.settings.find('dataSource');
    if (setting !== undefined) return this.chooser.choose('DataSource', 'data source', setting);
    const { description, impliedSource, shown } = data ?? {};
    const source = description?.source ?? impliedSource;
    const reason =
      description?.source !== undefined
        ? `${shown}/dataset.json`
        : source === undefined
          ? 'default'
          : `${shown}: its files`;
    return this.chooser.choose('DataSource', 'data source', { value: source ?? 'lean', reason });
  }

  private broker(): Choice | undefined {
    const setting = this.settings.flag('broker');
    return setting && this.chooser.choose('Brokerage', 'broker', setting);
  }

  private feed(): Choice | undefined {
    const setting = this.settings.flag('feed');
    return setting && this.chooser.choose('LiveFeed', 'feed', setting);
  }

  private models(): Partial<Record<ModelKind, Choice>> {
    const models: Partial<Record<ModelKind, Choice>> = {};
    for (const kind of Object.keys(MODEL_KINDS) as ModelKind[]) {
      const choice = this.chooser.choose(
        MODEL_KINDS[kind],
        `${kind === 'buyingPower' ? 'buying power' : kind} model`,
        this.settings.findModel(kind),
        "the brokerage model's",
      );
      if (choice !== undefined) models[kind] = choice;
    }
    return models;
  }

  private benchmark(data: DataFolder | undefined): BenchmarkChoice | undefined {
    const ofFolder = data?.description.benchmark;
    const setting =
      this.settings.find('benchmark') ??
      (ofFolder === undefined ? undefined : { value: ofFolder, reason: `${data?.shown}/dataset.json` });
    this.line('benchmark', setting?.value ?? "the strategy's own, or LEAN's rule", setting?.reason ?? 'default');
    return setting && this.sources.faults.collect(() => parseBenchmark(setting.value));
  }

  private baseline(parameters: Record<string, ParameterValue>): Baseline | undefined {
    const { baseline, lines } = planBaseline(this.project, {
      setting: this.settings.find('baseline'),
      texts: this.flags.baselineParam ?? [],
      parameters,
      faults: this.sources.faults,
    });
    this.lines.push(...lines);
    return baseline;
  }

  private providers(baseline: Baseline | undefined): readonly ChosenProviders[] {
    const { strategy, faults } = this.sources;
    const uses = [...(strategy.config.uses ?? []), ...(baseline?.strategy.config.uses ?? [])];
    return this.chooser.chooseUsed(uses, this.settings.providers(faults));
  }

  private output(): string {
    const flag = this.settings.flag('output');
    const configured = this.sources.projectConfig.output;
    const output = resolve(this.project.workingFolder, flag?.value ?? configured ?? 'backtests');
    this.line(
      'output',
      shownPath(this.project, output),
      flag?.reason ?? (configured === undefined ? 'default' : PROJECT_CONFIG_FILE),
    );
    return output;
  }

  private line(what: string, value: string, reason: string, provider = ''): void {
    this.lines.push({ what, value, reason, provider });
  }
}

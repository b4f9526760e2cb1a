import { EngineError } from '../model/engine-error.ts';
import { HOST_ERRORS } from './errors.ts';
import type { Faults } from './faults.ts';
import { PROJECT_CONFIG_FILE } from './project-config.ts';
import type { RunFlags } from './plan.ts';
import type { ProviderWish } from './provider-choices.ts';
import type { RiskProfile } from './risk-profiles.ts';
import type { StrategyFolder } from './strategy-catalog.ts';
import type { ModelKind, ProjectConfig, RunSettings } from './strategy-config.ts';

/** A value and its origin. */
export interface Setting<Value> {
  readonly value: Value;
  /** `flag --cash`, or the file. */
  readonly reason: string;
  /** The base folder of a relative path. */
  readonly base: string;
  /** Whether the value is text from the command line. */
  readonly isFlag: boolean;
}

/** A result writer that a setting requests or excludes. */
export interface ResultWish {
  readonly value: string;
  readonly reason: string;
  readonly isLeftOut: boolean;
}

/** Settings to which all sources contribute. */
type ListKey = 'riskRules' | 'exits' | 'riskProfiles';
type FlagKey = Exclude<
  keyof RunFlags,
  'strict' | 'strategy' | 'param' | 'baselineParam' | 'results' | ListKey | 'series' | 'provider'
>;
type SettingKey = Exclude<keyof RunSettings, 'models' | 'results' | ListKey | 'series' | 'providers'>;

/** The default result writers of a run. */
const USUAL_RESULTS = ['json', 'csv', 'html'];

/** Prefix that excludes a result writer. */
const WITHOUT = 'no-';

/** Excludes the report. */
const NO_REPORT = 'none';

/** The flags of settings to which several sources contribute. */
const FLAGS = { results: 'results', riskRules: 'risk-rule', exits: 'exit', riskProfiles: 'risk-profile' } as const;

/** The three sources of settings in order of precedence: flags, the strategy's config.json, tradewright.json. */
export class Settings {
  private readonly flags: RunFlags;
  private readonly workingFolder: string;
  private readonly files: readonly SettingsFile[];
  private profiles: readonly SettingsFile[] = [];

  constructor(workingFolder: string, flags: RunFlags, strategy: StrategyFolder, projectConfig: ProjectConfig) {
    this.flags = flags;
    this.workingFolder = workingFolder;
    this.files = [
      { settings: strategy.config, reason: `${strategy.shown}/config.json`, base: strategy.folder },
      { settings: projectConfig, reason: PROJECT_CONFIG_FILE, base: workingFolder },
    ];
  }

  /** Adds the settings of profiles. */
  addProfiles(profiles: readonly RiskProfile[]): void {
    this.profiles = profiles.map(({ settings, shown, name }) => ({
      settings,
      reason: `profile ${name} (${shown})`,
      base: this.workingFolder,
    }));
  }

  /** Flags of the command line as typed. */
  flag(key: FlagKey): Setting<string> | undefined {
    const value = this.flags[key];
    return value === undefined
      ? undefined
      : { value, reason: `flag --${kebabCase(key)}`, base: this.workingFolder, isFlag: true };
  }

  /** The setting with the highest precedence; numbers from files are returned as text, too. */
  find(key: SettingKey): Setting<string> | undefined {
    // a profile is named for a run, so that its cash and sizes take precedence over those of the files
    return (
      this.flag(key) ??
      findIn(this.profiles, (settings) => settings[key]) ??
      this.findInFiles((settings) => settings[key])
    );
  }

  findModel(kind: ModelKind): Setting<string> | undefined {
    return this.flag(`${kind}Model`) ?? this.findInFiles((settings) => settings.models?.[kind]);
  }

  /**
   * The default result writers and those that any source requests, each once, without writers excluded by the prefix
   * `no-`. If sources differ about a writer, the one with the highest precedence applies.
   */
  results(): ResultWish[] {
    const usual = USUAL_RESULTS.map((value) => ({ value, reason: 'default' }));
    const wishes = new Map<string, ResultWish>();
    for (const { value: word, reason } of [...this.allOf('results'), ...usual]) {
      const value = word === NO_REPORT ? 'html' : word.startsWith(WITHOUT) ? word.slice(WITHOUT.length) : word;
      const isLeftOut = word === NO_REPORT || word.startsWith(WITHOUT);
      const key = value.split(':')[0];
      if (!wishes.has(key)) wishes.set(key, { value, reason, isLeftOut });
    }
    return [...wishes.values()];
  }

  /**
   * Risk rules, exits or profiles of all sources: a flag adds to those of the files and cannot remove one, and profiles add
   * theirs.
   */
  listed(key: ListKey): Setting<string>[] {
    const all = this.allOf(key);
    return all.filter(({ value }, index) => all.findIndex((other) => other.value === value) === index);
  }

  /** The series of the run by name; for each name the source with the highest precedence applies. */
  series(faults: Faults): Map<string, Setting<string>> {
    const series = new Map<string, Setting<string>>();
    for (const text of this.flags.series ?? []) {
      const { key: name, value } = faults.collect(() => assignment(text, SERIES_FLAG)) ?? {};
      if (name === undefined || value === undefined) continue;
      series.set(name, { value, reason: 'flag --series', base: this.workingFolder, isFlag: true });
    }
    for (const { settings, reason, base } of this.files) {
      for (const [name, value] of Object.entries(settings.series ?? {}))
        if (!series.has(name)) series.set(name, { value, reason, base, isFlag: false });
    }
    return series;
  }

  /** The chosen providers by contract key; for each key the source with the highest precedence applies. */
  providers(faults: Faults): Map<string, ProviderWish[]> {
    const chosen = new Map<string, ProviderWish[]>();
    for (const text of this.flags.provider ?? []) {
      const { key, value } = faults.collect(() => assignment(text, PROVIDER_FLAG)) ?? {};
      if (key === undefined || value === undefined) continue;
      chosen.set(key, [...(chosen.get(key) ?? []), { value, reason: 'flag --provider' }]);
    }
    for (const { settings, reason } of this.files) {
      for (const [key, names] of Object.entries(settings.providers ?? {})) {
        const wishes = [names].flat().map((value) => ({ value, reason, isGeneral: reason === PROJECT_CONFIG_FILE }));
        if (!chosen.has(key) && wishes.length > 0) chosen.set(key, wishes);
      }
    }
    return chosen;
  }

  /** The combined values of flags and files, flags first. */
  private allOf(key: 'results' | ListKey): Setting<string>[] {
    const fromFlags = (this.flags[key] ?? []).map((value) => ({
      value,
      reason: `flag --${FLAGS[key]}`,
      base: this.workingFolder,
      isFlag: true,
    }));
    const fromFiles = [...this.files, ...this.profiles].flatMap(({ settings, reason, base }) =>
      (settings[key] ?? []).map((value) => ({ value, reason, base, isFlag: false })),
    );
    return [...fromFlags, ...fromFiles];
  }

  private findInFiles(read: (settings: RunSettings) => string | number | undefined): Setting<string> | undefined {
    return findIn(this.files, read);
  }
}

/** Settings with their origin. */
interface SettingsFile {
  readonly settings: RunSettings;
  readonly reason: string;
  readonly base: string;
}

function findIn(
  files: readonly SettingsFile[],
  read: (settings: RunSettings) => string | number | undefined,
): Setting<string> | undefined {
  for (const { settings, reason, base } of files) {
    const value = read(settings);
    if (value !== undefined) return { value: String(value), reason, base, isFlag: false };
  }
  return undefined;
}

/** The syntax of a flag `--name key=value`. */
interface AssignmentFlag {
  readonly flag: string;
  readonly what: string;
  readonly example: string;
}

const PROVIDER_FLAG: AssignmentFlag = { flag: 'provider', what: 'contract=name', example: 'modelLoader=onnx' };
const SERIES_FLAG: AssignmentFlag = { flag: 'series', what: 'name=provider', example: 'vix=csv:vix.csv,close,1d' };

function assignment(text: string, { flag, what, example }: AssignmentFlag): { key: string; value: string } {
  const [key, ...rest] = text.split('=');
  const value = rest.join('=');
  if (key !== '' && value !== '') return { key, value };
  throw new EngineError(
    HOST_ERRORS.BAD_PROVIDER,
    `--${flag} ${text} names no provider. Write --${flag} ${what}, for example --${flag} ${example}.`,
    { data: { [flag]: text } },
  );
}

function kebabCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

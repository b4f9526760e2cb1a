import { isAbsolute, resolve } from 'node:path';
import { EngineError } from '../model/engine-error.ts';
import type { ParameterValue } from '../runtime/parameters.ts';
import { HOST_ERRORS } from './errors.ts';
import type { Faults } from './faults.ts';
import { parseParameter, readParameterFlags, valueText } from './parameter-values.ts';
import type { PlanLine } from './plan.ts';
import type { Project } from './project.ts';
import type { Setting } from './settings.ts';
import { findStrategy } from './strategy-catalog.ts';
import type { StrategyFolder } from './strategy-catalog.ts';

/** A strategy that runs beside another one over the same days, data and cash, for comparison in its report. */
export interface Baseline {
  readonly strategy: StrategyFolder;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

/** Input of the choice of a baseline. */
export interface BaselineWish {
  /** The name or folder of the baseline, `none` for none. */
  readonly setting: Setting<string> | undefined;
  /** `name=value` each, from the command line. */
  readonly texts: readonly string[];
  /** Parameters of the measured run. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly faults: Faults;
}

const NONE = 'none';

/**
 * Determines the baseline of a run. Its parameters, in ascending precedence: its own defaults, those of the measured
 * strategy with the same name and a valid value, and the command line's. So buy-and-hold buys the strategy's symbols.
 */
export function planBaseline(
  project: Project,
  { setting, texts, parameters, faults }: BaselineWish,
): { readonly baseline: Baseline | undefined; readonly lines: readonly PlanLine[] } {
  if (setting === undefined || setting.value === NONE) {
    if (texts.length > 0) faults.collect(() => refuseParameter(texts[0]));
    const line = { what: 'baseline', value: NONE, reason: setting?.reason ?? 'default', provider: '' };
    return { baseline: undefined, lines: [line] };
  }
  const strategy = faults.collect(() => findStrategy(project, placeOf(setting)));
  const lines = [{ what: 'baseline', value: setting.value, reason: setting.reason, provider: strategy?.shown ?? '' }];
  if (strategy === undefined) return { baseline: undefined, lines };
  const declarations = strategy.config.parameters ?? {};
  const chosen = new Map<string, { value: ParameterValue; reason: string }>();
  for (const [name, declaration] of Object.entries(declarations)) {
    const given = fitting(name, parameters[name], declarations);
    chosen.set(
      name,
      given === undefined
        ? { value: declaration.default, reason: `${strategy.shown}/config.json` }
        : { value: given, reason: "the strategy's parameter" },
    );
  }
  for (const { name, value, text } of readParameterFlags(texts, declarations, { faults, flag: 'baseline-param' }))
    chosen.set(name, { value, reason: `flag --baseline-param ${text}` });
  for (const [name, { value, reason }] of chosen)
    lines.push({ what: `baseline ${name}`, value: valueText(value), reason, provider: '' });
  const values = Object.fromEntries([...chosen].map(([name, { value }]) => [name, value]));
  return { baseline: { strategy, parameters: values }, lines };
}

/** Paths in a file are relative to the file's folder. */
function placeOf({ value, base, isFlag }: Setting<string>): string {
  const isPath = !isAbsolute(value) && (/[\\/]/.test(value) || value.startsWith('.'));
  return isPath && !isFlag ? resolve(base, value) : value;
}

/** Converts a value of the measured strategy for the baseline; undefined if it does not fit. */
function fitting(
  name: string,
  value: ParameterValue | undefined,
  declarations: Parameters<typeof parseParameter>[2],
): ParameterValue | undefined {
  if (value === undefined) return undefined;
  try {
    return parseParameter(name, valueText(value), declarations);
  } catch {
    return undefined;
  }
}

function refuseParameter(text: string): never {
  throw new EngineError(
    HOST_ERRORS.BAD_PARAMETER,
    `--baseline-param ${text} was given without a baseline. Add --baseline NAME.`,
    { data: { param: text } },
  );
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '../../host/project.ts';
import { findStrategy } from '../../host/strategy-catalog.ts';
import type { StrategyFolder } from '../../host/strategy-catalog.ts';
import { EngineError } from '../../model/engine-error.ts';
import { scanSource } from './scan-source.ts';
import { scanHabits } from './strategy-habits.ts';

/** Something about a strategy that is not as it should be. */
export interface StrategyFault {
  /** From the strategy's folder. */
  readonly file: string;
  /** From 1; 0 where the whole file is meant. */
  readonly line: number;
  readonly kind: string;
  readonly message: string;
}

/** What a strategy's folder holds beside its code, and what for. */
const EXPECTED_FILES: Readonly<Record<string, string>> = {
  'config.json': 'it declares the parameters',
  'README.md': 'it describes the strategy and when it fails',
  'scenario.json': 'it pins a backtest and its results, so that tests detect changed results',
};

/** All that is wrong with one strategy; none of its code runs. @throws EngineError when there is no such strategy */
export function checkStrategy(
  project: Project,
  nameOrPath: string,
): { name: string; shown: string; faults: StrategyFault[] } {
  const faults: StrategyFault[] = [];
  const strategy = withFaults(faults, () => findStrategy(project, nameOrPath));
  if (strategy === undefined) return { name: nameOrPath, shown: nameOrPath, faults };
  faults.push(...missingFiles(strategy), ...undocumentedParameters(strategy), ...sourceFaults(strategy));
  return { name: strategy.name, shown: strategy.shown, faults };
}

/** A configuration with faults is a fault of the strategy; an unknown strategy is one of the command line. */
function withFaults(faults: StrategyFault[], work: () => StrategyFolder): StrategyFolder | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof EngineError) || error.exitCode === 2) throw error;
    faults.push({ file: 'config.json', line: 0, kind: 'config', message: error.message });
    return undefined;
  }
}

function missingFiles({ folder }: StrategyFolder): StrategyFault[] {
  return Object.entries(EXPECTED_FILES)
    .filter(([file]) => !existsSync(join(folder, file)))
    .map(([file, reason]) => ({ file, line: 0, kind: 'missing', message: `it is missing; ${reason}` }));
}

function undocumentedParameters({ folder, config }: StrategyFolder): StrategyFault[] {
  const file = join(folder, 'README.md');
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  return Object.keys(config.parameters ?? {})
    .filter((name) => !text.includes(`\`${name}\``))
    .map((name) => ({
      file: 'README.md',
      line: 0,
      kind: 'readme',
      message: `it does not name the parameter \`${name}\` of config.json`,
    }));
}

function sourceFaults({ folder, config }: StrategyFolder): StrategyFault[] {
  const files = new Set(sourcesOf(folder));
  const parameters = new Set(Object.keys(config.parameters ?? {}));
  return [...files].flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    return [...scanSource(file, text, files), ...scanHabits(file, text, parameters)];
  });
}

/** All sources of a folder, specs too, with slashes. */
function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]s$/.test(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((file) => !file.split('/').includes('node_modules'))
    .sort();
}

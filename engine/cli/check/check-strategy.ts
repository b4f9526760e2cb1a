import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '../../host/project.ts';
import { findStrategy } from '../../host/strategy-catalog.ts';
import type { StrategyFolder } from '../../host/strategy-catalog.ts';
import { EngineError } from '../../model/engine-error.ts';
import { scanSource } from './scan-source.ts';
import { scanHabits } from './strategy-habits.ts';

/** A fault of a strategy. */
export interface StrategyFault {
  /** Path relative to the strategy's folder. */
  readonly file: string;
  /** Counted from 1; 0 for the whole file. */
  readonly line: number;
  readonly kind: string;
  readonly message: string;
}

/** Required files of a strategy's folder besides its code, with their purpose. */
const EXPECTED_FILES: Readonly<Record<string, string>> = {
  'config.json': 'it declares the parameters',
  'README.md': 'it describes the strategy and when it fails',
  'scenario.json': 'it pins a backtest and its results, so that tests detect changed results',
};

/** All faults of one strategy; none of its code is executed. @throws EngineError when there is no such strategy */
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

/** Faults of the configuration are faults of the strategy; an unknown strategy is a fault of the command line. */
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

/** All sources of a folder, including specs, with forward slashes. */
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

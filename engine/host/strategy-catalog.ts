import { existsSync, readdirSync } from 'node:fs';
import { basename, isAbsolute, join, resolve } from 'node:path';
import { EngineError } from '../model/engine-error.ts';
import { codeFile } from './code-file.ts';
import { HOST_ERRORS } from './errors.ts';
import { readJsonFile } from './json-file.ts';
import { suggestion } from './nearest-name.ts';
import { declarationFault } from './parameter-values.ts';
import { projectFolders, shownPath } from './project.ts';
import type { Project } from './project.ts';
import { STRATEGY_CONFIG_SCHEMA } from './strategy-config.ts';
import type { StrategyConfig } from './strategy-config.ts';

/** A strategy's folder with its configuration; none of its code has run. */
export interface StrategyFolder {
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
  /** The folder's path for messages. */
  readonly shown: string;
  readonly config: StrategyConfig;
  readonly hasModule: boolean;
}

/**
 * Finds a strategy by name or path and reads its configuration.
 * @throws EngineError if it does not exist or its configuration is invalid
 */
export function findStrategy(project: Project, nameOrPath: string): StrategyFolder {
  const folder = findStrategyFolder(project, nameOrPath);
  const shown = shownPath(project, folder);
  return {
    name: basename(folder),
    folder,
    shown,
    config: readConfig(folder, shown),
    hasModule: codeFile(folder, 'module') !== undefined,
  };
}

/** Sorted names of all strategies that can be found by name. */
export function strategyNames(project: Project): string[] {
  const names = projectFolders(project, 'strategies')
    .filter((parent) => existsSync(parent))
    .flatMap((parent) => readdirSync(parent).filter((name) => !name.startsWith('.') && isStrategy(join(parent, name))));
  return [...new Set(names)].sort();
}

/** The absolute path of a strategy's folder; reads none of its files. @throws EngineError if it does not exist */
export function findStrategyFolder(project: Project, nameOrPath: string): string {
  const isPath = isAbsolute(nameOrPath) || /[\\/]/.test(nameOrPath) || nameOrPath.startsWith('.');
  const candidates = isPath
    ? [resolve(project.workingFolder, nameOrPath)]
    : projectFolders(project, 'strategies').map((parent) => join(parent, nameOrPath));
  const found = candidates.find(isStrategy);
  if (found !== undefined) return found;
  const existing = candidates.find((folder) => existsSync(folder));
  if (existing !== undefined) {
    throw new EngineError(
      HOST_ERRORS.UNKNOWN_STRATEGY,
      `The folder ${shownPath(project, existing)} contains no strategy.ts. Name a folder that does.`,
      { data: { strategy: nameOrPath } },
    );
  }
  if (isPath) {
    throw new EngineError(
      HOST_ERRORS.UNKNOWN_STRATEGY,
      `There is no folder "${nameOrPath}" with a strategy. Give the path of a folder that holds a strategy.ts, or the name of one below strategies/.`,
      { data: { strategy: nameOrPath } },
    );
  }
  const names = strategyNames(project);
  throw new EngineError(
    HOST_ERRORS.UNKNOWN_STRATEGY,
    `There is no strategy "${nameOrPath}". ${suggestion(basename(nameOrPath), names, 'strategies')}`,
    { data: { strategy: nameOrPath, strategies: names } },
  );
}

function isStrategy(folder: string): boolean {
  return codeFile(folder, 'strategy') !== undefined;
}

function readConfig(folder: string, shown: string): StrategyConfig {
  const file = `${shown}/config.json`;
  if (!existsSync(join(folder, 'config.json'))) return {};
  const config = readJsonFile(join(folder, 'config.json'), file, STRATEGY_CONFIG_SCHEMA);
  const faults = Object.entries(config.parameters ?? {}).flatMap(
    ([name, declaration]) => declarationFault(name, declaration) ?? [],
  );
  if (faults.length > 0)
    throw new EngineError(HOST_ERRORS.CONFIGURATION_INVALID, `${file}: ${faults.join('; ')}. Correct it there.`, {
      data: { file, faults },
    });
  return config;
}

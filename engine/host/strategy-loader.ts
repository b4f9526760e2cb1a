import { registerHooks } from 'node:module';
import { join, relative, isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EngineError } from '../model/engine-error.ts';
import { Algorithm } from '../runtime/algorithm.ts';
import type { AlgorithmHost } from '../runtime/algorithm-host.ts';
import { codeFile } from './code-file.ts';
import { HOST_ERRORS } from './errors.ts';
import type { StrategyFolder } from './strategy-catalog.ts';

export type AlgorithmClass = new (host: AlgorithmHost) => Algorithm;

/** Imports a strategy's class. Only its own folder is loaded. @throws EngineError without such a class */
export async function loadStrategy({ folder, shown }: StrategyFolder): Promise<AlgorithmClass> {
  const name = codeFile(folder, 'strategy') ?? 'strategy.ts';
  const file = join(folder, name);
  let loaded: unknown;
  try {
    loaded = ((await import(pathToFileURL(file).href)) as { default?: unknown }).default;
  } catch (cause) {
    throw new EngineError(
      HOST_ERRORS.STRATEGY_NOT_LOADED,
      `${shown}/${name} cannot be loaded: ${problemOf(cause, folder)}. Correct it there.`,
      { cause },
    );
  }
  if (typeof loaded === 'function' && loaded.prototype instanceof Algorithm) return loaded as AlgorithmClass;
  throw new EngineError(
    HOST_ERRORS.NOT_A_STRATEGY,
    `The default export of ${shown}/${name} is not a class that extends Algorithm. Write: export default class MyStrategy extends Algorithm { … }.`,
  );
}

/**
 * Packages that code outside the engine's folder must import from the running engine, as only one copy of each may
 * exist.
 */
const SHARED = new Set([
  'tradewright',
  'tradewright/plugin',
  'tradewright/quant',
  'tradewright/session',
  'tradewright/testkit',
  'inversify',
  'reflect-metadata',
  'reflect-metadata/lite',
]);

let areDoorsOpen = false;

/**
 * Lets code outside the engine's folder import the running engine by name, and treats its TypeScript files as ES
 * modules even if the package.json above them says otherwise, as one by `npm init` does.
 */
export function openDoors(packageFolder: string, folders: readonly string[]): void {
  if (areDoorsOpen || folders.every((folder) => isInside(packageFolder, folder))) return;
  areDoorsOpen = true;
  const own = pathToFileURL(join(packageFolder, 'package.json')).href;
  registerHooks({
    resolve: (specifier, context, nextResolve) => {
      const found = nextResolve(specifier, SHARED.has(specifier) ? { ...context, parentURL: own } : context);
      return found.format === 'commonjs-typescript' ? { ...found, format: 'module-typescript' } : found;
    },
  });
}

function isInside(parent: string, folder: string): boolean {
  const path = relative(parent, folder);
  return !path.startsWith('..') && !isAbsolute(path);
}

/** Message and location of a loading error, without the stack lines of Node's loader. */
function problemOf(cause: unknown, folder: string): string {
  if (!(cause instanceof Error)) return String(cause);
  const words = cause.message.split('\n').map((line) => line.trim());
  const text = words
    .filter((line) => line !== '')
    .join(' ')
    .replace(/\.$/, '')
    .replaceAll('file://', '')
    .replaceAll(`${folder}/`, '');
  // a type imported as a value fails at run time, where there are no types
  const hint = text.includes('does not provide an export named') ? '; a type is imported as { type Name }' : '';
  const place = (cause.stack ?? '')
    .split('\n')
    .map((line) => placeIn(line, folder))
    .find((found) => found !== undefined);
  return place === undefined ? `${text}${hint}` : `${text} (${place})${hint}`;
}

/**
 * Finds `strategy.ts:12` if a stack line names a file of the folder: `/folder/strategy.ts:12` or `at
 * file:///folder/strategy.ts:12:7`.
 */
function placeIn(line: string, folder: string): string | undefined {
  const at = line.indexOf(`${folder}/`);
  return at === -1 ? undefined : /^[^\s:]+:\d+/.exec(line.slice(at + folder.length + 1))?.[0];
}

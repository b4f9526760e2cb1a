import { existsSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { isWithin } from './target.ts';
import type { NewFile } from './new-folder.ts';

export const TYPE_CONFIG_FILE = 'tsconfig.json';

/** Packages that sources and specs may import besides the engine. */
const PACKAGES = ['inversify', 'vitest'];

const COMPILER_OPTIONS = {
  target: 'esnext',
  lib: ['esnext'],
  module: 'esnext',
  moduleResolution: 'bundler',
  moduleDetection: 'force',
  resolveJsonModule: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
  strict: true,
  noImplicitOverride: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  skipLibCheck: true,
};

/**
 * The tsconfig.json by which an editor finds the types of a folder's imports; undefined if it finds them without it,
 * which is the case within the engine's folder.
 */
export function typeConfig(folder: string, packageFolder: string): NewFile | undefined {
  if (isWithin(packageFolder, folder)) return undefined;
  const isResolved = (name: string): boolean => foundFrom(folder, name);
  const compilerOptions = compilerOptionsFor(folder, packageFolder);
  const hasVitest = isResolved('vitest') || existsSync(join(packageFolder, 'node_modules', 'vitest'));
  const content = {
    compilerOptions,
    include: ['**/*.ts'],
    ...(!hasVitest && { exclude: ['**/node_modules', '**/*.spec.ts'] }),
  };
  return { path: TYPE_CONFIG_FILE, content: `${JSON.stringify(content, undefined, 2)}\n` };
}

/** The compiler options by which a folder's sources find the types of their imports. */
export function compilerOptionsFor(folder: string, packageFolder: string): Record<string, unknown> {
  return {
    ...COMPILER_OPTIONS,
    ...typesOfNode(folder, packageFolder),
    ...pathsTo(packageFolder, (name) => foundFrom(folder, name)),
  };
}

/** The paths of packages that the compiler does not find by itself. */
function pathsTo(packageFolder: string, isResolved: (name: string) => boolean): { paths?: Record<string, string[]> } {
  const paths: Record<string, string[]> = {};
  if (!isResolved('tradewright')) {
    const ending = existsSync(join(packageFolder, 'engine', 'index.ts')) ? 'ts' : 'd.ts';
    const door = (...parts: string[]): string[] => [slashed(join(packageFolder, 'engine', ...parts))];
    paths['tradewright'] = door(`index.${ending}`);
    paths['tradewright/plugin'] = door(`plugin.${ending}`);
    paths['tradewright/quant'] = [slashed(join(packageFolder, 'quant', `index.${ending}`))];
    paths['tradewright/session'] = door('host', 'session', `index.${ending}`);
    paths['tradewright/testkit'] = door('testkit', `index.${ending}`);
  }
  for (const name of PACKAGES) {
    const own = join(packageFolder, 'node_modules', name);
    if (!isResolved(name) && existsSync(own)) paths[name] = [slashed(own)];
  }
  return Object.keys(paths).length === 0 ? {} : { paths };
}

function typesOfNode(folder: string, packageFolder: string): { types: string[]; typeRoots?: string[] } {
  if (foundFrom(folder, join('@types', 'node'))) return { types: ['node'] };
  const own = join(packageFolder, 'node_modules', '@types');
  return existsSync(join(own, 'node')) ? { types: ['node'], typeRoots: [slashed(own)] } : { types: [] };
}

/** Whether Node, and therefore the compiler, finds a package from a folder. */
function foundFrom(folder: string, name: string): boolean {
  for (let current = folder; ; current = dirname(current)) {
    if (existsSync(join(current, 'node_modules', name, 'package.json'))) return true;
    if (dirname(current) === current) return false;
  }
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { Project } from '../../host/project.ts';
import { compilerOptionsFor, TYPE_CONFIG_FILE } from '../scaffold/type-config.ts';
import type { StrategyFault } from './check-strategy.ts';

/** `strategy.ts(14,20): error TS2345: Argument of type …` */
const DIAGNOSTIC = /^(.+?)\((\d+),\d+\): error TS\d+: (.+?)\.?$/;

/** The TypeScript compiler of the working folder, otherwise the engine's; undefined if none is installed. */
export function findCompiler({ workingFolder, packageFolder }: Project): string | undefined {
  for (const folder of [workingFolder, packageFolder]) {
    try {
      const manifest = createRequire(join(folder, 'package.json')).resolve('typescript/package.json');
      return join(dirname(manifest), 'bin', 'tsc');
    } catch {
      // tries the next folder
    }
  }
  return undefined;
}

/**
 * The type errors that an editor shows in a strategy's folder: by its own tsconfig.json, otherwise by the options for
 * new folders. Without matters of style and without specs. None of the strategy's code is executed.
 */
export function typeFaults(compiler: string, folder: string, { packageFolder }: Project): StrategyFault[] {
  if (existsSync(join(folder, TYPE_CONFIG_FILE))) return diagnose(compiler, folder, join(folder, TYPE_CONFIG_FILE));
  const temporary = mkdtempSync(join(tmpdir(), 'types-'));
  try {
    const config = join(temporary, TYPE_CONFIG_FILE);
    const compilerOptions = {
      ...compilerOptionsFor(folder, packageFolder),
      ...typesOfNode([folder, packageFolder]),
      noImplicitOverride: false,
      noUnusedLocals: false,
      noUnusedParameters: false,
    };
    const include = [`${folder}/**/*.ts`];
    const exclude = [`${folder}/**/node_modules`, `${folder}/**/*.spec.ts`];
    writeFileSync(config, JSON.stringify({ compilerOptions, include, exclude }));
    return diagnose(compiler, folder, config);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/**
 * Node's types as found from the folder, because the configuration is elsewhere; the engine's sources refer to them.
 */
function typesOfNode(folders: readonly string[]): { types: string[]; typeRoots?: string[] } {
  for (const folder of folders) {
    for (let current = folder; ; current = dirname(current)) {
      const typeRoot = join(current, 'node_modules', '@types');
      if (existsSync(join(typeRoot, 'node'))) return { types: ['node'], typeRoots: [typeRoot] };
      if (dirname(current) === current) break;
    }
  }
  return { types: [] };
}

function diagnose(compiler: string, folder: string, config: string): StrategyFault[] {
  const args = [compiler, '--project', config, '--noEmit', '--pretty', 'false'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return stdout.split('\n').flatMap((line) => {
    const [, path, at, message] = DIAGNOSTIC.exec(line.trimEnd()) ?? [];
    if (path === undefined) return [];
    const file = relative(folder, resolve(folder, path)).replaceAll('\\', '/');
    if (file.startsWith('..') || isAbsolute(file)) return [];
    return [{ file, line: Number(at), kind: 'type', message: `type error: ${message}` }];
  });
}

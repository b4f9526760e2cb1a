import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { NewFile } from './new-folder.ts';
import { isWithin } from './target.ts';

/** State and results of runs, packages and caches, which are not copied. */
const DROPPED_FOLDERS = new Set([
  'backtests',
  'bench-results',
  'cache',
  'coverage',
  'live-runs',
  'node_modules',
  'results',
  'state',
]);

/** A folder with one of these files is the folder of a run. */
const RUN_FILES = ['result.json', 'run.json', 'run.journal'];

/** The ledger of trials is copied by itself, as a part of it may be in files beside it. */
const DROPPED_FILES =
  /\.(?:bak|journal|lock|log|orig|sock|tmp)$|~$|^(?:result\.json|report\.html|orders\.csv|equity\.csv)$|^trials\.sqlite/;

/** The only hidden files that belong to a strategy. */
const KEPT_HIDDEN = new Set(['.editorconfig', '.gitattributes', '.gitignore']);

/** The files of a strategy's folder to copy, sorted by path; without the state and results of runs. */
export function strategyFiles(folder: string): NewFile[] {
  return filesBelow(folder, '').toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

function filesBelow(root: string, inside: string): NewFile[] {
  const files: NewFile[] = [];
  const entries = readdirSync(join(root, inside), { withFileTypes: true });
  const names = new Set(entries.map(({ name }) => name));
  for (const entry of entries) {
    const { name } = entry;
    const path = inside === '' ? name : `${inside}/${name}`;
    if (name.startsWith('.') && !KEPT_HIDDEN.has(name)) continue;
    if (entry.isSymbolicLink()) files.push(linkFrom(root, path));
    else if (entry.isDirectory()) {
      if (!DROPPED_FOLDERS.has(name) && !isRun(join(root, path))) files.push(...filesBelow(root, path));
    } else if (entry.isFile() && !DROPPED_FILES.test(name) && !isCompiled(name, names)) {
      const full = join(root, path);
      files.push({ path, content: readFileSync(full), mode: statSync(full).mode });
    }
  }
  return files;
}

function isRun(folder: string): boolean {
  return RUN_FILES.some((file) => existsSync(join(folder, file)));
}

/** A package contains JavaScript beside the TypeScript from which it was built. */
function isCompiled(name: string, names: ReadonlySet<string>): boolean {
  return name.endsWith('.js') && names.has(name.replace(/js$/, 'ts'));
}

/** A link keeps its target; a link out of the folder gets an absolute path. */
function linkFrom(root: string, path: string): NewFile {
  const target = readlinkSync(join(root, path));
  const whole = resolve(dirname(join(root, path)), target);
  return { path, content: { linkTo: isAbsolute(target) || isWithin(root, whole) ? target : whole } };
}

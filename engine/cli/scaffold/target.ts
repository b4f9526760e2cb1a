import { lstatSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import kebabCase from 'lodash/kebabCase.js';
import { shownPath } from '../../host/project.ts';
import type { Project } from '../../host/project.ts';
import { EngineError } from '../../model/engine-error.ts';
import { SCAFFOLD_ERRORS } from './errors.ts';

/** Where a new folder goes. */
export interface Target {
  /** The folder's own name. */
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
  /** The folder as messages show it. */
  readonly shown: string;
}

const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/**
 * The folder that a name or a path means: a name goes below `parent` in the working folder.
 *
 * @throws EngineError for a name that cannot be, and where something stands already
 */
export function targetOf(
  project: Project,
  nameOrPath: string,
  { parent, nameOf = (name) => name }: { parent: string; nameOf?: (name: string) => string },
): Target {
  const isPath = isAbsolute(nameOrPath) || /[\\/]/.test(nameOrPath) || nameOrPath.startsWith('.');
  const given = isPath ? resolve(project.workingFolder, nameOrPath) : join(project.workingFolder, parent, nameOrPath);
  const name = nameOf(requireName(basename(given)));
  const folder = join(dirname(given), name);
  const shown = shownPath(project, folder);
  requireFree(folder, shown);
  return { name, folder, shown };
}

/** The words by which commands find a folder: its name below `parent` of the working folder, otherwise its path. */
export function wordFor({ workingFolder }: Project, { name, folder }: Target, parent: string): string {
  if (folder === join(workingFolder, parent, name)) return name;
  const inside = relative(workingFolder, folder);
  return inside.startsWith('..') || isAbsolute(inside) ? folder : `./${inside.split(sep).join('/')}`;
}

/** True where a path lies in a folder, or is that folder. */
export function isWithin(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

function requireName(name: string): string {
  if (NAME.test(name)) return name;
  const proposal = kebabCase(name);
  const hint = NAME.test(proposal) ? `for example "${proposal}"` : 'for example "my-idea"';
  throw new EngineError(
    SCAFFOLD_ERRORS.BAD_NAME,
    `"${name}" is no name for a folder that becomes a class: use small letters, digits and hyphens, a letter first, ${hint}.`,
    { data: { name } },
  );
}

/** Whatever stands there counts, a link to nowhere too. */
function requireFree(folder: string, shown: string): void {
  try {
    lstatSync(folder);
  } catch {
    // Nothing is there; a place that cannot be is told when it is written to.
    return;
  }
  throw existing(shown);
}

/** The fault of a place that is taken. */
export function existing(shown: string): EngineError {
  return new EngineError(
    SCAFFOLD_ERRORS.TARGET_EXISTS,
    `${shown} is there already, and nothing is overwritten. Choose another name, or remove it first.`,
    { data: { folder: shown } },
  );
}

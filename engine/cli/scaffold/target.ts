import { lstatSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import kebabCase from 'lodash/kebabCase.js';
import { shownPath } from '../../host/project.ts';
import type { Project } from '../../host/project.ts';
import { EngineError } from '../../model/engine-error.ts';
import { SCAFFOLD_ERRORS } from './errors.ts';

/** The target of a new folder. */
export interface Target {
  /** The name of the folder. */
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
  /** The folder in messages. */
  readonly shown: string;
}

const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/**
 * The folder of a name or a path: a name is below `parent` in the working folder.
 *
 * @throws EngineError for an invalid name, and for an existing target
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

/**
 * The argument by which commands find a folder: its name if it is below `parent` of the working folder, otherwise its
 * path.
 */
export function wordFor({ workingFolder }: Project, { name, folder }: Target, parent: string): string {
  if (folder === join(workingFolder, parent, name)) return name;
  const inside = relative(workingFolder, folder);
  return inside.startsWith('..') || isAbsolute(inside) ? folder : `./${inside.split(sep).join('/')}`;
}

/** Whether a path is inside a folder, or is that folder. */
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
    `"${name}" is not a valid name: use lower-case letters, digits and hyphens, beginning with a letter, ${hint}.`,
    { data: { name } },
  );
}

/** Anything at the path counts, including a broken link. */
function requireFree(folder: string, shown: string): void {
  try {
    lstatSync(folder);
  } catch {
    // Nothing is there; an invalid path is reported when it is written to.
    return;
  }
  throw existing(shown);
}

/** The fault for an existing target. */
export function existing(shown: string): EngineError {
  return new EngineError(
    SCAFFOLD_ERRORS.TARGET_EXISTS,
    `${shown} exists already, and nothing is overwritten. Choose another name, or remove it first.`,
    { data: { folder: shown } },
  );
}

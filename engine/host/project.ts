import { readFileSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folders of the engine and of its user. */
export interface Project {
  /** The engine's own folder: its plugins, strategies and embedded data. */
  readonly packageFolder: string;
  /** The working folder: the user's strategies, plugins, configuration and results. */
  readonly workingFolder: string;
  /** The engine's version, from package.json. */
  readonly version: string;
}

export function openProject(
  workingFolder: string,
  packageFolder: string = fileURLToPath(new URL('../..', import.meta.url)),
): Project {
  const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  return { packageFolder: packageFolder.replace(/[\\/]$/, ''), workingFolder, version: manifest.version };
}

/** Folders of one kind without duplicates, the user's before the engine's. */
export function projectFolders({ packageFolder, workingFolder }: Project, name: string): string[] {
  return [...new Set([join(workingFolder, name), join(packageFolder, name)])];
}

/** A path for messages: relative to the working folder or the engine's folder if it is inside, else unchanged. */
export function shownPath({ packageFolder, workingFolder }: Project, path: string): string {
  for (const folder of [workingFolder, packageFolder]) {
    const inside = relative(folder, path);
    if (inside !== '' && !inside.startsWith('..') && !isAbsolute(inside)) return inside.split(sep).join('/');
  }
  return path;
}

import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { CsvFolder } from '../data/formats/csv-folder.ts';
import { LEAN_SECURITY_TYPES } from '../data/formats/lean-row-format.ts';
import { finishPlacing } from '../data/import/place-files.ts';
import { EngineError } from '../model/engine-error.ts';
import { HOST_ERRORS } from './errors.ts';
import { readJsonFile } from './json-file.ts';
import { suggestion } from './nearest-name.ts';
import { projectFolders, shownPath } from './project.ts';
import type { Project } from './project.ts';
import type { Static } from './schema.ts';

/** Content of a data folder's dataset.json; the folder's data source adds its own settings. */
const DESCRIPTION_SCHEMA = {
  type: 'object',
  properties: {
    description: { type: 'string' },
    /** The data source that reads the folder. */
    source: { type: 'string' },
    /** The default benchmark of runs. */
    benchmark: { type: 'string' },
    /** Caveats of every result: survivorship, closes only. */
    caveats: { type: 'array', items: { type: 'string' } },
  },
} as const;

export type DataFolderDescription = Static<typeof DESCRIPTION_SCHEMA>;

export interface DataFolder {
  /** Absolute path of the folder, or of a single CSV file. */
  readonly folder: string;
  readonly shown: string;
  readonly description: DataFolderDescription;
  /** The default data source, detected from the files. */
  readonly impliedSource?: 'csv';
}

const DESCRIPTION_FILE = 'dataset.json';
/**
 * Finds a data folder by a path relative to `base` or by the name of a folder below data/; defaults to the embedded
 * sample.
 *
 * @throws EngineError if it does not exist, its description is invalid, or a broken off import cannot be finished
 */
export function findDataFolder(
  project: Project,
  name: string | undefined,
  base: string = project.workingFolder,
): DataFolder {
  const candidates =
    name === undefined
      ? projectFolders(project, 'data').toReversed()
      : [resolve(base, name), ...projectFolders(project, 'data').map((parent) => join(parent, name))];
  const folder = candidates.find((path) => isFolder(path) || isCsvFile(path));
  if (folder === undefined) throw unknown(project, name ?? 'data');
  const shown = shownPath(project, folder);
  finishPlacing(folder);
  const file = join(folder, DESCRIPTION_FILE);
  const description = existsSync(file) ? readJsonFile(file, `${shown}/${DESCRIPTION_FILE}`, DESCRIPTION_SCHEMA) : {};
  return { folder, shown, description, ...(holdsCsvFiles(folder) && { impliedSource: 'csv' }) };
}

/** The names of the described folders below data/, sorted. */
function dataFolderNames(project: Project): string[] {
  const names = projectFolders(project, 'data')
    .filter(isFolder)
    .flatMap((parent) => readdirSync(parent).filter((name) => existsSync(join(parent, name, DESCRIPTION_FILE))));
  return [...new Set(names)].sort();
}

function unknown(project: Project, name: string): EngineError {
  const names = dataFolderNames(project);
  const remedy =
    names.length === 0 ? 'Name a folder that exists.' : suggestion(basename(name), names, 'named data folders');
  return new EngineError(HOST_ERRORS.UNKNOWN_DATA, `There is no data folder "${name}". ${remedy}`, {
    data: { data: name, names },
  });
}

function isCsvFile(path: string): boolean {
  return !isFolder(path) && CsvFolder.reads(path);
}

/** Whether a folder has CSV files and none of the folders of LEAN's layout, which the other sources read. */
function holdsCsvFiles(folder: string): boolean {
  return CsvFolder.reads(folder) && !LEAN_SECURITY_TYPES.some((type) => isFolder(join(folder, type)));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

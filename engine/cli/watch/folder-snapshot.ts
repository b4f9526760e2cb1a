import { readdirSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { LEDGER_FILE } from '../../host/search/ledger-file.ts';

/** The content of a folder at one time. */
export interface FolderSnapshot {
  /** The files by their paths relative to the folder, with forward slashes. */
  readonly files: ReadonlyMap<string, FileState>;
  /** The folder and its subfolders, as absolute paths. */
  readonly folders: readonly string[];
}

interface FileState {
  /** Equal if the file was not written in between. */
  readonly fingerprint: string;
  /** Time of the last modification, epoch milliseconds. */
  readonly modified: number;
}

/** Files that were changed, added or removed, and the time. */
export interface FolderChange {
  /** Paths relative to the folder, sorted. */
  readonly files: readonly string[];
  /** The latest modification time, epoch milliseconds; NaN if unknown, as for removed files. */
  readonly modified: number;
}

/** Results mark the folder of a run, whose files are not changes of the strategy. */
const RESULTS = 'result.json';

/** Reads all files of a folder except hidden files, editor backups, packages, the ledger of trials and results of runs. */
export function takeSnapshot(folder: string): FolderSnapshot {
  const files = new Map<string, FileState>();
  const folders: string[] = [];
  look('');
  return { files, folders };

  function look(inside: string): void {
    const path = join(folder, inside);
    const entries = entriesOf(path);
    if (inside !== '' && entries.some(({ name }) => name === RESULTS)) return;
    folders.push(path);
    for (const entry of entries) {
      const name = inside === '' ? entry.name : `${inside}/${entry.name}`;
      if (isIgnored(entry.name)) continue;
      if (entry.isDirectory()) look(name);
      else add(name);
    }
  }

  function add(name: string): void {
    const found = statSync(join(folder, name), { throwIfNoEntry: false });
    if (found?.isFile() !== true) return;
    files.set(name, { fingerprint: `${found.ino} ${found.size} ${found.mtimeMs}`, modified: found.mtimeMs });
  }
}

/** The changes between two times; undefined if there are none. */
export function changeBetween(before: FolderSnapshot, after: FolderSnapshot): FolderChange | undefined {
  const names = new Set([...before.files.keys(), ...after.files.keys()]);
  const files = [...names]
    .filter((name) => before.files.get(name)?.fingerprint !== after.files.get(name)?.fingerprint)
    .sort();
  if (files.length === 0) return undefined;
  const times = files.flatMap((name) => after.files.get(name)?.modified ?? []);
  return { files, modified: times.length === 0 ? NaN : Math.max(...times) };
}

function isIgnored(name: string): boolean {
  return name.startsWith('.') || name.endsWith('~') || name === 'node_modules' || name.startsWith(LEDGER_FILE);
}

/** Empty if the folder was removed or cannot be read. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

import { readdirSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { LEDGER_FILE } from '../../host/search/ledger-file.ts';

/** What a folder held at one time. */
export interface FolderSnapshot {
  /** Each file by its path from the folder, with slashes. */
  readonly files: ReadonlyMap<string, FileState>;
  /** The folder itself and those inside it, absolute. */
  readonly folders: readonly string[];
}

interface FileState {
  /** Equal where nobody wrote the file in between. */
  readonly fingerprint: string;
  /** When it was written last, epoch milliseconds. */
  readonly modified: number;
}

/** Files that changed, came or went, and when. */
export interface FolderChange {
  /** Paths from the folder, sorted. */
  readonly files: readonly string[];
  /** The last of their times, epoch milliseconds; NaN where only the disk knows nothing of it, as of files that went. */
  readonly modified: number;
}

/** A run's results mark the folder that they are in: what a run writes is no change of the strategy. */
const RESULTS = 'result.json';

/** Looks at all files of a folder but hidden ones, an editor's backups, packages, the ledger of trials and the results of runs. */
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

/** What changed from one time to another; undefined when nothing did. */
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

/** None where the folder went, or may not be read. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

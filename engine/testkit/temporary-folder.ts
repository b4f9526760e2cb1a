import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder for one test, and a function that removes it. */
export interface TemporaryFolder {
  /** Absolute path. */
  readonly path: string;
  readonly remove: () => void;
}

/** Creates a folder with files: strings as they are, other values as JSON. */
export function temporaryFolder(files: Readonly<Record<string, unknown>> = {}): TemporaryFolder {
  const path = mkdtempSync(join(realpathSync(tmpdir()), 'tradewright-'));
  writeFiles(path, files);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Writes files into a folder: strings as they are, other values as JSON. */
export function writeFiles(folder: string, files: Readonly<Record<string, unknown>>): void {
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  }
}

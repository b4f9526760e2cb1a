import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ResultFile } from '../../api/result-handler.ts';
import { syncFolder } from '../../live/log-file.ts';
import { writeWhole } from './run-folder.ts';

/** Writes or replaces a file atomically: even after a power failure either the old or the new file is there. */
export function replaceFile(path: string, content: ResultFile['content']): void {
  const draft = join(dirname(path), `.${basename(path)}.partial`);
  rmSync(draft, { force: true });
  writeWhole(draft, content);
  const handle = openSync(draft, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, path);
  syncFolder(dirname(path));
}

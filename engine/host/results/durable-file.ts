import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ResultFile } from '../../api/result-handler.ts';
import { syncFolder } from '../../live/log-file.ts';
import { writeWhole } from './run-folder.ts';

/** Puts a file in place of one that may be there: the old or the new one is found afterwards, even after a loss of power. */
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

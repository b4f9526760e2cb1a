import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from '../model/is-running.ts';

/** Folders that are written under a hidden name contain the id of the writing process. */
const HIDDEN = /^\.(.+)[.-](\d+)\.partial$/;

/**
 * Removes hidden folders of processes that were killed while they wrote them.
 * @param name restricts the removal to folders with this final name
 */
export function removeAbandoned(parent: string, name?: string): void {
  for (const entry of readdirSync(parent, { withFileTypes: true })) {
    const [, wanted, pid] = HIDDEN.exec(entry.name) ?? [];
    if (!entry.isDirectory() || wanted === undefined || isRunning(Number(pid))) continue;
    if (name !== undefined && wanted !== name) continue;
    try {
      rmSync(join(parent, entry.name), { recursive: true, force: true });
    } catch {
      // Another process also removes it, or another user owns it: both are harmless.
    }
  }
}

import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from '../model/is-running.ts';

/** Folders that are filled under a hidden name carry the number of their process. */
const HIDDEN = /^\.(.+)[.-](\d+)\.partial$/;

/**
 * Removes the hidden folders that processes left behind which were killed while they filled them.
 * @param name only those that were to get this name; all without it
 */
export function removeAbandoned(parent: string, name?: string): void {
  for (const entry of readdirSync(parent, { withFileTypes: true })) {
    const [, wanted, pid] = HIDDEN.exec(entry.name) ?? [];
    if (!entry.isDirectory() || wanted === undefined || isRunning(Number(pid))) continue;
    if (name !== undefined && wanted !== name) continue;
    try {
      rmSync(join(parent, entry.name), { recursive: true, force: true });
    } catch {
      // Another process removes it too, or it belongs to somebody else: it harms nothing.
    }
  }
}

import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, basename } from 'node:path';
import { EngineError } from '../../model/engine-error.ts';
import { removeAbandoned } from '../abandoned-folders.ts';
import { CONVERT_ERRORS } from './errors.ts';

/**
 * Fills a folder under a temporary name and renames it at the end: it appears completely or not at all.
 *
 * @throws EngineError CONVERT_TARGET_EXISTS for a target that is not empty, CONVERT_TARGET_UNWRITABLE
 */
export async function fillFolder<Answer>(target: string, fill: (folder: string) => Promise<Answer>): Promise<Answer> {
  refuseExisting(target);
  const staged = join(dirname(target), `.${basename(target)}.${process.pid}.partial`);
  let made: string | undefined;
  try {
    made = await unwritable(target, () => {
      rmSync(staged, { recursive: true, force: true });
      const folder = mkdirSync(staged, { recursive: true });
      removeAbandoned(dirname(target), basename(target));
      return folder;
    });
    const answer = await unwritable(target, () => fill(staged));
    await unwritable(target, () => {
      refuseExisting(target);
      if (existsSync(target)) rmdirSync(target);
      renameSync(staged, target);
    });
    return answer;
  } catch (fault) {
    // Parent folders that were created for it are removed too.
    if (made !== undefined) rmSync(made, { recursive: true, force: true });
    throw fault;
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

/** @throws EngineError CONVERT_TARGET_EXISTS for anything but an empty folder */
export function refuseExisting(target: string): void {
  const stats = statSync(target, { throwIfNoEntry: false });
  if (stats === undefined || (stats.isDirectory() && readdirSync(target).length === 0)) return;
  throw new EngineError(
    CONVERT_ERRORS.TARGET_EXISTS,
    `${target} ${stats.isDirectory() ? 'is not empty' : 'is a file'}. ${CONVERT_ERRORS.TARGET_EXISTS.remedy}`,
    { data: { target } },
  );
}

/** Converts an error of the file system into a fault that names the target. */
export async function unwritable<Answer>(target: string, work: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof Error) || !('syscall' in cause)) throw cause;
    throw new EngineError(
      CONVERT_ERRORS.TARGET_UNWRITABLE,
      `${target} cannot be written: ${cause.message}. ${CONVERT_ERRORS.TARGET_UNWRITABLE.remedy}`,
      { data: { target }, cause },
    );
  }
}

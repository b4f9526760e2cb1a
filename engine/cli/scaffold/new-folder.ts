import { existsSync, mkdirSync, renameSync, rmdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EngineError } from '../../model/engine-error.ts';
import { SCAFFOLD_ERRORS } from './errors.ts';
import { existing } from './target.ts';
import type { Target } from './target.ts';

/** One file of a new folder. */
export interface NewFile {
  /** Path relative to the folder, with forward slashes. */
  readonly path: string;
  readonly content: string | Uint8Array | LinkTo;
  readonly mode?: number;
}

/** A symbolic link. */
export interface LinkTo {
  readonly linkTo: string;
}

/**
 * Writes a folder under a hidden name beside its target and then renames it: it exists completely or not at all.
 * @throws EngineError
 */
export function writeNewFolder({ folder, shown }: Target, files: readonly NewFile[]): void {
  const parent = dirname(folder);
  const temporary = join(parent, `.${basename(folder)}-${process.pid}.partial`);
  let firstMade: string | undefined;
  try {
    firstMade = mkdirSync(parent, { recursive: true });
    mkdirSync(temporary);
    for (const file of files) writeOne(temporary, file);
    if (existsSync(folder)) throw existing(shown);
    renameSync(temporary, folder);
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary, { recursive: true, force: true });
    removeEmpty(parent, firstMade);
    throw error instanceof EngineError ? error : unwritable(shown, error as NodeJS.ErrnoException);
  }
}

function writeOne(folder: string, { path, content, mode }: NewFile): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  if (typeof content === 'object' && 'linkTo' in content) symlinkSync(content.linkTo, file);
  else writeFileSync(file, content, { mode });
}

/** Removes the parent folders that were created for the new one, if they are empty. */
function removeEmpty(parent: string, firstMade: string | undefined): void {
  if (firstMade === undefined) return;
  try {
    for (let folder = parent; folder.length >= firstMade.length; folder = dirname(folder)) rmdirSync(folder);
  } catch {
    // They are in use by now.
  }
}

function unwritable(shown: string, cause: NodeJS.ErrnoException): EngineError {
  const reason = cause.code === 'ENOSPC' ? 'the disk is full' : cause.message.replace(/\.$/, '');
  return new EngineError(
    SCAFFOLD_ERRORS.UNWRITABLE,
    `${shown} could not be written: ${reason}. Nothing of it remains; correct this, or choose another location.`,
    { cause, data: { folder: shown, code: cause.code } },
  );
}

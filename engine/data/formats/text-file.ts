import { closeSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { EngineError } from '../../model/engine-error.ts';
import { DATA_ERRORS } from '../errors.ts';
import { printable } from './shown-text.ts';

/**
 * The bytes of a file, or `undefined` when it does not exist.
 * @throws EngineError DATA_FILE_UNREADABLE for any other error.
 */
export function readFileIfThere(path: string): Buffer | undefined {
  let file = -1;
  try {
    file = openDataFile(path);
    return readFileSync(file);
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw cause instanceof EngineError ? cause : unreadableFile(path, cause);
  } finally {
    if (file >= 0) closeSync(file);
  }
}

/** The bytes of a file, a pipe or device excepted. @throws EngineError DATA_FILE_UNREADABLE */
export function readWholeFile(path: string): Buffer {
  const bytes = readFileIfThere(path);
  if (bytes === undefined) throw unreadableFile(path, new Error('it is missing'));
  return bytes;
}

/**
 * Opens a regular file for reading; reading a pipe could block forever, and a device may never end.
 *
 * @throws EngineError DATA_FILE_UNREADABLE for anything that is not a regular file; otherwise the file system's error
 */
export function openDataFile(path: string): number {
  const stats = statSync(path);
  if (!stats.isFile())
    throw unreadableFile(path, new Error(`it is ${stats.isDirectory() ? 'a folder' : 'a pipe or device'}, not a file`));
  return openSync(path, 'r');
}

/**
 * The names in a folder, sorted; empty when it does not exist.
 * @throws EngineError DATA_FILE_UNREADABLE for any other error.
 */
export function listFolder(path: string): string[] {
  try {
    return readdirSync(path).toSorted();
  } catch (cause) {
    if (isMissing(cause)) return [];
    throw unreadableFile(path, cause);
  }
}

/** The lines of a text that are not blank, with their numbers counted from 1. */
export function numberedLines(text: string): { readonly line: number; readonly text: string }[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((content, index) => ({ line: index + 1, text: content.trim() }))
    .filter((entry) => entry.text !== '');
}

/** The fault for a row: `Line 7 of x.csv has …: "…".` */
export function malformedRow(path: string, line: number, row: string, what: string): EngineError {
  return new EngineError(
    DATA_ERRORS.MALFORMED_ROW,
    `Line ${line} of ${path} ${what}: "${printable(row)}". ${DATA_ERRORS.MALFORMED_ROW.remedy}`,
    {
      data: { file: path, line, row: printable(row) },
    },
  );
}

/** The fault for an existing file that cannot be read. */
export function unreadableFile(path: string, cause: unknown): EngineError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new EngineError(
    DATA_ERRORS.FILE_UNREADABLE,
    `${path} cannot be read: ${reason}. ${DATA_ERRORS.FILE_UNREADABLE.remedy}`,
    {
      data: { file: path },
      cause,
    },
  );
}

function isMissing(cause: unknown): boolean {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { EngineError } from '../../model/engine-error.ts';
import { parseJson } from '../../model/parse-json.ts';
import { relativePathInside } from '../formats/path-inside.ts';
import { IMPORT_ERRORS } from './errors.ts';

/** The folder inside a data folder that holds complete new files until they are in place. */
const INCOMING = '.import';
/** What stood in their places before, in the folder above. */
const BEFORE = '.before';
/** The list of moves, by what is to be done about them: to go on, or to put everything back. */
const [MOVES, UNDO] = ['moves.json', 'undo.json'];

/** Paths below the data folder, with slashes. */
interface Moves {
  /** New files. */
  readonly files: readonly string[];
  /** Those of them, and of the stale ones, that were there before. */
  readonly kept: readonly string[];
  /** Files that no longer apply. */
  readonly stale: readonly string[];
}

/**
 * Puts the files of a staged folder in place of those of a data folder, and removes the stale ones. That is decided in one step: a
 * process that dies before it leaves the old files, and one that dies later the new ones, once {@link finishPlacing} has been
 * called. Where a file cannot be moved, everything is as it was before.
 *
 * @param staged a folder on the same disk; it is gone afterwards
 * @param files paths from the folder; one that replaces what others are read by comes last
 */
export function placeFiles(staged: string, folder: string, files: readonly string[], stale: readonly string[]): void {
  const kept = [...files, ...stale].filter((file) => existsSync(join(folder, file)));
  for (const file of kept) keepCopy(join(folder, file), join(staged, BEFORE, file));
  const moves: Moves = { files: files.map(slashed), kept: kept.map(slashed), stale: stale.map(slashed) };
  writeFileSync(join(staged, MOVES), JSON.stringify(moves));
  mkdirSync(folder, { recursive: true });
  const incoming = join(folder, INCOMING);
  renameSync(staged, incoming);
  try {
    moveIn(folder, moves);
  } catch (fault) {
    renameSync(join(incoming, MOVES), join(incoming, UNDO));
    moveBack(folder, moves);
    throw fault;
  } finally {
    rmSync(incoming, { recursive: true, force: true });
  }
}

/**
 * Finishes what a process began that died while it put files in place. Whoever reads a data folder calls it first.
 * @throws EngineError IMPORT_BROKEN_OFF where that cannot be done
 */
export function finishPlacing(folder: string): void {
  const incoming = join(folder, INCOMING);
  if (!existsSync(incoming)) return;
  try {
    const [undo, moves] = [UNDO, MOVES].map((name) => readMoves(join(incoming, name)));
    if (undo !== undefined) moveBack(folder, undo);
    else if (moves !== undefined) moveIn(folder, moves);
    rmSync(incoming, { recursive: true, force: true });
  } catch (cause) {
    const { BROKEN_OFF } = IMPORT_ERRORS;
    const reason = cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause);
    const message = `An import into ${folder} was broken off, and cannot be finished: ${reason}. ${BROKEN_OFF.remedy}`;
    throw new EngineError(BROKEN_OFF, message, { data: { folder }, cause });
  }
}

/** May be repeated from any point where it was broken off. */
function moveIn(folder: string, { files, stale }: Moves): void {
  for (const file of files) {
    const [from, to] = [relativePathInside(join(folder, INCOMING), file), relativePathInside(folder, file)];
    mkdirSync(dirname(to), { recursive: true });
    if (existsSync(from) || !existsSync(to)) renameSync(from, to);
  }
  for (const file of stale) rmSync(relativePathInside(folder, file), { force: true });
}

/** May be repeated from any point where it was broken off. */
function moveBack(folder: string, { files, kept }: Moves): void {
  for (const file of files) {
    const path = relativePathInside(folder, file);
    if (!kept.includes(file) && existsSync(path)) rmSync(path);
  }
  for (const file of kept) {
    const before = relativePathInside(join(folder, INCOMING, BEFORE), file);
    if (existsSync(before)) renameSync(before, relativePathInside(folder, file));
  }
}

function isList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((file) => typeof file === 'string');
}

/** The content of a list of moves; undefined where there is none. @throws Error for other content */
function readMoves(path: string): Moves | undefined {
  if (!existsSync(path)) return undefined;
  const value = parseJson(readFileSync(path, 'utf8')) as Partial<Moves> | null;
  const { files, kept, stale } = value ?? {};
  if (!isList(files) || !isList(kept) || !isList(stale)) throw new Error(`${path} is damaged`);
  return { files, kept, stale };
}

/** A second name for a file, or a copy where the disk has no such names. */
function keepCopy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}

import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { ResultFile } from '../../api/result-handler.ts';
import { removeAbandoned } from '../../data/abandoned-folders.ts';
import { EngineError } from '../../model/engine-error.ts';
import { HOST_ERRORS } from '../errors.ts';

/**
 * The folder of one run's results. It is made under a hidden name before the run, so that a folder that cannot be written
 * is told at once, and takes its own name when every file is whole: results are there entirely or not at all.
 */
export class RunFolder {
  private readonly parent: string;
  private readonly temporary: string;
  private readonly name: string;

  /** @throws EngineError when the parent cannot be made or written */
  static create(parent: string, strategy: string, startedAt: number): RunFolder {
    const name = `${timeStamp(startedAt)}-${strategy}`;
    let folder = new RunFolder(parent, name);
    folder.attempt(() => {
      makeFolder(parent);
      // a name that is taken belongs to another run of this process that began in the same second
      for (let number = 2; !makeNew(folder.temporary); number++) folder = new RunFolder(parent, `${name}-${number}`);
    });
    discardAtExit(folder);
    removeAbandoned(parent);
    return folder;
  }

  private constructor(parent: string, name: string) {
    this.parent = parent;
    this.name = name;
    this.temporary = join(parent, `.${name}-${process.pid}.partial`);
  }

  /** Writes all files and gives the folder its name. @returns its path @throws EngineError after leaving nothing behind */
  write(files: readonly ResultFile[]): string {
    return this.attempt(() => {
      makeFolder(this.temporary);
      for (const { name, content } of files) writeWhole(join(this.temporary, basename(name)), content);
      const path = this.takeName();
      UNFINISHED.delete(this);
      return path;
    });
  }

  /** Removes what was begun. */
  discard(): void {
    UNFINISHED.delete(this);
    rmSync(this.temporary, { recursive: true, force: true });
  }

  private attempt<Value>(work: () => Value): Value {
    try {
      return work();
    } catch (cause) {
      try {
        this.discard();
      } catch {
        // What cannot be removed cannot have been written either; the first failure is the one to tell.
      }
      throw outputFault(this.parent, cause);
    }
  }

  /** Gives the folder the run's own name, with a number behind it where two runs began in the same second. */
  private takeName(): string {
    const wanted = join(this.parent, this.name);
    let path = wanted;
    for (let number = 2; !renameToFree(this.temporary, path); number++) path = `${wanted}-${number}`;
    return path;
  }
}

/** @returns false when the name is taken, by another run in this very moment too */
function renameToFree(from: string, to: string): boolean {
  if (existsSync(to)) return false;
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** Folders of runs that go on: code of a strategy may end the process. */
const UNFINISHED = new Set<RunFolder>();
let isExitWatched = false;

function discardAtExit(folder: RunFolder): void {
  UNFINISHED.add(folder);
  if (isExitWatched) return;
  isExitWatched = true;
  process.on('exit', () => UNFINISHED.forEach((unfinished) => unfinished.discard()));
}

/** Makes a folder that is not there yet. @returns false when there is something of its name */
export function makeNew(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Why results cannot be written to a folder. */
export function outputFault(parent: string, cause: unknown): EngineError {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new EngineError(
      HOST_ERRORS.DISK_FULL,
      `The disk of ${parent} is full: the results were not written, and nothing of them was left behind. Free space, or choose another folder with --output.`,
      { cause, data: { output: parent } },
    );
  }
  if (code === 'ENOTDIR') {
    return new EngineError(
      HOST_ERRORS.OUTPUT_UNWRITABLE,
      `The results cannot be written to ${parent}, as that or a part of it is a file. Choose a folder with --output.`,
      { cause, data: { output: parent } },
    );
  }
  return new EngineError(
    HOST_ERRORS.OUTPUT_UNWRITABLE,
    `The results cannot be written to ${parent} (${message}). Choose another folder with --output, or correct its permissions.`,
    { cause, data: { output: parent } },
  );
}

/**
 * Makes a folder and those above it, one by one: Node's recursive mkdir tells of a missing folder where the file system is
 * read-only, and never returns where the kernel refuses to make one (below /proc).
 */
export function makeFolder(path: string): void {
  const missing: string[] = [];
  for (let folder = resolve(path); !existsSync(folder) && dirname(folder) !== folder; folder = dirname(folder))
    missing.push(folder);
  for (const folder of missing.toReversed()) {
    try {
      mkdirSync(folder);
    } catch (error) {
      // another run has made it meanwhile
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** `20261121-094500`, the local time. */
export function timeStamp(milliseconds: number): string {
  const time = new Date(milliseconds);
  return `${time.getFullYear()}${two(time.getMonth() + 1)}${two(time.getDate())}-${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}`;
}

/** Writes a file that is not there yet, text piece by piece where it comes in pieces. */
export function writeWhole(path: string, content: ResultFile['content']): void {
  if (typeof content === 'string' || content instanceof Uint8Array) {
    writeFileSync(path, content);
    return;
  }
  const file = openSync(path, 'wx');
  try {
    for (const text of content) writeFileSync(file, text);
  } finally {
    closeSync(file);
  }
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

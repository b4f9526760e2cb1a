import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { ResultFile } from '../../api/result-handler.ts';
import { removeAbandoned } from '../../data/abandoned-folders.ts';
import { EngineError } from '../../model/engine-error.ts';
import { HOST_ERRORS } from '../errors.ts';

/**
 * The folder of one run's results. It is created under a hidden name before the run, so that a folder that cannot be
 * written is reported at once, and renamed when all files are complete: results exist entirely or not at all.
 */
export class RunFolder {
  private readonly parent: string;
  private readonly temporary: string;
  private readonly name: string;

  /** @throws EngineError if the parent cannot be created or written */
  static create(parent: string, strategy: string, startedAt: number): RunFolder {
    return RunFolder.named(parent, `${timeStamp(startedAt)}-${strategy}`);
  }

  /** A folder with a given name, or that name with a number if it is taken. @throws EngineError as above */
  static named(parent: string, name: string): RunFolder {
    let folder = new RunFolder(parent, name);
    folder.attempt(() => {
      makeFolder(parent);
      // an existing name belongs to another run of this process that started in the same second
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

  /** Writes all files and renames the folder. @returns its path @throws EngineError after removing everything */
  write(files: readonly ResultFile[]): string {
    return this.attempt(() => {
      makeFolder(this.temporary);
      for (const { name, content } of files) writeWhole(join(this.temporary, basename(name)), content);
      const path = this.takeName();
      UNFINISHED.delete(this);
      return path;
    });
  }

  /** Removes the unfinished folder. */
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
        // the first failure is the one to report
      }
      throw outputFault(this.parent, cause);
    }
  }

  /** Renames the folder to the run's name, with a number appended if two runs started in the same second. */
  private takeName(): string {
    const wanted = join(this.parent, this.name);
    let path = wanted;
    for (let number = 2; !renameToFree(this.temporary, path); number++) path = `${wanted}-${number}`;
    return path;
  }
}

/** @returns false if the name is taken, even by a concurrent run */
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

/** Folders of unfinished runs: a strategy's code may end the process. */
const UNFINISHED = new Set<RunFolder>();
let isExitWatched = false;

function discardAtExit(folder: RunFolder): void {
  UNFINISHED.add(folder);
  if (isExitWatched) return;
  isExitWatched = true;
  process.on('exit', () => UNFINISHED.forEach((unfinished) => unfinished.discard()));
}

/** Creates a folder. @returns false if the name exists */
export function makeNew(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** The fault for a folder that results cannot be written to. */
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
 * Creates a folder and its parents one by one: Node's recursive mkdir reports a missing folder on a read-only file
 * system, and never returns if the kernel refuses to create one (below /proc).
 */
export function makeFolder(path: string): void {
  const missing: string[] = [];
  for (let folder = resolve(path); !existsSync(folder) && dirname(folder) !== folder; folder = dirname(folder))
    missing.push(folder);
  for (const folder of missing.toReversed()) {
    try {
      mkdirSync(folder);
    } catch (error) {
      // another run has created it meanwhile
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** `20261121-094500`, the local time. */
export function timeStamp(milliseconds: number): string {
  const time = new Date(milliseconds);
  return `${time.getFullYear()}${two(time.getMonth() + 1)}${two(time.getDate())}-${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}`;
}

/** Writes a new file; text may come in chunks. */
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

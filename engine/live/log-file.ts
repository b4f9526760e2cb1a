import {
  closeSync,
  fdatasyncSync,
  ftruncateSync,
  fsyncSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { logFault } from './log-fault.ts';

/** Storage of a log's bytes; one writer at a time. */
export interface LogFile {
  /** Name in messages. */
  readonly name: string;
  /** Reads all bytes. */
  read(): Uint8Array;
  /** Appends bytes. If it throws, a part of them may have been written. */
  append(bytes: Uint8Array): void;
  truncate(size: number): void;
  /** Returns when all written bytes survive a power failure. */
  sync(): void;
  close(): void;
}

/** A log file on disk, in an existing folder. */
export class DiskLogFile implements LogFile {
  readonly name: string;
  private readonly handle: number;

  /** @throws EngineError if the file cannot be opened */
  constructor(path: string) {
    this.name = path;
    try {
      // opening a pipe would wait for ever
      if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) throw new Error('it is not a file');
      this.handle = openSync(path, 'a+', 0o600);
      syncFolder(dirname(path));
    } catch (cause) {
      throw logFault(path, 'opened', cause);
    }
  }

  read(): Uint8Array {
    return readFileSync(this.handle);
  }

  append(bytes: Uint8Array): void {
    for (let written = 0; written < bytes.length;) written += writeSync(this.handle, bytes, written);
  }

  truncate(size: number): void {
    ftruncateSync(this.handle, size);
  }

  sync(): void {
    fdatasyncSync(this.handle);
  }

  close(): void {
    closeSync(this.handle);
  }
}

/** A new file survives a power failure only if its folder has been synced, too. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

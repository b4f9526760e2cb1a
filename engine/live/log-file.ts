import { closeSync, fdatasyncSync, ftruncateSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { logFault } from './log-fault.ts';

/** Where a log keeps its bytes; one writer at a time. */
export interface LogFile {
  /** How messages call it. */
  readonly name: string;
  /** All bytes that are there. */
  read(): Uint8Array;
  /** Writes behind the last byte. What it throws may have left a part of the bytes behind. */
  append(bytes: Uint8Array): void;
  truncate(size: number): void;
  /** Returns when everything written would survive a loss of power. */
  sync(): void;
  close(): void;
}

/** A log file on disk, in a folder that is there. */
export class DiskLogFile implements LogFile {
  readonly name: string;
  private readonly handle: number;

  /** @throws EngineError when the file cannot be opened */
  constructor(path: string) {
    this.name = path;
    try {
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

/** A file that was made is found again after a loss of power only when its folder has been synced too. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

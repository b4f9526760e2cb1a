import { MemoryLogFile } from '../../engine/testkit/memory-log-file.ts';
import type { LogFile } from '../../engine/live/log-file.ts';
import type { LiveFiles } from './live-bench.ts';

/** Ends a run like a kill: later writes do not reach the files. */
export class Crash extends Error {}

/**
 * The files of a paper run that crashes after a number of bytes, counted over both files in the order of writing:
 * within a record as well as between two.
 */
export class CrashFiles implements LiveFiles {
  readonly journal: LogFile;
  readonly account: LogFile;
  /** Bytes written so far. */
  written = 0;
  /** The end of each write, in bytes. */
  readonly ends: number[] = [];
  private readonly limit: number;
  private readonly syncedSizes: { journal: number; account: number };
  private readonly files: { readonly journal: MemoryLogFile; readonly account: MemoryLogFile };

  constructor(limit = Infinity, left: { readonly journal: Uint8Array; readonly account: Uint8Array } = NOTHING) {
    this.limit = limit;
    this.syncedSizes = { journal: left.journal.length, account: left.account.length };
    this.files = { journal: new MemoryLogFile(left.journal), account: new MemoryLogFile(left.account) };
    this.journal = this.guarded('journal');
    this.account = this.guarded('account');
  }

  get hasCrashed(): boolean {
    return this.written >= this.limit;
  }

  /** The contents of the files after the crash. */
  get left(): { journal: Uint8Array; account: Uint8Array } {
    return { journal: this.files.journal.bytes, account: this.files.account.bytes };
  }

  /** The minimal contents of the files after a loss of power. */
  get synced(): { journal: Uint8Array; account: Uint8Array } {
    const { journal, account } = this.left;
    return { journal: journal.slice(0, this.syncedSizes.journal), account: account.slice(0, this.syncedSizes.account) };
  }

  private guarded(which: 'journal' | 'account'): LogFile {
    const file = this.files[which];
    return {
      name: file.name,
      read: () => file.read(),
      append: (bytes) => {
        const room = Math.max(0, this.limit - this.written);
        file.append(bytes.subarray(0, room));
        this.written += Math.min(room, bytes.length);
        this.ends.push(this.written);
        if (room < bytes.length) throw new Crash('The process was cut off.');
      },
      truncate: (size) => {
        if (!this.hasCrashed) file.truncate(size);
      },
      sync: () => {
        if (this.hasCrashed) throw new Crash('The process was cut off.');
        this.syncedSizes[which] = file.bytes.length;
      },
      close: () => {},
    };
  }
}

const NOTHING = { journal: new Uint8Array(), account: new Uint8Array() };

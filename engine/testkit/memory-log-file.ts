import type { LogFile } from '../live/log-file.ts';

/** A log file in memory with a configurable capacity and configurable errors. */
export class MemoryLogFile implements LogFile {
  readonly name = 'memory';
  /** Capacity in bytes; a write beyond it fails as on a full disk, after the bytes that fit have been written. */
  capacity: number;
  syncs = 0;
  private content: Uint8Array;
  private size: number;

  constructor(bytes: Uint8Array = new Uint8Array(), capacity = Infinity) {
    this.content = bytes.slice();
    this.size = bytes.length;
    this.capacity = capacity;
  }

  /** A copy of the content of the file. */
  get bytes(): Uint8Array {
    return this.content.slice(0, this.size);
  }

  read(): Uint8Array {
    return this.bytes;
  }

  append(bytes: Uint8Array): void {
    const fitting = bytes.subarray(0, Math.max(0, this.capacity - this.size));
    const needed = this.size + fitting.length;
    if (needed > this.content.length) {
      const larger = new Uint8Array(needed * 2);
      larger.set(this.content);
      this.content = larger;
    }
    this.content.set(fitting, this.size);
    this.size = needed;
    if (fitting.length < bytes.length) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  }

  truncate(size: number): void {
    this.size = size;
  }

  sync(): void {
    this.syncs++;
  }

  close(): void {}
}

import type { LogFile } from '../live/log-file.ts';

/** A log file in memory, as full and as fragile as a test wants it. */
export class MemoryLogFile implements LogFile {
  readonly name = 'memory';
  /** Bytes that fit; the next ones are refused like those of a full disk, after what fits was written. */
  capacity: number;
  syncs = 0;
  private content: Uint8Array;

  constructor(bytes: Uint8Array = new Uint8Array(), capacity = Infinity) {
    this.content = bytes.slice();
    this.capacity = capacity;
  }

  get bytes(): Uint8Array {
    return this.content;
  }

  read(): Uint8Array {
    return this.content.slice();
  }

  append(bytes: Uint8Array): void {
    const room = Math.max(0, this.capacity - this.content.length);
    const fitting = bytes.subarray(0, room);
    const longer = new Uint8Array(this.content.length + fitting.length);
    longer.set(this.content);
    longer.set(fitting, this.content.length);
    this.content = longer;
    if (fitting.length < bytes.length) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  }

  truncate(size: number): void {
    this.content = this.content.slice(0, size);
  }

  sync(): void {
    this.syncs++;
  }

  close(): void {}
}

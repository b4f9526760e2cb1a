import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { changeBetween, takeSnapshot } from './folder-snapshot.ts';
import type { FolderChange } from './folder-snapshot.ts';

/** Milliseconds without a further event after which a change is complete: editors write files in several steps. */
const SETTLED_AFTER = 30;
/** Polling interval in milliseconds, for file systems without notifications, such as some network file systems. */
const LOOK_EVERY = 1_000;

/** Reports changes of the files of a folder. */
export class FolderWatch {
  private readonly folder: string;
  private readonly watchers = new Map<string, FSWatcher>();
  private readonly clock: NodeJS.Timeout;
  private settling: NodeJS.Timeout | undefined;
  private seen;
  private pending: FolderChange | undefined;
  private waiting: ((change: FolderChange) => void) | undefined;

  /** @param folder absolute */
  constructor(folder: string) {
    this.folder = folder;
    this.seen = takeSnapshot(folder);
    this.follow();
    this.clock = setInterval(() => this.look(), LOOK_EVERY);
  }

  /** Resolves with the next unreported change; call again only after it has resolved. */
  async next(): Promise<FolderChange> {
    return await new Promise((resolve) => {
      this.waiting = resolve;
      this.tell();
    });
  }

  close(): void {
    clearInterval(this.clock);
    clearTimeout(this.settling);
    for (const watcher of this.watchers.values()) watcher.close();
    this.watchers.clear();
  }

  /** Watches the existing folders. */
  private follow(): void {
    const { folders } = this.seen;
    for (const [folder, watcher] of this.watchers) {
      if (folders.includes(folder)) continue;
      watcher.close();
      this.watchers.delete(folder);
    }
    for (const folder of folders) if (!this.watchers.has(folder)) this.listen(folder);
  }

  private listen(folder: string): void {
    const forget = (): void => {
      this.watchers.get(folder)?.close();
      this.watchers.delete(folder);
    };
    try {
      const watcher = watch(folder, () => this.settle());
      watcher.on('error', forget);
      this.watchers.set(folder, watcher);
    } catch {
      // If the system has no more watchers, polling remains.
    }
  }

  private look(): void {
    if (changeBetween(this.seen, takeSnapshot(this.folder)) !== undefined) this.settle();
  }

  private settle(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.take(), SETTLED_AFTER);
  }

  private take(): void {
    const now = takeSnapshot(this.folder);
    const change = changeBetween(this.seen, now);
    this.seen = now;
    this.follow();
    if (change === undefined) return;
    this.pending = this.pending === undefined ? change : merged(this.pending, change);
    this.tell();
  }

  private tell(): void {
    const { waiting, pending } = this;
    if (waiting === undefined || pending === undefined) return;
    this.waiting = this.pending = undefined;
    waiting(pending);
  }
}

function merged(one: FolderChange, other: FolderChange): FolderChange {
  return { files: [...new Set([...one.files, ...other.files])].sort(), modified: other.modified };
}

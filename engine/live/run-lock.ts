import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { readFileIfThere } from '../data/formats/text-file.ts';
import { EngineError } from '../model/engine-error.ts';
import { isRunning } from '../model/is-running.ts';
import { LIVE_ERRORS } from './errors.ts';
import { logFault } from './log-fault.ts';

/** Identifies a process beyond its id, which may be reused. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Start time of the process as the system reports it; empty if it does not. */
  readonly startedAt: string;
}

/** The identity of a running process; undefined without a process of that id. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  return isRunning(pid) ? { pid, startedAt: startOf(pid) } : undefined;
}

function startOf(pid: number): string {
  try {
    if (process.platform === 'linux') return linuxStartOf(pid);
    if (process.platform === 'win32') return '';
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/** Clock ticks since boot and the boot's id: ticks alone may repeat after a reboot. */
function linuxStartOf(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return `${ticks} ${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`;
}

/** Exclusive lock on a run's folder. */
export class RunLock {
  private readonly path: string;
  private readonly text: string;

  /** Acquires the lock; a stale lock is taken over. @throws EngineError if a running process holds it */
  static take(folder: string): RunLock {
    const path = join(folder, 'lock');
    const own = JSON.stringify(identityOf(process.pid));
    const draft = `${path}.${process.pid}`;
    try {
      writeFileSync(draft, own);
      // creating a link is atomic and never replaces another one
      while (!link(draft, path)) removeStale(path);
    } catch (cause) {
      throw cause instanceof EngineError ? cause : logFault(path, 'written', cause);
    } finally {
      rmSync(draft, { force: true });
    }
    return new RunLock(path, own);
  }

  private constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  release(): void {
    if (readIfThere(this.path) === this.text) rmSync(this.path, { force: true });
  }
}

/** The running process that holds a run's lock. */
export function lockHolder(folder: string): ProcessIdentity | undefined {
  return livingHolder(readIfThere(join(folder, 'lock')));
}

function livingHolder(text: string | undefined): ProcessIdentity | undefined {
  const holder = text === undefined ? undefined : parse(text);
  if (holder === undefined) return undefined;
  const now = identityOf(holder.pid);
  return now !== undefined && (now.startedAt === '' || now.startedAt === holder.startedAt) ? now : undefined;
}

/** Removes a stale lock. Concurrent processes each check which lock they removed. */
function removeStale(path: string): void {
  const text = readIfThere(path);
  const holder = livingHolder(text);
  if (holder !== undefined) {
    throw new EngineError(
      LIVE_ERRORS.ALREADY_RUNNING,
      `The process ${holder.pid} runs this run already. ${LIVE_ERRORS.ALREADY_RUNNING.remedy}`,
      { data: { pid: holder.pid } },
    );
  }
  const taken = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, taken);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  // another process was faster and this is its lock: it is restored
  if (readIfThere(taken) !== text) link(taken, path);
  rmSync(taken, { force: true });
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readIfThere(path: string): string | undefined {
  return readFileIfThere(path)?.toString('utf8');
}

function parse(text: string): ProcessIdentity | undefined {
  try {
    const { pid, startedAt } = JSON.parse(text) as Partial<ProcessIdentity>;
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt } : undefined;
  } catch {
    // torn by a crash: its writer no longer runs
    return undefined;
  }
}

import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testkit/temporary-folder.ts';
import type { TemporaryFolder } from '../testkit/temporary-folder.ts';
import { identityOf, lockHolder, RunLock } from './run-lock.ts';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

describe('the lock of a run', () => {
  const lock = (): string => join(folder.path, 'lock');

  it('excludes a second process while the first one lives, and is released by it', () => {
    const first = RunLock.take(folder.path);
    expect(lockHolder(folder.path)?.pid).toBe(process.pid);
    expect(() => RunLock.take(folder.path)).toThrow(`The process ${process.pid} runs this run already.`);
    first.release();
    expect(existsSync(lock())).toBe(false);
    RunLock.take(folder.path).release();
  });

  it('is taken over when its process has ended', async () => {
    const child = spawn(process.execPath, ['-e', '0']);
    const identity = { pid: child.pid, startedAt: identityOf(child.pid ?? 0)?.startedAt };
    await new Promise((resolve) => child.on('close', resolve));
    writeFileSync(lock(), JSON.stringify(identity));
    expect(lockHolder(folder.path)).toBeUndefined();
    RunLock.take(folder.path).release();
  });

  it.skipIf(process.platform === 'win32')('is taken over when another process has the same id', () => {
    writeFileSync(lock(), JSON.stringify({ pid: process.pid, startedAt: 'long ago' }));
    expect(lockHolder(folder.path)).toBeUndefined();
    const taken = RunLock.take(folder.path);
    expect(JSON.parse(readFileSync(lock(), 'utf8'))).toEqual(identityOf(process.pid));
    taken.release();
  });

  it.each(['', '{"pid":', '{}', 'nonsense'])('is taken over when its content is invalid: %j', (text) => {
    writeFileSync(lock(), text);
    RunLock.take(folder.path).release();
    expect(existsSync(lock())).toBe(false);
  });

  it('is not released by a process that no longer holds it', () => {
    const mine = RunLock.take(folder.path);
    writeFileSync(lock(), '{"pid":1,"startedAt":"other"}');
    mine.release();
    expect(existsSync(lock())).toBe(true);
  });

  it.each([0, -1, -4_000_000, 1.5, 1e20])('is stale with the invalid process id %d', (pid) => {
    const { path, remove } = temporaryFolder();
    writeFileSync(join(path, 'lock'), JSON.stringify({ pid, startedAt: '' }));
    expect(lockHolder(path)).toBeUndefined();
    RunLock.take(path).release();
    remove();
  });
});

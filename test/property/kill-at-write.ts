import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Loaded before a command (`node --import`): counts the file operations of the process in a folder, and kills it at one
 * of them: before the operation, or in the middle of it if it is a write.
 */
const FOLDER = process.env.KILL_FOLDER ?? '';
const POINT = Number(process.env.KILL_AT ?? NaN);
const isTorn = process.env.KILL_TORN === '1';
const DEEDS = [
  'copyFileSync',
  'fdatasyncSync',
  'fsyncSync',
  'ftruncateSync',
  'linkSync',
  'mkdirSync',
  'renameSync',
  'rmSync',
  'rmdirSync',
  'writeFileSync',
  'writeSync',
] as const;

type Deed = (...args: unknown[]) => unknown;
const real = { ...fs } as unknown as Record<string, Deed>;
const patched = fs as unknown as Record<string, Deed>;
const handles = new Set<unknown>();
let count = 0;

const isBelow = (target: unknown): boolean =>
  handles.has(target) || (typeof target === 'string' && target.startsWith(FOLDER));

/** The first half of the content of a write. */
function half(content: unknown): Uint8Array {
  const bytes = typeof content === 'string' ? Buffer.from(content) : (content as Uint8Array);
  return bytes.subarray(0, Math.floor(bytes.length / 2));
}

patched.openSync = (...args) => {
  const handle = real.openSync(...args);
  if (isBelow(args[0])) handles.add(handle);
  return handle;
};
for (const deed of DEEDS) {
  patched[deed] = (...args) => {
    if (isBelow(args[0]) && count++ === POINT) {
      if (isTorn && deed.startsWith('write')) real[deed](args[0], half(args[1]));
      process.kill(process.pid, 'SIGKILL');
    }
    return real[deed](...args);
  };
}
syncBuiltinESMExports();
process.on('exit', () => process.stderr.write(`DEEDS ${count}\n`));

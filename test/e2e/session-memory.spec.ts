import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { PROJECT } from './command.ts';

const RUNS = 200;
/**
 * Allowance for compiled code; the result of one run is several hundred kilobytes, so retaining each would exceed it
 * many times.
 */
const MOST_GROWTH = 8 * 1024 * 1024;

it(`${RUNS} runs of one session do not grow memory`, async () => {
  const script = join(PROJECT, 'test/e2e/session-memory.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script, String(RUNS)]);
  const { used, hashes } = JSON.parse(stdout) as { readonly used: readonly number[]; readonly hashes: number };
  expect(hashes).toBe(1);
  expect(used).toHaveLength(10);
  // the first tenth compiles code and reads data; a single sample may include garbage, whereas a leak is in all samples
  expect(Math.min(...used.slice(-3)) - used[0]).toBeLessThan(MOST_GROWTH);
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import type { LoadMeasurement } from './results.ts';

const ROWS = 50_000;
const folder = mkdtempSync(join(tmpdir(), 'load-'));
afterAll(() => rmSync(folder, { recursive: true }));

function load(...args: string[]): string {
  const script = fileURLToPath(new URL('load.ts', import.meta.url));
  return execFileSync(process.execPath, [script, ...args], { encoding: 'utf8' });
}

it('reads the same rows by Parquet, by the column cache and bare', () => {
  load('prepare', folder, String(ROWS));
  const { checks, bare, cache, parquet } = JSON.parse(load('measure', folder, String(ROWS), '1')) as LoadMeasurement;
  expect(checks).toHaveLength(6);
  expect(checks.filter(({ actual, expected }) => actual !== expected)).toEqual([]);
  expect([bare, cache, parquet].map(({ runs }) => runs.length)).toEqual([2, 2, 2]);
});

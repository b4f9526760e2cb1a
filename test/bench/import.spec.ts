import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import type { ImportMeasurement } from './results.ts';

const ROWS = 8000;
const folder = mkdtempSync(join(tmpdir(), 'import-bench-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('imports the written bars to Parquet and to LEAN', () => {
  const script = fileURLToPath(new URL('import.ts', import.meta.url));
  const output = execFileSync(process.execPath, [script, folder, String(ROWS), '1'], { encoding: 'utf8' });
  const { checks, reference, parquet, lean } = JSON.parse(output) as ImportMeasurement;
  expect(checks).toHaveLength(4);
  expect(checks.filter(({ actual, expected }) => actual !== expected)).toEqual([]);
  expect([reference, parquet, lean].map(({ runs }) => runs.length)).toEqual([2, 2, 2]);
});

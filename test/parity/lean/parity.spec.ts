import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasLeanData, LEAN_DATA } from '../lean-reference.ts';
import { PORTED_ALGORITHMS } from './index.ts';
import { departuresFrom, readKnownDifferences } from './known-differences.ts';
import { runLeanParity } from './runner.ts';

const known = readKnownDifferences();
const EXPECTED_FILE = join(LEAN_DATA, '../expected.json');

describe.runIf(hasLeanData)("LEAN's regression algorithms", () => {
  it.each(PORTED_ALGORITHMS)('$name is equal except for known differences', async ({ name }) => {
    const report = await runLeanParity({ dataFolder: LEAN_DATA, expectedFile: EXPECTED_FILE, only: name });
    expect(departuresFrom(known, report.algorithms)).toEqual([]);
  });
});

import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { migrateCode } from '../../engine/cli/scaffold/migrate-code.ts';

const reports = fileURLToPath(new URL('../../../shared/reports', import.meta.url));
const files = existsSync(reports) ? globSync('*/*/strategy.ts', { cwd: reports }) : [];

describe.skipIf(files.length === 0)('the strategies of users (skipped without ../shared/reports)', () => {
  it.each(files)('%s compiles against the current API', (file) => {
    const text = readFileSync(join(reports, file), 'utf8');
    const { files: migrated } = migrateCode(new Map([['strategy.ts', text]]), 'reports');
    expect(migrated.get('strategy.ts')).toBe(text);
  });
});

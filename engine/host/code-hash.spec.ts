import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { codeHash } from './code-hash.ts';

const FILES = {
  'mine/strategy.ts': [
    "import weights from './weights.json' with { type: 'json' };",
    "import { shared } from '../common.ts';",
    "import { helped } from 'helper';",
    "export const later = () => import('./later.mjs');",
  ].join('\n'),
  'mine/weights.json': '{"AAPL":1}',
  'mine/config.json': '{}',
  'mine/strategy.spec.ts': 'export const spec = 1;',
  'mine/later.mjs': "export { table } from './table.json';",
  'mine/table.json': '[]',
  'mine/notes.md': '',
  'common.ts': "export { deep as shared } from './deep.ts';",
  'deep.ts': 'export const deep = 1;',
  'node_modules/helper/package.json': '{"name":"helper","version":"1.0.0","main":"index.js"}',
  'node_modules/helper/index.js': '',
};

function hashWith(changed?: string): string {
  const { path, remove } = temporaryFolder(FILES);
  if (changed !== undefined) {
    mkdirSync(join(path, changed, '..'), { recursive: true });
    writeFileSync(join(path, changed), '{"name":"helper","version":"2.0.0"}');
  }
  const hash = codeHash(join(path, 'mine'));
  remove();
  return hash;
}

describe('the code hash of a strategy', () => {
  it.each([
    'mine/strategy.ts',
    'mine/weights.json',
    'mine/later.mjs',
    'mine/table.json',
    'common.ts',
    'deep.ts',
    'node_modules/helper/package.json',
    'mine/another.ts',
  ])('changes with %s', (file) => {
    expect(hashWith(file)).not.toBe(hashWith());
  });

  it.each(['mine/config.json', 'mine/strategy.spec.ts', 'mine/notes.md', 'mine/.hidden/x.ts', 'elsewhere.ts'])(
    'does not change with %s',
    (file) => {
      expect(hashWith(file)).toBe(hashWith());
    },
  );
});

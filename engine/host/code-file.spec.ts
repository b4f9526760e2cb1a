import { join } from 'node:path';
import { temporaryFolder } from 'tradewright/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { codeFile } from './code-file.ts';

const { path, remove } = temporaryFolder({
  'both/strategy.ts': '',
  'both/strategy.js': '',
  'script/strategy.js': '',
  'node_modules/both/strategy.ts': '',
  'node_modules/both/strategy.js': '',
  'node_modules/source/strategy.ts': '',
});
afterAll(remove);

describe('codeFile', () => {
  it.each([
    ['both', 'strategy.ts'],
    ['script', 'strategy.js'],
    ['node_modules/both', 'strategy.js'],
    ['node_modules/source', 'strategy.ts'],
    ['nowhere', undefined],
  ])('chooses in %s the file that Node can run: %s', (folder, file) => {
    expect(codeFile(join(path, folder), 'strategy')).toBe(file);
  });
});

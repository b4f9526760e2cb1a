import { join } from 'node:path';
import { temporaryFolder } from 'tradewright/testkit';
import { expect, it } from 'vitest';
import { readJsonFile } from './json-file.ts';

it.each([
  ['[[[', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['broken', '['.repeat(100_000)],
  ['objects', '{"a":'.repeat(100_000)],
])('a configuration that is nested too deeply is reported by its name (%s)', (_what, text) => {
  const { path, remove } = temporaryFolder({ 'config.json': text });
  expect(() => readJsonFile(join(path, 'config.json'), 'config.json', { type: 'object' })).toThrow(
    /^config\.json is not JSON: line 1, column \d+ is not understood \(it is nested more than 200 levels deep\)\. Correct it there\.$/,
  );
  remove();
});

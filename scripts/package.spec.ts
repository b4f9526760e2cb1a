import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from 'tradewright/testkit';
import { expect, it } from 'vitest';
import { filesOfGit, removeUnknown } from './package.ts';

it('a package contains only files that git tracks, and files compiled from them', () => {
  const { path, remove } = temporaryFolder({
    'strategies/mine/strategy.ts': '',
    'strategies/private/strategy.ts': '',
    'data/licensed.csv': '',
    'data/known é.csv': '',
    'templates/.env': 'SECRET=1',
    'out/strategies/mine/strategy.js': '',
    'out/strategies/mine/strategy.d.ts': '',
    'out/strategies/private/strategy.js': '',
    'out/strategies/private/strategy.d.ts': '',
  });
  execFileSync('git', ['init', '--quiet'], { cwd: path });
  execFileSync('git', ['add', 'strategies/mine', 'data/known é.csv'], { cwd: path });
  const known = filesOfGit(path);
  expect([...known].toSorted()).toEqual(['data/known é.csv', 'strategies/mine/strategy.ts']);
  removeUnknown(join(path, 'out'), known);
  expect(existsSync(join(path, 'out/strategies/mine/strategy.js'))).toBe(true);
  expect(existsSync(join(path, 'out/strategies/mine/strategy.d.ts'))).toBe(true);
  expect(existsSync(join(path, 'out/strategies/private/strategy.js'))).toBe(false);
  expect(existsSync(join(path, 'out/strategies/private/strategy.d.ts'))).toBe(false);
  remove();
});

it('no package is built without git', () => {
  const { path, remove } = temporaryFolder();
  expect(() => filesOfGit(path)).toThrow('git cannot list them');
  remove();
});

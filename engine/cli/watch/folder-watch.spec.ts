import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../testkit/temporary-folder.ts';
import type { TemporaryFolder } from '../../testkit/temporary-folder.ts';
import { changeBetween, takeSnapshot } from './folder-snapshot.ts';
import { FolderWatch } from './folder-watch.ts';

let folder: TemporaryFolder;

beforeEach(() => {
  folder = temporaryFolder({ 'strategy.ts': 'one', 'rules/entry.ts': 'two', 'config.json': '{}' });
});

afterEach(() => folder.remove());

const write = (name: string, text = name): void => writeFileSync(join(folder.path, name), text);

function changedBy(work: () => void): readonly string[] | undefined {
  const before = takeSnapshot(folder.path);
  work();
  return changeBetween(before, takeSnapshot(folder.path))?.files;
}

describe('changeBetween', () => {
  it.each<[string, () => void, string[]]>([
    ['a changed file', () => write('strategy.ts'), ['strategy.ts']],
    ['a file in a subfolder', () => write('rules/entry.ts'), ['rules/entry.ts']],
    ['an added file', () => write('module.ts'), ['module.ts']],
    ['a removed file', () => rmSync(join(folder.path, 'config.json')), ['config.json']],
    ['a removed folder', () => rmSync(join(folder.path, 'rules'), { recursive: true }), ['rules/entry.ts']],
  ])('names %s', (_what, work, files) => {
    expect(changedBy(work)).toEqual(files);
  });

  it('names a file that was replaced by a rename, as editors save', () => {
    utimesSync(join(folder.path, 'strategy.ts'), 1, 1);
    const replace = (): void => {
      write('strategy.ts~', 'ONE');
      utimesSync(join(folder.path, 'strategy.ts~'), 1, 1);
      renameSync(join(folder.path, 'strategy.ts~'), join(folder.path, 'strategy.ts'));
    };
    expect(changedBy(replace)).toEqual(['strategy.ts']);
  });

  it('ignores hidden files, backups, packages and results of runs', () => {
    const work = (): void => {
      for (const name of ['node_modules', '.git', 'backtests', 'backtests/20260101-120000-idea'])
        mkdirSync(join(folder.path, name));
      for (const name of ['.strategy.ts.swp', 'strategy.ts~', 'node_modules/a.js', '.git/index']) write(name);
      for (const name of ['result.json', 'orders.csv']) write(`backtests/20260101-120000-idea/${name}`);
    };
    expect(changedBy(work)).toBeUndefined();
  });

  it('reports nothing for a missing folder', () => {
    const missing = takeSnapshot(join(folder.path, 'missing'));
    expect(changeBetween(missing, missing)).toBeUndefined();
  });
});

describe('FolderWatch', () => {
  it('reports the changes of a burst together, and earlier unreported changes later', async () => {
    const watch = new FolderWatch(folder.path);
    try {
      const change = watch.next();
      write('strategy.ts');
      write('rules/entry.ts');
      const { files, modified } = await change;
      expect(files).toEqual(['rules/entry.ts', 'strategy.ts']);
      expect(Math.abs(Date.now() - modified)).toBeLessThan(10_000);
      mkdirSync(join(folder.path, 'late'));
      write('late/exit.ts');
      expect((await watch.next()).files).toEqual(['late/exit.ts']);
      write('late/exit.ts', 'again');
      expect((await watch.next()).files).toEqual(['late/exit.ts']);
    } finally {
      watch.close();
    }
  });
});

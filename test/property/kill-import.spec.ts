import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder, type TemporaryFolder } from 'tradewright/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finishPlacing } from '../../engine/data/import/place-files.ts';
import { PROJECT } from '../e2e/command.ts';
import { isSoak } from '../soak.ts';

const PRELOAD = fileURLToPath(new URL('kill-at-write.ts', import.meta.url));
const TICKERS = ['AAA', 'BBB', 'CCC'];

let folder: TemporaryFolder;
beforeAll(() => {
  folder = temporaryFolder();
  for (const [name, price] of [
    ['old', 10],
    ['new', 20],
  ] as const) {
    mkdirSync(join(folder.path, name));
    for (const ticker of name === 'new' ? [...TICKERS, 'DDD'] : TICKERS)
      writeFileSync(join(folder.path, name, `${ticker}.csv`), exportOf(price, name === 'old' && ticker === 'AAA'));
  }
});
afterAll(() => folder.remove());

/** Daily prices; with an adjusted close that halves, so that a factor file is written. */
function exportOf(price: number, isSplit: boolean): string {
  const rows = Array.from({ length: 6 }, (_, day) => {
    const close = isSplit && day >= 3 ? price / 2 : price;
    const bar = `2024-01-0${day + 2},${close},${close},${close},${close}`;
    return isSplit ? `${bar},${price / 2},100` : `${bar},100`;
  });
  return `Date,Open,High,Low,Close,${isSplit ? 'Adj Close,' : ''}Volume\n${rows.join('\n')}\n`;
}

/** Imports one of the two exports into `data` of a working folder, killed at one of its deeds. */
function importInto(place: string, name: 'old' | 'new', killAt?: number): ReturnType<typeof spawnSync> {
  const files = readdirSync(join(folder.path, name)).map((file) => join('..', name, file));
  const launcher = join(PROJECT, 'bin', 'engine.js');
  const args = ['--import', PRELOAD, launcher, 'data', 'import', ...files, '--to', 'data', '--replace'];
  const env = { ...process.env, KILL_FOLDER: place, KILL_AT: String(killAt ?? 'never'), KILL_TORN: '1' };
  return spawnSync(process.execPath, args, { cwd: place, env, encoding: 'utf8' });
}

/** What a data folder holds, file by file. */
function contentOf(place: string): Record<string, string> {
  const root = join(place, 'data');
  if (!existsSync(root)) return {};
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  const hash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 12);
  return Object.fromEntries(paths.map((path) => [path.slice(root.length + 1), hash(path)]));
}

describe('an import that is killed at a write', () => {
  it(`leaves the old files or the new ones, once the folder is read (${isSoak ? 'every write' : 'some writes'})`, () => {
    const first = join(folder.path, 'first');
    mkdirSync(first);
    expect(importInto(first, 'old')).toMatchObject({ status: 0 });
    const old = contentOf(first);
    cpSync(first, join(folder.path, 'whole'), { recursive: true });
    const whole = importInto(join(folder.path, 'whole'), 'new');
    const fresh = contentOf(join(folder.path, 'whole'));
    expect(whole).toMatchObject({ status: 0 });
    expect(Object.keys(old).some((file) => file.includes('factor_files'))).toBe(true);
    expect(Object.keys(fresh).some((file) => file.includes('factor_files'))).toBe(false);

    const deeds = Number(/DEEDS (\d+)/.exec(String(whole.stderr))?.[1]);
    expect(deeds).toBeGreaterThan(25);
    const found = { old: 0, fresh: 0 };
    // the last deeds put the files in place
    const stride = isSoak ? 1 : 4;
    for (let point = deeds - 1; point >= 0; point -= stride) {
      const place = join(folder.path, `killed-${point}`);
      cpSync(first, place, { recursive: true });
      expect(importInto(place, 'new', point).signal).toBe('SIGKILL');
      finishPlacing(join(place, 'data'));
      const left = JSON.stringify(contentOf(place));
      if (left === JSON.stringify(old)) found.old++;
      else if (left === JSON.stringify(fresh)) found.fresh++;
      else expect.fail(`killed at ${point} of ${deeds}: ${left}`);
    }
    expect(Math.min(found.old, found.fresh)).toBeGreaterThan(0);
  });
});

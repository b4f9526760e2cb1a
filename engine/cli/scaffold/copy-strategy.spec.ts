import { existsSync, readdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, type TemporaryFolder } from 'tradewright/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Project } from '../../host/project.ts';
import { copyStrategy } from './copy-strategy.ts';

const STRATEGY = `import { Algorithm } from 'tradewright';\n\n/** Old name. */\nexport default class OldName extends Algorithm {}\n`;

let folder: TemporaryFolder;
let project: Project;

beforeEach(() => {
  folder = temporaryFolder({
    'strategies/old-name/strategy.ts': STRATEGY,
    'strategies/old-name/config.json': `{\n  "description": "Old name",\n  "data": "../../prices"\n}\n`,
    'strategies/old-name/README.md': '# old-name\r\n\r\nThe Old Name.\r\n',
    'strategies/old-name/models/old-name-fees.ts': 'export const OLD_NAME = 1;\n',
    'strategies/trend/strategy.ts': `// A trend.\nexport default class Trend {}\n`,
    'strategies/trend/README.md': '# trend\n\nFollows a trend.\n',
    'strategies/broken/strategy.ts': 'export default class {\n  broken(: void {}\n}\n',
    'prices/AAA.csv': 'date,close\n',
  });
  project = { packageFolder: folder.path, workingFolder: folder.path, version: '0.1.0' };
});

afterEach(() => folder.remove());

const own = (...parts: string[]): string => join(folder.path, ...parts);
const read = (...parts: string[]): string => readFileSync(own(...parts), 'utf8');

/** All files below a folder, sorted, with forward slashes. */
function listed(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(path.length + 1)
        .replaceAll('\\', '/'),
    )
    .toSorted();
}

describe('a copy', () => {
  it('has the new name in files and file names, and is otherwise identical', async () => {
    const { files, runningTexts, leftWords } = await copyStrategy(project, 'old-name', 'mine');
    expect(files).toEqual(['README.md', 'config.json', 'models/mine-fees.ts', 'strategy.ts']);
    expect(listed(own('strategies', 'mine'))).toEqual(files);
    expect(read('strategies/mine/strategy.ts')).toBe(STRATEGY.replace('Old name', 'Mine').replace('OldName', 'Mine'));
    expect(read('strategies/mine/README.md')).toBe('# mine\r\n\r\nThe Mine.\r\n');
    expect(read('strategies/mine/models/mine-fees.ts')).toBe('export const MINE = 1;\n');
    expect(read('strategies/mine/config.json')).toBe(`{\n  "description": "Mine",\n  "data": "../../prices"\n}\n`);
    expect([runningTexts, leftWords]).toEqual([[], []]);
  });

  it('has no state, results, packages, caches and hidden files', async () => {
    const runs = ['state/x.json', 'results/x.csv', 'backtests/r/result.json', 'out/result.json', 'live/run.json'];
    const others = [
      'node_modules/a/index.js',
      '.cache/x',
      '.env',
      '.git/config',
      'run.log',
      'orders.csv',
      'strategy.js',
    ];
    const files = Object.fromEntries([...runs, ...others, '.gitignore', 'notes/x.txt'].map((path) => [path, 'x']));
    const { writeFiles } = await import('tradewright/testkit');
    writeFiles(own('strategies/old-name'), files);
    const copied = (await copyStrategy(project, 'old-name', 'mine')).files;
    expect(copied).toEqual([
      '.gitignore',
      'README.md',
      'config.json',
      'models/mine-fees.ts',
      'notes/x.txt',
      'strategy.ts',
    ]);
  });

  it('copies links: links out of the folder keep their targets', async () => {
    symlinkSync('README.md', own('strategies/old-name/inside'));
    symlinkSync('../../prices', own('strategies/old-name/outside'));
    await copyStrategy(project, 'old-name', own('elsewhere/mine'));
    expect(readlinkSync(own('elsewhere/mine/inside'))).toBe('README.md');
    expect(readlinkSync(own('elsewhere/mine/outside'))).toBe(own('prices'));
  });

  it('finds the data of the original from another location', async () => {
    await copyStrategy(project, './strategies/old-name', './a/b/c/mine');
    expect(read('a/b/c/mine/config.json')).toContain('"data": "../../../../prices"');
  });

  it('may have the same name in another location', async () => {
    await copyStrategy(project, 'old-name', './ideas/old-name');
    expect(read('ideas/old-name/strategy.ts')).toBe(STRATEGY);
  });

  it('reports where a one-word name was not renamed because it may be an ordinary word', async () => {
    const { leftWords } = await copyStrategy(project, 'trend', 'mine');
    expect(read('strategies/mine/strategy.ts')).toBe('// A trend.\nexport default class Mine {}\n');
    expect(read('strategies/mine/README.md')).toBe('# mine\n\nFollows a trend.\n');
    expect(leftWords).toEqual(['README.md:3', 'strategy.ts:1']);
  });

  it('writes nothing when it is rejected', async () => {
    const before = listed(folder.path);
    const refusals: readonly (readonly [from: string, to: string, code: string])[] = [
      ['old-name', 'trend', 'SCAFFOLD_TARGET_EXISTS'],
      ['old-name', './prices', 'SCAFFOLD_TARGET_EXISTS'],
      ['old-name', 'Mine', 'SCAFFOLD_BAD_NAME'],
      ['old-name', '2nd', 'SCAFFOLD_BAD_NAME'],
      ['old-name', 'my idea', 'SCAFFOLD_BAD_NAME'],
      ['old-name', './strategies/old-name/mine', 'SCAFFOLD_TARGET_INSIDE_SOURCE'],
      ['old-name', 'algorithm', 'SCAFFOLD_NAME_TAKEN'],
      ['oldname', 'mine', 'HOST_UNKNOWN_STRATEGY'],
      ['./prices', 'mine', 'HOST_UNKNOWN_STRATEGY'],
      ['broken', 'mine', 'HOST_STRATEGY_NOT_LOADED'],
      ['old-name', './prices/AAA.csv/mine', 'SCAFFOLD_UNWRITABLE'],
      ['old-name', `./new/folder/${'mine'.repeat(100)}`, 'SCAFFOLD_UNWRITABLE'],
    ];
    for (const [from, to, code] of refusals)
      await expect(copyStrategy(project, from, to), `${from} to ${to}`).rejects.toMatchObject({ code });
    expect(listed(folder.path)).toEqual(before);
    expect(existsSync(own('new'))).toBe(false);
  });
});

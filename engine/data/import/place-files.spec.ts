import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, writeFiles } from 'tradewright/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finishPlacing, placeFiles } from './place-files.ts';

let root: string;
let remove: () => void;
beforeEach(() => {
  ({ path: root, remove } = temporaryFolder({
    'data/a/one.zip': 'old one',
    'data/a/stale.csv': 'old stale',
    'data/other.zip': 'other',
    'staged/a/one.zip': 'new one',
    'staged/b/two.zip': 'new two',
  }));
});
afterEach(() => remove());

const FILES = ['a/one.zip', 'b/two.zip'];
const STALE = ['a/stale.csv'];
const data = (name: string): string => join(root, 'data', name);
const text = (name: string): string | undefined =>
  existsSync(data(name)) ? readFileSync(data(name), 'utf8') : undefined;
const state = (): unknown =>
  [...FILES, ...STALE, 'other.zip', '.import'].map((name) =>
    name === '.import' ? existsSync(data(name)) : text(name),
  );
const OLD = ['old one', undefined, 'old stale', 'other', false];
const NEW = ['new one', 'new two', undefined, 'other', false];

describe('placeFiles', () => {
  it('puts all files in place and removes stale ones', () => {
    placeFiles(join(root, 'staged'), join(root, 'data'), FILES, STALE);
    expect(state()).toEqual(NEW);
    expect(existsSync(join(root, 'staged'))).toBe(false);
  });

  it('leaves everything as it was where a file cannot be moved', () => {
    rmSync(data('b'), { force: true, recursive: true });
    writeFileSync(data('b'), 'a file where a folder must be');
    expect(() => placeFiles(join(root, 'staged'), join(root, 'data'), FILES, STALE)).toThrow('EEXIST');
    rmSync(data('b'));
    expect(state()).toEqual(OLD);
  });
});

describe('finishPlacing', () => {
  const moves = { files: FILES, kept: ['a/one.zip', 'a/stale.csv'], stale: STALE };
  const incoming = (files: Record<string, unknown>): void => writeFiles(data('.import'), files);

  it('does nothing to a folder without moves', () => {
    finishPlacing(join(root, 'data'));
    expect(state()).toEqual(OLD);
    mkdirSync(data('.import'));
    finishPlacing(join(root, 'data'));
    expect(state()).toEqual(OLD);
  });

  it('goes on where a move died, from any point of it', () => {
    incoming({ 'a/one.zip': 'new one', 'b/two.zip': 'new two', 'moves.json': moves });
    finishPlacing(join(root, 'data'));
    expect(state()).toEqual(NEW);
    incoming({ 'moves.json': moves });
    finishPlacing(join(root, 'data'));
    expect(state()).toEqual(NEW);
  });

  it('goes on putting things back, from any point of it', () => {
    placeFiles(join(root, 'staged'), join(root, 'data'), FILES, STALE);
    incoming({ '.before/a/one.zip': 'old one', '.before/a/stale.csv': 'old stale', 'undo.json': moves });
    finishPlacing(join(root, 'data'));
    expect(state()).toEqual(OLD);
    incoming({ 'undo.json': moves });
    finishPlacing(join(root, 'data'));
    expect(state()).toEqual(OLD);
  });

  it.each([
    ['a list that leads out', { files: ['../../escaped.zip'], kept: [], stale: [] }],
    ['a stale file that leads out', { files: [], kept: [], stale: ['../../escaped.zip'] }],
    ['a missing file', { files: ['nowhere.zip'], kept: [], stale: [] }],
    ['no list', { files: 'a/one.zip' }],
    ['no object', 'null'],
    ['no JSON', '{'],
  ])('is a fault for %s, and changes nothing', (_what, content) => {
    writeFileSync(join(root, '..', 'escaped.zip'), 'outside');
    incoming({ 'moves.json': content });
    expect(() => finishPlacing(join(root, 'data'))).toThrow(
      /^An import into .* was broken off, and cannot be finished: /,
    );
    expect((state() as unknown[]).slice(0, 4)).toEqual(OLD.slice(0, 4));
    expect(existsSync(join(root, '..', 'escaped.zip'))).toBe(true);
    rmSync(join(root, '..', 'escaped.zip'));
  });
});

import { describe, expect, it } from 'vitest';
import { DETERMINISM_EXCEPTIONS, DETERMINISTIC_MODULES } from './rules.ts';
import { impureUsesOf, projectFiles, readProjectFile } from './source.ts';

const sources = projectFiles(`{engine/{${DETERMINISTIC_MODULES.join()}},quant,strategies,templates/strategies}/**/*.ts`)
  .filter((file) => !file.endsWith('.spec.ts'))
  .flatMap((file) => impureUsesOf(file, readProjectFile(file)).map(({ line, name }) => ({ file, line, name })));

describe('results', () => {
  it('use no clock, random numbers, timers or environment', () => {
    const faults = sources
      .filter(({ file, name }) => !DETERMINISM_EXCEPTIONS.some((known) => known.file === file && known.use === name))
      .map(({ file, line, name }) => `${file}:${line} uses ${name}`);
    expect(faults).toEqual([]);
  });

  it('need every declared exception', () => {
    const needless = DETERMINISM_EXCEPTIONS.filter(
      (known) => !sources.some(({ file, name }) => known.file === file && known.use === name),
    );
    expect(needless).toEqual([]);
  });
});

describe('impureUsesOf', () => {
  it.each([
    ['Date.now()', 'Date.now'],
    ['new Date()', 'new Date()'],
    ['new Date', 'new Date()'],
    ['Date()', 'Date()'],
    ['performance.now()', 'performance.now'],
    ['Math.random()', 'Math.random'],
    ['const r = Math.random;', 'Math.random'],
    ['globalThis.Date.now()', 'Date.now'],
    ['setTimeout(f, 1)', 'setTimeout()'],
    ['Temporal.Now.instant()', 'Temporal.Now'],
    ['process.env.HOME', 'process.env'],
    ['process.hrtime.bigint()', 'process.hrtime'],
  ])('finds %s', (text, name) => {
    expect(impureUsesOf('x.ts', `\n${text}`)).toEqual([{ line: 2, name }]);
  });

  it('ignores expressions that depend only on their inputs', () => {
    const text = `new Date(0); Date.UTC(2020, 1, 1); Math.round(1); this.setTimeout(1); // Date.now()`;
    expect(impureUsesOf('x.ts', text)).toEqual([]);
  });
});

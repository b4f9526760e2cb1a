import { fileURLToPath } from 'node:url';
import { temporaryFolder } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { openProject } from '../../host/project.ts';
import { checkStrategy } from './check-strategy.ts';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));

function check(files: Record<string, unknown>): string[] {
  const { path, remove } = temporaryFolder({ 'strategies/mine/strategy.ts': 'export default class {}', ...files });
  const { faults } = checkStrategy(openProject(path, PROJECT), 'mine');
  remove();
  return faults.map(({ file, line, message }) => `${file}:${line} ${message}`);
}

const WHOLE = {
  'strategies/mine/config.json': {},
  'strategies/mine/README.md': '',
  'strategies/mine/scenario.json': {},
};

describe('checkStrategy', () => {
  it.each(['buy-and-hold', 'momentum-rotation', 'sma-crossover'])('finds nothing in %s', (name) => {
    expect(checkStrategy(openProject(PROJECT, PROJECT), name).faults).toEqual([]);
  });

  it('finds nothing in a complete folder', () => expect(check(WHOLE)).toEqual([]));

  it('names files that are missing', () => {
    expect(check({})).toEqual([
      'config.json:0 it is missing; it declares the parameters',
      'README.md:0 it is missing; it describes the strategy and when it fails',
      'scenario.json:0 it is missing; it pins a backtest and its results, so that tests detect changed results',
    ]);
  });

  it('names parameters that the README does not mention', () => {
    const config = { parameters: { fast: { default: 1 }, slow: { default: 2 } } };
    const found = check({
      ...WHOLE,
      'strategies/mine/config.json': config,
      'strategies/mine/README.md': 'There is `fast`.',
    });
    expect(found).toEqual(['README.md:0 it does not name the parameter `slow` of config.json']);
  });

  it('names a configuration with faults', () => {
    expect(check({ ...WHOLE, 'strategies/mine/config.json': { csh: 1 } })).toEqual([
      expect.stringContaining('config.json:0 strategies/mine/config.json: csh is not known') as string,
    ]);
  });

  it('names file and line of violations of self-containment, including subfolders', () => {
    const found = check({
      ...WHOLE,
      'strategies/mine/deep/inner.ts': `\nimport '../../other/strategy.ts';\nMath.random();`,
    });
    expect(found.map((fault) => fault.split(';')[0])).toEqual([
      `deep/inner.ts:2 it imports '../../other/strategy.ts', which is outside its folder`,
      'deep/inner.ts:3 it uses Math.random',
    ]);
  });

  it('rejects a missing strategy', () => {
    expect(() => checkStrategy(openProject(PROJECT, PROJECT), 'sma-crosover')).toThrow('Did you mean "sma-crossover"?');
  });
});

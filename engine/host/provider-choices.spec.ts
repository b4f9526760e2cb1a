import { fileURLToPath } from 'node:url';
import { temporaryFolder, type TemporaryFolder } from 'tradewright/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { buildPlan } from './build-plan.ts';
import type { Plan, RunFlags } from './plan.ts';
import { openProject } from './project.ts';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));

let folder: TemporaryFolder;
afterEach(() => folder.remove());

function manifest(name: string, rest: Record<string, unknown>): Record<string, unknown> {
  const kind = name.split('-')[0];
  return { [`plugins/${name}/manifest.json`]: { name, kind, version: '1.0.0', description: '', engine: '*', ...rest } };
}

function declares(...contracts: readonly Record<string, unknown>[]): Record<string, unknown> {
  return {
    ...manifest('news-base', { contracts: contracts.map((one) => ({ description: '', types: 'types.ts', ...one })) }),
    'plugins/news-base/types.ts': '',
  };
}

function provides(
  plugin: string,
  names: readonly string[],
  rest: Record<string, unknown> = {},
): Record<string, unknown> {
  return manifest(plugin, { provides: names.map((name) => ({ contract: 'News', name, description: '' })), ...rest });
}

function planOf(files: Record<string, unknown>, flags: Partial<RunFlags> = {}): Plan {
  folder = temporaryFolder({
    'strategies/mine/strategy.ts': '',
    'strategies/mine/config.json': { uses: ['News'] },
    ...files,
  });
  return buildPlan(openProject(folder.path, PACKAGE), { strategy: 'mine', ...flags });
}

function chosen({ providers }: Plan): Record<string, string[]> {
  return Object.fromEntries(
    providers.map(({ contract, choices }) => [
      contract.name,
      choices.map(({ name, parts }) => [name, ...parts].join()),
    ]),
  );
}

const NEWS = { name: 'News', choice: 'one' };

describe('a contract that a strategy uses', () => {
  it('uses its default without a choice, and loads its declarer and its provider', () => {
    const files = { ...declares({ ...NEWS, default: 'wire' }), ...provides('news-wire', ['wire', 'paper']) };
    const plan = planOf(files);
    expect(chosen(plan)).toEqual({ News: ['wire'] });
    expect(plan.lines).toContainEqual({
      what: 'News',
      value: 'wire',
      reason: 'default of news-base',
      provider: 'news-wire 1.0.0',
    });
    expect(plan.plugins.map(({ manifest: { name } }) => name)).toEqual(
      expect.arrayContaining(['news-base', 'news-wire']),
    );
  });

  it('follows flags, config.json and tradewright.json, in this order of precedence', () => {
    const files = { ...declares(NEWS), ...provides('news-wire', ['wire', 'paper', 'radio']) };
    const general = { 'tradewright.json': { providers: { news: 'wire' } } };
    const own = { 'strategies/mine/config.json': { uses: ['News'], providers: { news: ['paper:a,b'] } } };
    expect(chosen(planOf({ ...files, ...general }))).toEqual({ News: ['wire'] });
    folder.remove();
    expect(chosen(planOf({ ...files, ...general, ...own }))).toEqual({ News: ['paper,a,b'] });
    folder.remove();
    expect(chosen(planOf({ ...files, ...general, ...own }, { provider: ['news=radio'] }))).toEqual({ News: ['radio'] });
  });

  it('has all providers if they are requested by name', () => {
    const files = {
      ...declares({ ...NEWS, choice: 'named' }),
      ...provides('news-wire', ['wire']),
      ...provides('news-paper', ['paper']),
    };
    expect(chosen(planOf(files))).toEqual({ News: ['paper', 'wire'] });
  });

  it('can be provided by the strategy itself', () => {
    const config = { uses: ['News'], provides: [{ contract: 'News', name: 'own', description: '' }] };
    const plan = planOf({ ...declares(NEWS), 'strategies/mine/config.json': config });
    expect(plan.lines.find(({ what }) => what === 'News')).toMatchObject({
      value: 'own',
      provider: 'strategies/mine/module.ts',
    });
  });

  it('loads the dependencies of its provider before it', () => {
    const files = {
      ...declares(NEWS, { name: 'Clock', choice: 'one' }),
      ...provides('news-wire', ['wire'], { uses: ['Clock'] }),
      ...manifest('clock-atom', { provides: [{ contract: 'Clock', name: 'atom', description: '' }] }),
    };
    expect(Object.keys(chosen(planOf(files)))).toEqual(['Clock', 'News']);
  });

  it('is not resolved for a strategy that does not use it, even if tradewright.json chooses a provider', () => {
    const files = { ...declares(NEWS), ...provides('news-wire', ['wire']), 'strategies/mine/config.json': {} };
    expect(chosen(planOf({ ...files, 'tradewright.json': { providers: { news: 'wire' } } }))).toEqual({});
    folder.remove();
    expect(chosen(planOf(files, { provider: ['news=wire'] }))).toEqual({ News: ['wire'] });
  });
});

describe('faults of contracts', () => {
  it.each<[string, Record<string, unknown>, Partial<RunFlags>, string, string]>([
    [
      'no provider',
      declares(NEWS),
      {},
      'HOST_NO_PROVIDER',
      'The run uses the contract News of news-base, but no plugin provides it.',
    ],
    [
      'several providers',
      { ...declares(NEWS), ...provides('news-wire', ['wire', 'paper']) },
      {},
      'HOST_SEVERAL_PROVIDERS',
      'A run has one provider of News, but there are wire, paper (every provider). Choose one, for example by --provider news=wire.',
    ],
    [
      'a use of an unknown contract',
      { ...declares(NEWS), 'strategies/mine/config.json': { uses: ['Newz'] } },
      {},
      'HOST_UNKNOWN_CONTRACT',
      'The strategy uses the contract "Newz", which nobody declares. Did you mean "News"?',
    ],
    [
      'a use of a contract that the engine asks for',
      { 'strategies/mine/config.json': { uses: ['FeeModel'] } },
      {},
      'HOST_UNKNOWN_CONTRACT',
      'The strategy uses the contract FeeModel, for whose providers only the engine asks. Leave it out of uses.',
    ],
    [
      'a provider of an unknown contract',
      {
        ...declares({ ...NEWS, name: 'Newsreel' }),
        ...provides('news-wire', ['wire']),
        'strategies/mine/config.json': {},
      },
      {},
      'HOST_UNKNOWN_CONTRACT',
      'The plugin news-wire provides the contract "News", which nobody declares.',
    ],
    [
      'a contract that is declared twice',
      { ...declares({ ...NEWS, key: 'feeModel' }), 'strategies/mine/config.json': {} },
      {},
      'HOST_DUPLICATE_CONTRACT',
      'news-base declares the contract News (feeModel), but the engine has FeeModel (feeModel) already.',
    ],
    [
      'types that are not there',
      { ...declares(NEWS), 'plugins/news-base/types.ts': undefined, 'strategies/mine/config.json': {} },
      {},
      'HOST_MANIFEST_INVALID',
      'the types of the contract News are in types.ts, which is not there',
    ],
    [
      'a choice that cannot be',
      { ...declares({ ...NEWS, choice: 'some' }), 'strategies/mine/config.json': {} },
      {},
      'HOST_MANIFEST_INVALID',
      'contracts[0].choice is "some", but must be one of one, named, many',
    ],
  ])('%s', (_what, files, flags, code, message) => {
    const given = Object.fromEntries(Object.entries(files).filter(([, content]) => content !== undefined));
    expect(() => planOf(given, flags)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });
});

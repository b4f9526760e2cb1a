import { join } from 'node:path';
import { Container } from 'inversify';
import { temporaryFolder, type TemporaryFolder } from 'tradewright/testkit';
import { afterEach, describe, expect, expectTypeOf, it } from 'vitest';
import type { FeeModelFactory as FeeModelFactoryContract } from '../api/factories.ts';
import { contractOf, tokenOf } from '../api/contract.ts';
import { BUILT_IN_CONTRACTS, FeeModelFactory } from '../api/tokens.ts';
import type { Manifest, Plugin } from './manifest.ts';
import type { Choice } from './plan.ts';
import { PluginScope, Scopes } from './scopes.ts';

const PROVISION = { contract: 'FeeModel', name: 'mine', description: 'Mine' } as const;

function moduleOf(fee: string, name = 'mine'): string {
  return `import { ContainerModule } from 'inversify';
import { FeeModelFactory } from 'tradewright';
export default new ContainerModule(({ bind }) => {
  bind(FeeModelFactory).toConstantValue({ create: () => '${fee}' }).whenNamed('${name}');
});`;
}

let folder: TemporaryFolder;
afterEach(() => folder.remove());

function plugin(source: string): Plugin {
  folder = temporaryFolder({ 'package.json': { type: 'module' }, 'fees-mine/module.ts': source });
  const manifest: Manifest = {
    name: 'fees-mine',
    kind: 'fees',
    version: '1.0.0',
    description: '',
    engine: '*',
    provides: [PROVISION],
  };
  return { folder: join(folder.path, 'fees-mine'), manifest };
}

function choice(of: Plugin | undefined): Choice {
  return { name: 'mine', parts: [], provider: { plugin: of, provision: PROVISION } };
}

const REQUEST = {} as Parameters<FeeModelFactoryContract['create']>[0];

describe('Scopes', () => {
  it('finds the binding of a plugin by name', async () => {
    const plugins = new PluginScope();
    const scopes = new Scopes(plugins);
    const mine = plugin(moduleOf('of the plugin'));
    await plugins.load([mine, mine]);
    expect(scopes.factory(FeeModelFactory, choice(mine)).create(REQUEST)).toBe('of the plugin');
    await scopes.close();
  });

  it("keeps a strategy's own models private, even under a used name", async () => {
    const plugins = new PluginScope();
    const scopes = new Scopes(plugins);
    const mine = plugin(moduleOf('of the plugin'));
    const own = temporaryFolder({ 'module.ts': moduleOf('of the strategy') });
    await plugins.load([mine]);
    await scopes.loadStrategy({
      name: 'idea',
      folder: own.path,
      shown: 'idea',
      hasModule: true,
      config: { provides: [PROVISION] },
    });
    own.remove();
    expect(scopes.factory(FeeModelFactory, choice(undefined)).create(REQUEST)).toBe('of the strategy');
    expect(scopes.factory(FeeModelFactory, choice(mine)).create(REQUEST)).toBe('of the plugin');
    const others = new Scopes(plugins);
    expect(others.factory(FeeModelFactory, choice(undefined)).create(REQUEST)).toBe('of the plugin');
  });

  it.each([
    [
      'throws',
      `throw new Error('no');`,
      'The module.ts of the plugin fees-mine cannot be loaded: no. Correct it there.',
    ],
    [
      'exports no module',
      'export default 1;',
      'The module.ts of the plugin fees-mine has no ContainerModule as its default export. Correct it there.',
    ],
    [
      'binds another name',
      moduleOf('x', 'yours'),
      'The module.ts of the plugin fees-mine binds no FeeModel "mine", though it says so. Correct it there.',
    ],
  ])('reports a module that %s', async (_what, source, message) => {
    await expect(new PluginScope().load([plugin(source)])).rejects.toThrow(message);
  });
});

describe('tokens', () => {
  it('have the name of their contract and are identical for every copy of the engine', () => {
    expect(tokenOf('FeeModel')).toBe(FeeModelFactory);
    expect(BUILT_IN_CONTRACTS.map(({ name }) => contractOf(tokenOf(name)))).toEqual(
      BUILT_IN_CONTRACTS.map(({ name }) => name),
    );
    expect(contractOf(Symbol('FeeModelFactory'))).toBeUndefined();
    expect(Symbol.for('tradewright.FeeModelFactory')).toBe(FeeModelFactory);
    folder = temporaryFolder();
  });

  it('accept only bindings of their contract', () => {
    const bind = new Container().bind(FeeModelFactory);
    expectTypeOf(bind.toConstantValue.bind(bind)).parameter(0).toEqualTypeOf<FeeModelFactoryContract>();
    folder = temporaryFolder();
  });
});

import { join } from 'node:path';
import { temporaryFolder, type TemporaryFolder } from 'tradewright/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { FeeModelFactory } from '../api/tokens.ts';
import type { Plugin } from './manifest.ts';
import { PluginScope, Scopes } from './scopes.ts';

let folder: TemporaryFolder;
afterEach(() => folder.remove());

/**
 * The compiler output for `@injectable() class Fees { constructor(@inject(RATES) rates) {} }` with
 * `emitDecoratorMetadata`.
 */
const COMPILED = `
var __decorate = function (decorators, target) {
  for (var i = decorators.length - 1; i >= 0; i--) target = decorators[i](target) || target;
  return target;
};
var __metadata = (key, value) => Reflect.metadata(key, value);
var __param = (index, decorator) => (target, key) => decorator(target, key, index);
import { ContainerModule, inject, injectable } from 'inversify';
import { FeeModelFactory } from 'tradewright/plugin';
let Rates = class Rates { perOrder = 7; };
Rates = __decorate([injectable()], Rates);
let Fees = class Fees {
  constructor(rates) { this.rates = rates; }
  create() { return 'a fee of ' + this.rates.perOrder; }
};
Fees = __decorate([injectable(), __param(0, inject(Rates)), __metadata('design:paramtypes', [Rates])], Fees);
export default new ContainerModule(({ bind }) => {
  bind(Rates).toSelf();
  bind(FeeModelFactory).to(Fees).whenNamed('decorated');
});`;

/** The same for type stripping, which does not support decorator syntax: the decorators are called as functions. */
const STRIPPED = `
import { ContainerModule, inject, injectable } from 'inversify';
import { FeeModelFactory } from 'tradewright/plugin';
class Rates { readonly perOrder: number = 7; }
class Fees {
  private readonly rates: Rates;
  constructor(rates: Rates) { this.rates = rates; }
  create(): string { return 'a fee of ' + this.rates.perOrder; }
}
injectable()(Rates);
injectable()(Fees);
inject(Rates)(Fees, undefined, 0);
export default new ContainerModule(({ bind }) => {
  bind(Rates).toSelf();
  bind(FeeModelFactory).to(Fees as never).whenNamed('decorated');
});`;

describe('a plugin with decorators', () => {
  it.each([
    ['compiled to JavaScript', 'module.js', COMPILED],
    ['in TypeScript that Node strips', 'module.ts', STRIPPED],
  ])('%s has its classes made by the container', async (_what, file, source) => {
    folder = temporaryFolder({ 'package.json': { type: 'module' }, [`fees-decorated/${file}`]: source });
    const provision = { contract: 'FeeModel', name: 'decorated', description: '' };
    const plugin: Plugin = {
      folder: join(folder.path, 'fees-decorated'),
      manifest: {
        name: 'fees-decorated',
        kind: 'fees',
        version: '1.0.0',
        description: '',
        engine: '*',
        provides: [provision],
      },
    };
    const plugins = new PluginScope();
    await plugins.load([plugin]);
    const factory = new Scopes(plugins).factory(FeeModelFactory, {
      name: 'decorated',
      parts: [],
      provider: { plugin, provision },
    });
    expect(factory.create({} as never)).toBe('a fee of 7');
  });
});

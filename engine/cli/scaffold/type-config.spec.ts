import { join } from 'node:path';
import { temporaryFolder } from 'tradewright/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { typeConfig } from './type-config.ts';

const PACKAGE = JSON.stringify({ version: '1.0.0' });

const { path: folder, remove } = temporaryFolder({
  'clone/engine/index.ts': '',
  'clone/node_modules/vitest/package.json': PACKAGE,
  'clone/node_modules/inversify/package.json': PACKAGE,
  'clone/node_modules/@types/node/package.json': PACKAGE,
  'project/node_modules/tradewright/package.json': PACKAGE,
  'project/node_modules/tradewright/engine/index.d.ts': '',
  'project/node_modules/inversify/package.json': PACKAGE,
});

afterAll(remove);

function configOf(place: string, packageFolder: string) {
  const content = typeConfig(join(folder, place), join(folder, packageFolder))?.content as string | undefined;
  return content && (JSON.parse(content) as { compilerOptions: Record<string, unknown>; exclude?: string[] });
}

describe('the tsconfig.json of a new folder', () => {
  it('is not needed in the engine’s own folder', () => {
    expect(configOf('clone/strategies/mine', 'clone')).toBeUndefined();
  });

  it('points from another folder to a clone, with the packages that specs and modules import', () => {
    const path = (file: string): string[] => [join(folder, 'clone', file)];
    expect(configOf('ideas/mine', 'clone')).toMatchObject({
      compilerOptions: {
        paths: {
          tradewright: path('engine/index.ts'),
          'tradewright/quant': path('quant/index.ts'),
          'tradewright/testkit': path('engine/testkit/index.ts'),
          inversify: path('node_modules/inversify'),
          vitest: path('node_modules/vitest'),
        },
        types: ['node'],
        typeRoots: path('node_modules/@types'),
      },
    });
  });

  it('lets the compiler find an installed package, and excludes specs that nothing could run', () => {
    const config = configOf('project/strategies/mine', 'project/node_modules/tradewright');
    expect(config).toMatchObject({ compilerOptions: { types: [] }, exclude: ['**/node_modules', '**/*.spec.ts'] });
    expect(config && config.compilerOptions['paths']).toBeUndefined();
  });

  it('points to the types of a package that is installed elsewhere', () => {
    const config = configOf('ideas/mine', 'project/node_modules/tradewright');
    expect(config && config.compilerOptions['paths']).toEqual({
      tradewright: [join(folder, 'project/node_modules/tradewright/engine/index.d.ts')],
      'tradewright/plugin': [join(folder, 'project/node_modules/tradewright/engine/plugin.d.ts')],
      'tradewright/quant': [join(folder, 'project/node_modules/tradewright/quant/index.d.ts')],
      'tradewright/session': [join(folder, 'project/node_modules/tradewright/engine/host/session/index.d.ts')],
      'tradewright/testkit': [join(folder, 'project/node_modules/tradewright/engine/testkit/index.d.ts')],
    });
  });
});

import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importFaults } from './import-rules.ts';
import { MODULES, PEERS } from './rules.ts';
import { importsOf, projectFiles, readProjectFile } from './source.ts';

interface Manifest {
  readonly dependencies: Record<string, string>;
  readonly peerDependencies: Record<string, string>;
  readonly optionalDependencies: Record<string, string>;
}

const manifest = JSON.parse(readProjectFile('package.json')) as Manifest;
const dependencies = Object.keys({
  ...manifest.dependencies,
  ...manifest.optionalDependencies,
  ...manifest.peerDependencies,
});

const faultsOf = (file: string, text: string): string[] => importFaults(file, text, dependencies);

describe('the sources', () => {
  it('import only what the rules of their module allow', () => {
    const files = projectFiles('{engine,plugins,quant,strategies,templates}/**/*.ts');
    expect(files.length).toBeGreaterThan(0);
    expect(files.flatMap((file) => faultsOf(file, readProjectFile(file)))).toEqual([]);
  });
});

describe('the entry point of strategies', () => {
  it('depends on no built-in module of Node', () => {
    const found: string[] = [];
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const { specifier = '', typeOnly } of importsOf(file, readProjectFile(file))) {
        if (typeOnly) continue;
        if (specifier.startsWith('node:')) found.push(`${file} imports ${specifier}`);
        else if (specifier.startsWith('.')) visit(posix.join(posix.dirname(file), specifier));
      }
    };
    visit('engine/index.ts');
    expect(seen.size).toBeGreaterThan(100);
    expect(found).toEqual([]);
  });
});

describe('the simulated brokers', () => {
  it('import no plugin and, of the engine, only value types', () => {
    const files = projectFiles(`${PEERS.folder}**/*.ts`);
    const found = files.flatMap((file) =>
      importsOf(file, readProjectFile(file)).flatMap(({ specifier = 'a computed name' }) => {
        const target = specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : specifier;
        const isOwn =
          specifier.startsWith('.') && (target.startsWith(PEERS.folder) || target.startsWith(PEERS.mayImport));
        return isOwn || (!specifier.startsWith('.') && !/^tradewright\b/.test(specifier))
          ? []
          : [`${file} imports ${specifier}`];
      }),
    );
    expect(files.length).toBeGreaterThan(0);
    expect(found).toEqual([]);
  });
});

describe('the table of modules', () => {
  it('lets a module import only modules above it, so that there are no cycles', () => {
    for (const [index, module] of MODULES.entries()) {
      const above = new Set(MODULES.slice(0, index).map(({ name }) => name));
      expect(
        module.mayImport.filter((name) => !above.has(name)),
        module.name,
      ).toEqual([]);
    }
  });

  it('defines every module that it names', () => {
    const names = new Set(MODULES.map(({ name }) => name));
    expect(MODULES.flatMap(({ mayImport }) => mayImport).filter((name) => !names.has(name))).toEqual([]);
  });
});

describe('an import that breaks the rules', () => {
  it('is reported with file, line and the allowed imports', () => {
    const text = `import { a } from './a.ts';\nimport { b } from '../data/b.ts';\n`;
    expect(faultsOf('engine/indicators/sma.ts', text)).toEqual([
      `engine/indicators/sma.ts:2 imports '../data/b.ts'; allowed: its own files, model, api, quant`,
    ]);
  });

  it.each([
    ['a module below', 'engine/model/x.ts', `import '../runtime/loop.ts';`],
    ['the engine from the mathematics', 'quant/risk/x.ts', `import '../../engine/model/decimal.ts';`],
    ['a part of the mathematics that is below', 'quant/numeric/x.ts', `import '../random/random.ts';`],
    ['a file of the mathematics in place of its entry point', 'engine/runtime/x.ts', `import '../../quant/risk/x.ts';`],
    ['a package', 'engine/runtime/x.ts', `import yargs from 'yargs';`],
    ['the container outside the host', 'engine/runtime/x.ts', `import { Container } from 'inversify';`],
    ['types of a module below', 'engine/api/x.ts', `import type { Security } from '../securities/security.ts';`],
    ['inline types of a module below', 'engine/api/x.ts', `import { type Security } from '../securities/security.ts';`],
    ['a re-export', 'engine/model/x.ts', `export * from '../data/b.ts';`],
    ['a dynamic import', 'engine/model/x.ts', `await import('../data/b.ts');`],
    ['an import type', 'engine/model/x.ts', `let x: import('../data/b.ts').B;`],
    ['the package by its own name', 'engine/host/x.ts', `import { Decimal } from 'tradewright';`],
    ['a file outside the modules', 'engine/model/x.ts', `import '../../scripts/x.ts';`],
    ['a strategy, a path out of its folder', 'strategies/a/strategy.ts', `import '../b/strategy.ts';`],
    ['a strategy, built-ins', 'strategies/a/strategy.ts', `import 'node:fs';`],
    ['a strategy, packages', 'strategies/a/strategy.ts', `import 'lodash';`],
    [
      'a strategy, the entry point of plugins',
      'strategies/a/strategy.ts',
      `import { LeanFolder } from 'tradewright/plugin';`,
    ],
    ['a strategy, computed', 'strategies/a/strategy.ts', `await import(name);`],
    ['a strategy, the container', 'strategies/a/strategy.ts', `import 'inversify';`],
    ['a plugin, the engine by path', 'plugins/fees-x/module.ts', `import '../../engine/model/decimal.ts';`],
    ['a plugin, the entry point of strategies', 'plugins/fees-x/fees.ts', `import { Algorithm } from 'tradewright';`],
    ['a plugin, the container', 'plugins/fees-x/fees.ts', `import 'inversify';`],
    ['a plugin, an unknown package', 'plugins/fees-x/fees.ts', `import 'left-pad';`],
    ['no module', 'engine/elsewhere/x.ts', ''],
  ])('is found: %s', (_, file, text) => {
    expect(faultsOf(file, text)).toHaveLength(1);
  });

  it.each([
    ['the container in a module', 'plugins/fees-x/module.ts', `import { ContainerModule } from 'inversify';`],
    [
      'the entry point',
      'strategies/a/strategy.ts',
      `import { Algorithm } from 'tradewright'; import { x } from './b/x.ts';`,
    ],
    ['the mathematics', 'engine/runtime/x.ts', `import '../../quant/index.ts';`],
    ['the mathematics in a strategy', 'strategies/a/strategy.ts', `import { kellyFraction } from 'tradewright/quant';`],
    ['a spec', 'strategies/a/strategy.spec.ts', `import 'vitest'; import 'tradewright/testkit'; import 'node:fs';`],
    ['a plugin', 'plugins/fees-x/fees.ts', `import 'tradewright/plugin'; import 'node:fs'; import 'lodash/merge.js';`],
    [
      'text that looks like an import',
      'engine/model/x.ts',
      `// import '../runtime/x.ts'\nconst s = "import '../x.ts'";`,
    ],
  ])('is not reported for %s', (_, file, text) => {
    expect(faultsOf(file, text)).toEqual([]);
  });
});

describe('importsOf', () => {
  it('recognizes an import of types only', () => {
    const text = `import type A from 'a'; import { type B } from 'b'; import C, { type D } from 'c'; import 'd'; export type * from 'e';`;
    expect(importsOf('x.ts', text).map(({ specifier, typeOnly }) => [specifier, typeOnly])).toEqual([
      ['a', true],
      ['b', true],
      ['c', false],
      ['d', false],
      ['e', true],
    ]);
  });
});

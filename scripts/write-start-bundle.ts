/** Makes the cache that bin/start-bundle.js reads; the launcher does so after a run that found none that counts. */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import type { OutputChunk, Plugin } from 'rolldown';
import { parseSync } from 'rolldown/utils';
import { BUNDLE_FILES, PARTS, startBundleFolder } from '../bin/start-bundle.js';

const PROJECT = resolve(fileURLToPath(new URL('..', import.meta.url)));

/** Plugins that most runs load; the others wait in parts of their own. */
const USUAL_PLUGINS = new Set(['data-lean', 'models-lean', 'results-files', 'results-html']);

/** Packages that few commands need: they stay where they are. */
const LEFT_OUT = [/^node:/, /^@duckdb\//, 'yargs', 'ts-morph', 'lodash'];

/** Folders of caches that another process may still be reading are kept for this long. */
const KEEP_MILLISECONDS = 600_000;

/** The run whose compiled code is kept: a short one that touches what most runs do. */
const SAMPLE_RUN = ['backtest', '--strategy', 'sma-crossover', '--no-progress'];

const SAMPLE_RUN_MILLISECONDS = 60_000;

/** Bundles the command line, the public door, the container and the engine's own plugins, and puts them in place at once. */
export async function writeStartBundle(project: string = PROJECT): Promise<void> {
  const parent = startBundleFolder(project);
  const name = randomUUID();
  const folder = join(parent, name);
  const modules = modulesOf(project);
  const chunks = await bundled(project, modules);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, BUNDLE_FILES.script), scriptOf(chunks));
  const doors = modules.filter(({ names }) => names.length > 0);
  for (const { part } of doors) {
    const chunk = chunks.find(({ fileName }) => fileName === `${part}.cjs`);
    writeFileSync(join(folder, `${part}.mjs`), doorOf(`${part}.cjs`, chunk?.exports ?? []));
  }
  const sources = new Set(chunks.flatMap(({ moduleIds }) => moduleIds).filter((id) => existsSync(id)));
  const inputs = [...sources, join(project, 'package.json')].map((path) => {
    const { ctimeMs, size } = statSync(path);
    return [relative(project, path).replaceAll(sep, '/'), ctimeMs, size];
  });
  const index = join(parent, `${name}.json`);
  writeFileSync(
    index,
    JSON.stringify({
      node: process.version,
      folder: name,
      inputs,
      doors: Object.fromEntries(doors.flatMap(({ part, names }) => names.map((one) => [one, `${part}.mjs`]))),
    }),
  );
  renameSync(index, join(parent, 'index.json'));
  removeOld(parent, name);
}

/** Runs a backtest on the bundle, which keeps the code that it compiled. */
export function keepCompiledCode(project: string = PROJECT): void {
  const output = mkdtempSync(join(tmpdir(), 'tradewright-start-'));
  try {
    spawnSync(process.execPath, [join(project, 'bin', 'engine.js'), ...SAMPLE_RUN, '--output', output], {
      cwd: project,
      // Options of Node's may be a debugger's, which would keep this run waiting.
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: 'ignore',
      timeout: SAMPLE_RUN_MILLISECONDS,
    });
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

interface BundledModule {
  /** Name of its part of the bundle. */
  readonly part: string;
  readonly path: string;
  /** The specifiers that others import it by. */
  readonly names: readonly string[];
  /** Whether few runs need it. */
  readonly isRare?: boolean;
}

function modulesOf(project: string): BundledModule[] {
  const own = (part: string, names: readonly string[], ...path: string[]): BundledModule => {
    const full = join(project, ...path);
    return { part, path: full, names: [pathToFileURL(full).href, ...names] };
  };
  const plugins = readdirSync(join(project, 'plugins')).filter((name) =>
    existsSync(join(project, 'plugins', name, 'module.ts')),
  );
  return [
    { ...own('main', [], 'engine', 'cli', 'main.ts'), names: [] },
    { ...own('backtest', [], 'engine', 'cli', 'commands', 'backtest.ts'), names: [] },
    own('index', ['tradewright'], 'engine', 'index.ts'),
    own('plugin', ['tradewright/plugin'], 'engine', 'plugin.ts'),
    { part: 'inversify', path: 'inversify', names: ['inversify'] },
    ...plugins.map((name) => ({
      ...own(name, [], 'plugins', name, 'module.ts'),
      isRare: !USUAL_PLUGINS.has(name),
    })),
  ];
}

/** One chunk with all that a backtest needs, so that nothing in it is looked up by name, and others for other commands. */
async function bundled(project: string, modules: readonly BundledModule[]): Promise<OutputChunk[]> {
  const core = new Set(modules.filter(({ isRare }) => isRare !== true).map(({ path }) => path));
  const bundle = await rolldown({
    cwd: project,
    platform: 'node',
    logLevel: 'silent',
    input: Object.fromEntries(modules.map(({ part, path }) => [part, path])),
    external: LEFT_OUT,
    resolve: {
      alias: {
        'tradewright/plugin': join(project, 'engine', 'plugin.ts'),
        'tradewright/quant': join(project, 'quant', 'index.ts'),
        tradewright: join(project, 'engine', 'index.ts'),
      },
    },
    plugins: [asScript],
  });
  const { output } = await bundle.generate({
    format: 'cjs',
    exports: 'named',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
    codeSplitting: { groups: [{ name: 'core', test: (id) => core.has(id) || id.includes('inversify') }] },
    comments: false,
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: false, asciiOnly: true } },
  });
  await bundle.close();
  return output.filter((file) => file.type === 'chunk');
}

/**
 * A script has no `import.meta`, and cannot import what is no part of the bundle. The bundler's parser says where a module
 * does either: its own URL takes the place of the one, the launcher's `import` that of the other.
 */
const asScript: Plugin = {
  name: 'as-script',
  transform(code, id) {
    const { importMetas, dynamicImports } = parseSync(id, code).module;
    const url = `({ url: ${JSON.stringify(pathToFileURL(id).href)} })`;
    const outside = dynamicImports.filter(({ moduleRequest: { start } }) => !/^['"]\./.test(code.slice(start)));
    return [
      ...importMetas.map(({ start, end }) => ({ start, end, text: url })),
      ...outside.map(({ start }) => ({ start, end: start + 'import'.length, text: 'importFromOutside' })),
    ]
      .toSorted((a, b) => b.start - a.start)
      .reduce((text, change) => text.slice(0, change.start) + change.text + text.slice(change.end), code);
  },
};

/** All chunks as functions by their names, in one script. */
function scriptOf(chunks: readonly OutputChunk[]): string {
  const parts = chunks.map(
    ({ fileName, code }) => `${JSON.stringify(fileName)}: function (exports, require, importFromOutside) {\n${code}\n}`,
  );
  return `(function () {\n'use strict';\nreturn {\n${parts.join(',\n')}\n};\n})()\n`;
}

/** A module that hands out what a part of the bundle exports. */
function doorOf(part: string, names: readonly string[]): string {
  const named = names.filter((name) => name !== 'default');
  return [
    `const part = globalThis[Symbol.for(${JSON.stringify(PARTS)})](${JSON.stringify(part)});`,
    `export const { ${named.join(', ')} } = part;`,
    ...(named.length < names.length ? ['export default part.default;'] : []),
    '',
  ].join('\n');
}

function removeOld(parent: string, current: string): void {
  for (const entry of readdirSync(parent, { withFileTypes: true })) {
    const path = join(parent, entry.name);
    if (!entry.isDirectory() || entry.name === current) continue;
    if (Date.now() - statSync(path).mtimeMs > KEEP_MILLISECONDS) rmSync(path, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeStartBundle();
  keepCompiledCode();
}

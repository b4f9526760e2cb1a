/** Makes the cache that bin/start-bundle.js reads; the launcher does so after a run that found none that counts. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { startBundleFolder } from '../bin/start-bundle.js';

const PROJECT = resolve(fileURLToPath(new URL('..', import.meta.url)));

/** Packages that few commands need: they stay where they are. */
const LEFT_OUT = [/^node:/, /^@duckdb\//, 'yargs', 'ts-morph', 'lodash'];

/** Folders of caches that another process may still be reading are kept for this long. */
const KEEP_MILLISECONDS = 600_000;

/** Bundles the command line, the public door, the container and the engine's own plugins, and puts them in place at once. */
export async function writeStartBundle(project: string = PROJECT): Promise<void> {
  const parent = startBundleFolder(project);
  const name = randomUUID();
  const folder = join(parent, name);
  const modules = modulesOf(project);
  const bundle = await rolldown({
    cwd: project,
    platform: 'node',
    logLevel: 'silent',
    input: Object.fromEntries(modules.map(({ file, path }) => [file, path])),
    external: LEFT_OUT,
    resolve: { alias: { tradewright: join(project, 'engine', 'index.ts') } },
    plugins: [
      {
        name: 'own-urls',
        transform: (code, id) => code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)),
      },
    ],
  });
  const { output } = await bundle.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[hash].mjs',
  });
  await bundle.close();

  const sources = new Set(
    output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : [])).filter((id) => existsSync(id)),
  );
  const inputs = [...sources, join(project, 'package.json')].map((path) => {
    const { mtimeMs, size } = statSync(path);
    return [path, mtimeMs, size];
  });
  const entries = Object.fromEntries(modules.flatMap(({ file, names }) => names.map((one) => [one, `${file}.mjs`])));
  const index = join(parent, `${name}.json`);
  writeFileSync(index, JSON.stringify({ node: process.version, folder: name, inputs, entries }));
  renameSync(index, join(parent, 'index.json'));
  removeOld(parent, name);
}

interface BundledModule {
  /** Name of its file in the bundle. */
  readonly file: string;
  readonly path: string;
  /** The specifiers that lead to it. */
  readonly names: readonly string[];
}

function modulesOf(project: string): BundledModule[] {
  const own = (file: string, names: readonly string[], ...path: string[]): BundledModule => {
    const full = join(project, ...path);
    return { file, path: full, names: [pathToFileURL(full).href, ...names] };
  };
  const plugins = readdirSync(join(project, 'plugins')).filter((name) =>
    existsSync(join(project, 'plugins', name, 'module.ts')),
  );
  return [
    own('main', [], 'engine', 'cli', 'main.ts'),
    own('index', ['tradewright'], 'engine', 'index.ts'),
    { file: 'inversify', path: 'inversify', names: ['inversify'] },
    ...plugins.map((name) => own(name, [], 'plugins', name, 'module.ts')),
  ];
}

function removeOld(parent: string, current: string): void {
  for (const entry of readdirSync(parent, { withFileTypes: true })) {
    const path = join(parent, entry.name);
    if (!entry.isDirectory() || entry.name === current) continue;
    if (Date.now() - statSync(path).mtimeMs > KEEP_MILLISECONDS) rmSync(path, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(startBundleFolder(PROJECT), { recursive: true });
  await writeStartBundle();
}

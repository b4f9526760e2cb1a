/**
 * Builds the npm package: JavaScript with types, because Node does not run TypeScript below node_modules, and the files
 * of the repository that runs need, at the same paths. It contains only files that git tracks, so that credentials,
 * licensed data, private strategies and results in the folder are not published. `node scripts/package.ts [FOLDER]`
 * writes the tarball to a folder, by default dist/.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = resolve(fileURLToPath(new URL('..', import.meta.url)));

/**
 * Files of the package other than the JavaScript. Templates stay TypeScript, because they are copied and never run
 * there.
 */
const COPIED = [
  'bin/*.js',
  'engine/**/*.{css,json}',
  'plugins/*/**/*.{css,js,json,md}',
  'profiles/*.json',
  'strategies/*/**/*.{json,md,ts}',
  'templates/**',
  'data/**',
  'docs/*.md',
  '{README,ARCHITECTURE,CHANGELOG,SECURITY}.md',
  'LICENSE',
];

/** Packages that only one command needs; its fault about a missing package shows how to install it. */
const HEAVY: ReadonlySet<string> = new Set(['ts-morph']);

/** Parts of the manifest that only a clone of the repository needs. */
const LEFT_OUT: ReadonlySet<string> = new Set(['devDependencies', 'optionalDependencies', 'overrides', 'scripts']);

/** Sources import `.ts` files; in the package the types are in `.d.ts` files, which an import of `.js` finds. */
const TYPE_IMPORT = /((?:from|import)\s*\(?\s*'\.{1,2}\/[^']*)\.ts'/g;

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly engines: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

/** Builds the package and packs it. @returns the path of the tarball, and of the folder that it was packed from */
export function makePackage(target: string): { readonly tarball: string; readonly folder: string } {
  const folder = join(target, 'package');
  rmSync(folder, { recursive: true, force: true });
  run(process.execPath, [
    join(PROJECT, 'node_modules', 'typescript', 'bin', 'tsc'),
    '--project',
    join(PROJECT, 'tsconfig.build.json'),
    '--outDir',
    folder,
  ]);
  const known = filesOfGit(PROJECT);
  removeUnknown(folder, known);
  straightenTypes(folder);
  for (const file of COPIED.flatMap((pattern) => filesOf(pattern))) if (known.has(file)) copy(file, folder);
  const manifest = packedManifest(JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as Manifest);
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const options = ['--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', target];
  const [{ filename }] = JSON.parse(run('npm', ['pack', folder, ...options])) as { filename: string }[];
  return { tarball: join(target, filename), folder };
}

/** The files of a clone that git tracks, with slashes. @throws Error outside a clone */
export function filesOfGit(project: string): ReadonlySet<string> {
  const { status, stdout, stderr, error } = spawnSync('git', ['ls-files', '-z'], {
    cwd: project,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status === 0) return new Set(stdout.split('\0').filter((file) => file !== ''));
  throw new Error(
    `A package contains the files that git tracks, but git cannot list them: ${error?.message ?? stderr}`,
  );
}

/** Removes files that were compiled from sources that git does not track. */
export function removeUnknown(folder: string, known: ReadonlySet<string>): void {
  for (const entry of globSync('**/*', { cwd: folder, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const source = relative(folder, path)
      .split(sep)
      .join('/')
      .replace(/(?:\.d\.ts|\.js)(?:\.map)?$/, '.ts');
    if (!known.has(source)) rmSync(path);
  }
}

/**
 * Removes the types of plugins and strategies, which are never imported, and makes the types of engine and quant import
 * `.js`.
 */
function straightenTypes(folder: string): void {
  for (const file of globSync('{plugins,strategies}/**/*.d.ts', { cwd: folder })) rmSync(join(folder, file));
  for (const file of globSync('{engine,quant}/**/*.d.ts', { cwd: folder })) {
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(TYPE_IMPORT, "$1.js'"));
  }
}

function filesOf(pattern: string): string[] {
  return globSync(pattern, { cwd: PROJECT, withFileTypes: true, exclude: ['**/node_modules'] })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(PROJECT.length + 1))
    .filter((file) => !/^(?:engine|plugins|strategies)\b.*\.spec\.ts$/.test(file));
}

function copy(file: string, folder: string): void {
  mkdirSync(join(folder, dirname(file)), { recursive: true });
  copyFileSync(join(PROJECT, file), join(folder, file));
}

/**
 * The manifest of the package: entry points are JavaScript files, and rarely needed packages are optional peer
 * dependencies.
 */
function packedManifest(manifest: Manifest): Record<string, unknown> {
  const kept = Object.fromEntries(Object.entries(manifest).filter(([key]) => !LEFT_OUT.has(key)));
  const dependencies = Object.entries(manifest.dependencies);
  const heavy = Object.fromEntries(dependencies.filter(([name]) => HEAVY.has(name)));
  const peerDependencies = { ...manifest.peerDependencies, ...heavy, ...manifest.optionalDependencies };
  return {
    ...kept,
    exports: {
      '.': { types: './engine/index.d.ts', default: './engine/index.js' },
      './plugin': { types: './engine/plugin.d.ts', default: './engine/plugin.js' },
      './quant': { types: './quant/index.d.ts', default: './quant/index.js' },
      './session': {
        types: './engine/host/session/index.d.ts',
        default: './engine/host/session/index.js',
      },
      './testkit': { types: './engine/testkit/index.d.ts', default: './engine/testkit/index.js' },
      './package.json': './package.json',
    },
    dependencies: Object.fromEntries(dependencies.filter(([name]) => !HEAVY.has(name))),
    peerDependencies,
    peerDependenciesMeta: Object.fromEntries(Object.keys(peerDependencies).map((name) => [name, { optional: true }])),
    engines: { ...manifest.engines, node: '>=26' },
  };
}

function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: PROJECT,
    encoding: 'utf8',
    shell: process.platform === 'win32' && extname(command) === '',
  });
  if (status === 0) return stdout;
  throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? `${stdout}${stderr}`}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(makePackage(resolve(process.argv[2] ?? join(PROJECT, 'dist'))).tarball);
  } catch (error) {
    // a type error in a strategy or a plugin needs no stack of this script
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}

/**
 * The engine's sources as one script with its compiled code, so that a start loads two files and not hundreds of modules,
 * and compiles nothing.
 *
 * It is nothing but a cache: scripts/write-start-bundle.ts makes it after a first run, it counts only while every source is
 * as it was, and strategies are never in it. A Node that was started with flags of its own (a debugger, a profiler) gets
 * the sources.
 *
 * Node's own cache of compiled code keeps what a module needs to be loaded; functions that are called later, all but a few
 * here, would be compiled at every start. The code that is kept here is taken after a run instead.
 */

// The modules' namespaces would bring every part of them along, used or not.
const { readFileSync, renameSync, statSync, writeFileSync } = process.getBuiltinModule('node:fs');
const { createRequire, registerHooks } = process.getBuiltinModule('node:module');
const { join } = process.getBuiltinModule('node:path');
const { pathToFileURL } = process.getBuiltinModule('node:url');
const { Script } = process.getBuiltinModule('node:vm');
const { crc32 } = process.getBuiltinModule('node:zlib');

/**
 * What the cache's index says.
 * @typedef {object} BundleIndex
 * @property {string} node the version of Node that it was made by
 * @property {string} folder where its files are, from the folder of the index
 * @property {[path: string, changed: number, size: number][]} inputs the sources that it was made from, from the project's folder
 * @property {Record<string, string>} doors its files by the names and URLs of the modules that they stand for
 */

/**
 * A bundle that counts.
 * @typedef {object} StartBundle
 * @property {(argv: readonly string[]) => Promise<number>} main the command line
 * @property {() => void} keepCode keeps the code that was compiled so far for the starts to come, where none is kept yet
 */

/** @typedef {Record<string, (exports: object, require: (name: string) => unknown, importFromOutside: (specifier: string) => Promise<unknown>) => void>} Parts */

/** The files of a bundle, from its folder. */
export const BUNDLE_FILES = { script: 'engine.js', code: 'engine.code' };

/** Where doors find the part that they open. */
export const PARTS = 'tradewright/start-bundle';

/** Bytes of a checksum before the compiled code: what is torn or damaged must not be handed to the compiler. */
const CHECKSUM_BYTES = 4;

/**
 * Where the cache of a project lies.
 * @param {string} project
 */
export function startBundleFolder(project) {
  return join(project, '.cache', 'start');
}

/**
 * Lets imports of the engine find the bundle, when there is one that counts.
 * @param {string} project
 * @returns {StartBundle | undefined}
 */
export function openStartBundle(project) {
  if (process.execArgv.length > 0) return undefined;
  const index = readIndex(join(startBundleFolder(project), 'index.json'));
  if (index === undefined || index.node !== process.version) return undefined;
  if (!index.inputs.every((input) => isUnchanged(project, input))) return undefined;
  const folder = join(startBundleFolder(project), index.folder);
  const script = readScript(folder);
  if (script === undefined) return undefined;
  const part = partsOf(script, folder);
  Object.defineProperty(globalThis, Symbol.for(PARTS), { value: part });
  openDoors(folder, index.doors);
  const { main } = /** @type {StartBundle} */ (part('main.cjs'));
  if (script.cachedDataRejected === false) return { main, keepCode() {} };
  const probe = new Script('').createCachedData();
  return { main, keepCode: () => keepCode(script, folder, probe) };
}

/**
 * @param {string} file
 * @returns {BundleIndex | undefined}
 */
function readIndex(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * By the time at which the system saw the last change: unlike the file's own time no program can set it back.
 *
 * @param {string} project
 * @param {BundleIndex['inputs'][number]} input
 */
function isUnchanged(project, [path, changed, size]) {
  const found = statSync(`${project}/${path}`, { throwIfNoEntry: false });
  return found !== undefined && found.ctimeMs === changed && found.size === size;
}

/**
 * The script with its compiled code, as far as that is there and whole. The script is ASCII.
 * @param {string} folder
 */
function readScript(folder) {
  const filename = join(folder, BUNDLE_FILES.script);
  try {
    return new Script(readFileSync(filename, 'latin1'), { filename, cachedData: readCode(folder) });
  } catch {
    return undefined;
  }
}

/** @param {string} folder */
function readCode(folder) {
  try {
    const file = readFileSync(join(folder, BUNDLE_FILES.code));
    const code = file.subarray(CHECKSUM_BYTES);
    return file.readUInt32LE(0) === crc32(code) ? code : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {import('node:vm').Script} script
 * @param {string} folder
 * @param {Buffer} probe compiled code of the start
 */
function keepCode(script, folder, probe) {
  // Code is taken back by a V8 with the same flags only, and a long run may have changed them on its way.
  if (new Script('', { cachedData: probe }).cachedDataRejected === true) return;
  const code = script.createCachedData();
  const checksum = Buffer.alloc(CHECKSUM_BYTES);
  checksum.writeUInt32LE(crc32(code));
  const file = join(folder, BUNDLE_FILES.code);
  const partial = `${file}.${process.pid}`;
  try {
    writeFileSync(partial, Buffer.concat([checksum, code]));
    renameSync(partial, file);
  } catch {
    // A folder that cannot be written: the next start compiles again.
  }
}

/**
 * The parts of a script by name, each run when it is first asked for; other names are modules of Node and packages.
 * @param {import('node:vm').Script} script
 * @param {string} folder
 * @returns {(name: string) => unknown}
 */
function partsOf(script, folder) {
  const parts = /** @type {Parts} */ (script.runInThisContext());
  /** @type {Map<string, object>} */
  const loaded = new Map();
  const load = (/** @type {string} */ name) => {
    let exports = loaded.get(name);
    if (exports === undefined) {
      exports = {};
      loaded.set(name, exports);
      parts[name](exports, need, importFromOutside);
    }
    return exports;
  };
  const need = (/** @type {string} */ name) => {
    if (name.startsWith('./')) return load(name.slice(2));
    return process.getBuiltinModule(name) ?? createRequire(join(folder, BUNDLE_FILES.script))(name);
  };
  return load;
}

/** @param {string} specifier a package, or a file's URL */
function importFromOutside(specifier) {
  return import(specifier);
}

/**
 * Strategies and the host import by name and by URL: they are led to small modules that hand out the bundle's parts.
 * @param {string} folder
 * @param {BundleIndex['doors']} doors
 */
function openDoors(folder, doors) {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      if (!Object.hasOwn(doors, specifier)) return nextResolve(specifier, context);
      return { url: pathToFileURL(join(folder, doors[specifier])).href, format: 'module', shortCircuit: true };
    },
  });
}

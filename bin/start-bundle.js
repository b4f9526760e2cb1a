/**
 * The engine's sources as a few files, so that a start loads these and not hundreds of modules.
 *
 * It is nothing but a cache: scripts/write-start-bundle.ts makes it after a first run, it counts only while every source is
 * as it was, and strategies are never in it. A Node that was started with flags of its own (a debugger, a profiler) gets
 * the sources.
 */
import { readFileSync, statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * What the cache's index says.
 * @typedef {object} StartBundle
 * @property {string} node the version of Node that it was made by
 * @property {string} folder where its files are, from the folder of the index
 * @property {[path: string, modified: number, size: number][]} inputs the sources that it was made from
 * @property {Record<string, string>} entries its files by the names and URLs of the modules that they stand for
 */

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
 * @param {string} main URL of the module to start with
 * @returns {string | undefined} URL of the bundled module to start with
 */
export function openStartBundle(project, main) {
  if (process.execArgv.length > 0) return undefined;
  const bundle = readIndex(join(startBundleFolder(project), 'index.json'));
  if (bundle === undefined || bundle.node !== process.version || !bundle.inputs.every(isUnchanged)) return undefined;
  const folder = join(startBundleFolder(project), bundle.folder);
  /** @type {Map<string, string>} */
  const urls = new Map(
    Object.entries(bundle.entries).map(([name, file]) => [name, pathToFileURL(join(folder, file)).href]),
  );
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const url = urls.get(specifier);
      return url === undefined ? nextResolve(specifier, context) : { url, shortCircuit: true };
    },
  });
  return urls.get(main);
}

/**
 * @param {string} file
 * @returns {StartBundle | undefined}
 */
function readIndex(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {StartBundle['inputs'][number]} input */
function isUnchanged([path, modified, size]) {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && found.mtimeMs === modified && found.size === size;
}

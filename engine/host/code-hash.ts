import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const SOURCE = /\.[cm]?[jt]s$/;
/** Matches the specifier of an import, a re-export or a dynamic import. */
const SPECIFIER = /(?:\bfrom|\bimport|\bimport\s*\()\s*(['"])([^'"\n]+)\1/g;

/**
 * A hash of a strategy's code by name and content: all sources except specs, and their imports: JSON, files outside the
 * folder, and package versions. Parameters have a separate hash.
 */
export function codeHash(folder: string): string {
  const hash = createHash('sha256');
  for (const [name, path] of codeFiles(folder)) {
    const content = readFileSync(path);
    hash.update(`${name} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

/** The files of a strategy's code as paths relative to its folder, with slashes, sorted. */
function codeFiles(folder: string): [string, string][] {
  const found = new Map(sourceFiles(folder).map((name) => [name, join(folder, name)]));
  // iterating a map includes entries that are added meanwhile
  for (const path of found.values()) {
    if (!SOURCE.test(path)) continue;
    for (const imported of importsOf(path)) found.set(relative(folder, imported).split(sep).join('/'), imported);
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1));
}

/** The files that a source imports; for a package its package.json, which contains the version. */
function importsOf(path: string): string[] {
  const specifiers = readFileSync(path, 'utf8').matchAll(SPECIFIER);
  return Array.from(specifiers, ([, , specifier]) => fileOf(specifier, path)).filter((file) => file !== undefined);
}

function fileOf(specifier: string, importer: string): string | undefined {
  try {
    if (/^(?:node:|tradewright(?:\/|$))/.test(specifier)) return undefined;
    const isPath = /^(?:\.{0,2}\/|file:)/.test(specifier);
    const file = isPath ? localFile(specifier, importer) : findPackageJSON(specifier, pathToFileURL(importer));
    return file !== undefined && statSync(file).isFile() ? file : undefined;
  } catch {
    // text in a comment, or an import that will fail when the strategy is loaded
    return undefined;
  }
}

function localFile(specifier: string, importer: string): string {
  if (specifier.startsWith('file:')) return fileURLToPath(specifier);
  return resolve(dirname(importer), specifier.replace(/[?#].*$/, ''));
}

/** The sources of a strategy relative to its folder, without specs, packages and hidden folders. */
function sourceFiles(folder: string, inside = ''): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
    const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules' && !entry.name.startsWith('.')) found.push(...sourceFiles(folder, path));
    } else if (SOURCE.test(entry.name) && !/\.(?:spec|test)\.[cm]?[jt]s$/.test(entry.name)) {
      found.push(path);
    }
  }
  return found;
}

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A hash of the code of a strategy: all of its sources but the specs, by name and content. Parameters have a hash of their own. */
export function codeHash(folder: string): string {
  const hash = createHash('sha256');
  for (const file of sourceFiles(folder)) {
    const content = readFileSync(join(folder, file));
    hash.update(`${file} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

/** The sources of a strategy from its folder, with slashes, sorted; specs, packages and hidden folders are none. */
function sourceFiles(folder: string, inside = ''): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
    const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules' && !entry.name.startsWith('.')) found.push(...sourceFiles(folder, path));
    } else if (/\.[cm]?[jt]s$/.test(entry.name) && !/\.(?:spec|test)\.[cm]?[jt]s$/.test(entry.name)) {
      found.push(path);
    }
  }
  return found.sort();
}

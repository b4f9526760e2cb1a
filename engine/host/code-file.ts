import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';

/**
 * The file that holds the code `name` of a folder: its TypeScript, or its JavaScript where there is no other or Node would
 * not run the TypeScript, as it refuses to below node_modules. `undefined` when there is neither.
 */
export function codeFile(folder: string, name: string): string | undefined {
  const isInstalled = `${folder}${sep}`.includes(`${sep}node_modules${sep}`);
  const endings = isInstalled ? ['js', 'ts'] : ['ts', 'js'];
  return endings.map((ending) => `${name}.${ending}`).find((file) => existsSync(join(folder, file)));
}

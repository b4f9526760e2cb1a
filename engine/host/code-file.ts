import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';

/**
 * The code file `name` of a folder: TypeScript, or JavaScript if there is no TypeScript or Node would not run it, as
 * below node_modules. `undefined` if there is neither.
 */
export function codeFile(folder: string, name: string): string | undefined {
  const isInstalled = `${folder}${sep}`.includes(`${sep}node_modules${sep}`);
  const endings = isInstalled ? ['js', 'ts'] : ['ts', 'js'];
  return endings.map((ending) => `${name}.${ending}`).find((file) => existsSync(join(folder, file)));
}

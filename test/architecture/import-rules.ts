import { posix } from 'node:path';
import { CONTAINER, GUESTS, type Guest, ROOMS, type Room, TEST_PACKAGES, TEST_ROOMS } from './rules.ts';
import { type Import, importsOf } from './source.ts';

/** Names file, line, import and what is allowed for every import of one file that breaks the rules. */
export function importFaults(file: string, text: string, dependencies: readonly string[]): string[] {
  const judge = judgeOf(file, dependencies);
  if (judge === undefined) return [];
  if (typeof judge === 'string') return [judge];
  const faults: string[] = [];
  for (const found of importsOf(file, text)) {
    const allowed = judge(found);
    if (allowed === undefined) continue;
    faults.push(`${file}:${found.line} imports ${describeImport(found)}; allowed: ${allowed}`);
  }
  return faults;
}

/** Answers undefined for an import that is in order, otherwise what would have been. */
type Judge = (found: Import) => string | undefined;

function judgeOf(file: string, dependencies: readonly string[]): Judge | string | undefined {
  const guest = GUESTS.find((candidate) => candidate.path.test(file));
  if (guest !== undefined) return guestJudge(file, guest, dependencies);
  if (!/^(?:engine|quant)\//.test(file)) return undefined;
  const room = roomOf(file);
  return room === undefined
    ? `${file}:1 stands in no room; rooms: ${ROOMS.map(({ path }) => path).join(', ')}`
    : roomJudge(file, room);
}

function roomJudge(file: string, room: Room): Judge {
  const isTest = file.endsWith('.spec.ts');
  const rooms = [room.name, ...room.mayImport, ...(isTest ? TEST_ROOMS : [])];
  const packages = [...packagesFor(file, room.packages), ...(isTest ? TEST_PACKAGES : [])];
  const allowed = [
    `its own files`,
    ...rooms.slice(1),
    ...packages.filter((name) => !isTest || !TEST_PACKAGES.includes(name)),
  ].join(', ');

  return ({ specifier }) => {
    if (specifier === undefined) return room.packages.includes('node:*') ? undefined : 'imports by a literal name';
    if (!specifier.startsWith('.')) return isListed(specifier, packages) ? undefined : allowed;
    const target = roomOf(resolve(file, specifier))?.name;
    if (target === undefined)
      return room.packages.includes('node:*') && isManifest(file, specifier) ? undefined : allowed;
    return rooms.includes(target) ? undefined : allowed;
  };
}

function guestJudge(file: string, guest: Guest, dependencies: readonly string[]): Judge {
  const [folder = ''] = guest.path.exec(file) ?? [];
  // the suite that a plugin exports for the tests of those who provide its contract
  const isTest = file.endsWith('.spec.ts') || file.endsWith('-conformance.ts');
  const open = guest.mayImportDependencies ? dependencies.filter((name) => !isListed(name, CONTAINER.packages)) : [];
  const packages = packagesFor(file, [...guest.packages, ...open, ...(isTest ? TEST_PACKAGES : [])]);
  const allowed = ['its own files', ...packagesFor(file, guest.packages)].join(', ');

  return ({ specifier }) => {
    if (specifier === undefined) return guest.mayImportDependencies ? undefined : allowed;
    if (!specifier.startsWith('.')) return isListed(specifier, packages) ? undefined : allowed;
    return resolve(file, specifier).startsWith(folder) ? undefined : allowed;
  };
}

function packagesFor(file: string, packages: readonly string[]): readonly string[] {
  return posix.basename(file) === CONTAINER.file ? [...packages, ...CONTAINER.packages] : packages;
}

/** Whether a package, or the package that a path such as `lodash/merge.js` lies in, is on the list. */
function isListed(specifier: string, packages: readonly string[]): boolean {
  if (packages.includes(specifier)) return true;
  if (specifier.startsWith('node:')) return packages.includes('node:*');
  const parts = specifier.split('/');
  const name = parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  return name !== 'tradewright' && packages.includes(name);
}

function roomOf(file: string): Room | undefined {
  return ROOMS.find(({ path }) => file === path || file.startsWith(`${path}/`));
}

function resolve(file: string, specifier: string): string {
  return posix.normalize(posix.join(posix.dirname(file), specifier));
}

function isManifest(file: string, specifier: string): boolean {
  return resolve(file, specifier) === 'package.json';
}

function describeImport({ specifier, typeOnly }: Import): string {
  if (specifier === undefined) return 'by a computed name';
  return `${typeOnly ? 'types from ' : ''}'${specifier}'`;
}

import { posix } from 'node:path';
import { CONTAINER, EXTENSIONS, type Extension, MODULES, type Module, TEST_PACKAGES, TEST_MODULES } from './rules.ts';
import { type Import, importsOf } from './source.ts';

/** Reports every import of a file that breaks the rules: file, line, import and the allowed imports. */
export function importFaults(file: string, text: string, dependencies: readonly string[]): string[] {
  const rule = ruleOf(file, dependencies);
  if (rule === undefined) return [];
  if (typeof rule === 'string') return [rule];
  const faults: string[] = [];
  for (const found of importsOf(file, text)) {
    const allowed = rule(found);
    if (allowed === undefined) continue;
    faults.push(`${file}:${found.line} imports ${describeImport(found)}; allowed: ${allowed}`);
  }
  return faults;
}

/** Returns undefined for a valid import, otherwise a list of the allowed imports. */
type ImportRule = (found: Import) => string | undefined;

function ruleOf(file: string, dependencies: readonly string[]): ImportRule | string | undefined {
  const extension = EXTENSIONS.find((candidate) => candidate.path.test(file));
  if (extension !== undefined) return extensionRule(file, extension, dependencies);
  if (!/^(?:engine|quant)\//.test(file)) return undefined;
  const module = moduleOf(file);
  return module === undefined
    ? `${file}:1 belongs to no module; modules: ${MODULES.map(({ path }) => path).join(', ')}`
    : moduleRule(file, module);
}

function moduleRule(file: string, module: Module): ImportRule {
  const isTest = file.endsWith('.spec.ts');
  const modules = [module.name, ...module.mayImport, ...(isTest ? TEST_MODULES : [])];
  const packages = [...packagesFor(file, module.packages), ...(isTest ? TEST_PACKAGES : [])];
  const allowed = [
    `its own files`,
    ...modules.slice(1),
    ...packages.filter((name) => !isTest || !TEST_PACKAGES.includes(name)),
  ].join(', ');

  return ({ specifier }) => {
    if (specifier === undefined) return module.packages.includes('node:*') ? undefined : 'imports by a literal name';
    if (!specifier.startsWith('.')) return isListed(specifier, packages) ? undefined : allowed;
    const target = moduleOf(resolve(file, specifier))?.name;
    if (target === undefined)
      return module.packages.includes('node:*') && isManifest(file, specifier) ? undefined : allowed;
    return modules.includes(target) ? undefined : allowed;
  };
}

function extensionRule(file: string, extension: Extension, dependencies: readonly string[]): ImportRule {
  const [folder = ''] = extension.path.exec(file) ?? [];
  // a conformance suite is imported by the tests of plugins that provide the contract
  const isTest = file.endsWith('.spec.ts') || file.endsWith('-conformance.ts');
  const open = extension.mayImportDependencies
    ? dependencies.filter((name) => !isListed(name, CONTAINER.packages))
    : [];
  const packages = packagesFor(file, [...extension.packages, ...open, ...(isTest ? TEST_PACKAGES : [])]);
  const allowed = ['its own files', ...packagesFor(file, extension.packages)].join(', ');

  return ({ specifier }) => {
    if (specifier === undefined) return extension.mayImportDependencies ? undefined : allowed;
    if (!specifier.startsWith('.')) return isListed(specifier, packages) ? undefined : allowed;
    return resolve(file, specifier).startsWith(folder) ? undefined : allowed;
  };
}

function packagesFor(file: string, packages: readonly string[]): readonly string[] {
  return posix.basename(file) === CONTAINER.file ? [...packages, ...CONTAINER.packages] : packages;
}

/** Whether a list contains a package, or the package of a path such as `lodash/merge.js`. */
function isListed(specifier: string, packages: readonly string[]): boolean {
  if (packages.includes(specifier)) return true;
  if (specifier.startsWith('node:')) return packages.includes('node:*');
  const parts = specifier.split('/');
  const name = parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  return name !== 'tradewright' && packages.includes(name);
}

function moduleOf(file: string): Module | undefined {
  return MODULES.find(({ path }) => file === path || file.startsWith(`${path}/`));
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

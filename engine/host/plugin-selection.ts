import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import satisfies from 'semver/functions/satisfies.js';
import validRange from 'semver/ranges/valid.js';
import { shownText } from '../data/formats/shown-text.ts';
import { EngineError } from '../model/engine-error.ts';
import { HOST_ERRORS } from './errors.ts';
import type { Faults } from './faults.ts';
import type { Plugin } from './manifest.ts';
import { suggestion } from './nearest-name.ts';
import type { Choice } from './plan.ts';
import type { PluginCatalog } from './plugin-catalog.ts';
import { schemaFaults, withoutFurtherKeys } from './schema.ts';
import type { ProjectConfig } from './strategy-config.ts';
import { PROJECT_CONFIG_FILE } from './project-config.ts';

/**
 * The plugins of the choices, the declarers of their contracts and all dependencies, in dependency order, with versions
 * and packages checked.
 */
export function pluginsToLoad(
  catalog: PluginCatalog,
  choices: readonly Choice[],
  { engineVersion, faults }: { engineVersion: string; faults: Faults },
): Plugin[] {
  const ordered = new Set<Plugin>();
  const visit = (plugin: Plugin): void => {
    if (ordered.has(plugin)) return;
    for (const name of plugin.manifest.requires ?? []) {
      const needed = catalog.plugin(name);
      if (needed === undefined)
        faults.collect(() => unknownPlugin(catalog, name, `The plugin ${plugin.manifest.name} needs`));
      else if (needed !== plugin && !isNeededBy(catalog, needed, plugin)) visit(needed);
    }
    ordered.add(plugin);
  };
  for (const { provider } of choices) {
    const declarer = catalog.contracts.get(provider.provision.contract)?.plugin;
    for (const plugin of [declarer, provider.plugin]) if (plugin !== undefined) visit(plugin);
  }
  for (const plugin of ordered) {
    faults.collect(() => checkEngine(plugin, engineVersion));
    faults.collect(() => checkPackages(plugin));
  }
  return [...ordered];
}

/** The settings of plugins in tradewright.json, validated against the plugins' schemas. */
export function pluginConfigurations(
  catalog: PluginCatalog,
  { plugins = {} }: ProjectConfig,
  faults: Faults,
): NonNullable<ProjectConfig['plugins']> {
  for (const [name, configuration] of Object.entries(plugins)) {
    const plugin = catalog.plugin(name);
    if (plugin === undefined) faults.collect(() => unknownPlugin(catalog, name, `${PROJECT_CONFIG_FILE} configures`));
    else faults.collect(() => checkConfiguration(plugin, configuration));
  }
  return plugins;
}

function checkConfiguration({ manifest }: Plugin, configuration: Readonly<Record<string, unknown>>): void {
  const schema = withoutFurtherKeys({ type: 'object', properties: {}, ...manifest.configuration });
  const found = schemaFaults(configuration, schema, `plugins.${manifest.name}`);
  if (found.length === 0) return;
  throw new EngineError(
    HOST_ERRORS.CONFIGURATION_INVALID,
    `${PROJECT_CONFIG_FILE}: ${found.join('; ')}. Correct it there.`,
    { data: { plugin: manifest.name, faults: found } },
  );
}

/** Plugins that depend on each other have no order; the requested one comes last. */
function isNeededBy(catalog: PluginCatalog, plugin: Plugin, by: Plugin): boolean {
  const seen = new Set<string>();
  const reaches = (current: Plugin): boolean =>
    (current.manifest.requires ?? []).some((name) => {
      if (name === by.manifest.name) return true;
      if (seen.has(name)) return false;
      seen.add(name);
      const next = catalog.plugin(name);
      return next !== undefined && reaches(next);
    });
  return reaches(plugin);
}

function unknownPlugin(catalog: PluginCatalog, name: string, who: string): never {
  const names = catalog.plugins.map(({ manifest }) => manifest.name);
  throw new EngineError(
    HOST_ERRORS.UNKNOWN_PLUGIN,
    `${who} the plugin "${name}", which is not there. ${suggestion(name, names, 'plugins')}`,
    { data: { plugin: name, plugins: names } },
  );
}

function checkEngine({ manifest }: Plugin, engineVersion: string): void {
  if (satisfies(engineVersion, manifest.engine)) return;
  throw new EngineError(
    HOST_ERRORS.ENGINE_RANGE,
    `The plugin ${manifest.name} ${manifest.version} was made for engine ${manifest.engine}, but this is ${engineVersion}. Update one of the two.`,
    {
      data: { plugin: manifest.name, wanted: manifest.engine, found: engineVersion },
    },
  );
}

/** Checks that a plugin's npm packages are installed in versions that its manifest allows. */
function checkPackages({ folder, manifest }: Plugin): void {
  const faults = Object.entries(manifest.packages ?? {}).flatMap(([name, range]) => {
    requirePackage(manifest.name, name, range);
    const version = installedVersion(name, folder);
    if (version === undefined) return { name, range, text: `${name}, which is not installed` };
    return satisfies(version, range) ? [] : { name, range, text: `${name} ${range}, but ${version} is installed` };
  });
  if (faults.length === 0) return;
  const line = `npm install ${faults.map(({ name, range }) => `${name}@${/[\s<>|*]/.test(range) ? `"${range}"` : range}`).join(' ')}`;
  throw new EngineError(
    HOST_ERRORS.MISSING_PACKAGE,
    `The plugin ${manifest.name} needs ${faults.map(({ text }) => text).join(', and ')}. Run: ${line}`,
    {
      data: { plugin: manifest.name, packages: faults.map(({ name }) => name) },
    },
  );
}

/** npm's rule for names; such a name and a valid semver range are safe in a suggested command. */
const PACKAGE_NAME = /^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*$/;
/** Ranges on one line; semver itself also takes line breaks and tabs. */
const RANGE = /^[\w.^~<>=|*+ -]+$/;
/** Characters of a name and of a range; npm allows names of 214. */
const LONGEST_PACKAGE_TEXT = 214;

/** Validates names from a manifest before they become a path and part of a suggested command. */
function requirePackage(plugin: string, name: string, range: string): void {
  const isShort = Math.max(name.length, range.length) <= LONGEST_PACKAGE_TEXT;
  if (isShort && PACKAGE_NAME.test(name) && RANGE.test(range) && validRange(range) !== null) return;
  throw new EngineError(
    HOST_ERRORS.MANIFEST_INVALID,
    `The manifest of the plugin ${plugin} needs ${shownText(`${name} ${range}`)}, which is not an npm package with a version range. Correct packages there.`,
    { data: { plugin } },
  );
}

/** Resolves as Node does: in node_modules of the folder and of all parent folders. */
function installedVersion(name: string, folder: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    const file = join(current, 'node_modules', name, 'package.json');
    if (existsSync(file)) return versionIn(file);
    if (dirname(current) === current) return undefined;
  }
}

/** The version in a package.json; undefined if it cannot be read, as if the package were not installed. */
function versionIn(file: string): string | undefined {
  try {
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version?: unknown };
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
}

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '../model/engine-error.ts';
import { Contracts } from './contracts.ts';
import { HOST_ERRORS } from './errors.ts';
import type { Faults } from './faults.ts';
import { readManifest } from './manifest.ts';
import type { Plugin, Provision } from './manifest.ts';
import { suggestion } from './nearest-name.ts';
import { projectFolders, shownPath } from './project.ts';
import type { Project } from './project.ts';

/** The owner of a provision: a plugin, or the strategy itself. */
export interface Provider {
  readonly plugin: Plugin | undefined;
  readonly provision: Provision;
}

/** All plugins of a project by their manifests; runs none of their code. */
export class PluginCatalog {
  readonly plugins: readonly Plugin[];
  readonly contracts: Contracts;
  private readonly providers = new Map<string, Provider>();

  /** Reads the manifests of all folders; faults are collected, not thrown. */
  static read(project: Project, folders: readonly string[], faults: Faults): PluginCatalog {
    const plugins: Plugin[] = [];
    for (const folder of pluginFolders(project, folders)) {
      faults.collect(() => plugins.push({ folder, manifest: readManifest(folder, shownPath(project, folder)) }));
    }
    return new PluginCatalog(plugins, faults);
  }

  private constructor(plugins: readonly Plugin[], faults: Faults) {
    this.plugins = [...plugins].sort((one, other) => (one.manifest.name < other.manifest.name ? -1 : 1));
    this.contracts = new Contracts(this.plugins, faults);
    for (const plugin of this.plugins) {
      const { name, provides, uses = [] } = plugin.manifest;
      for (const provision of provides) faults.collect(() => this.enter(plugin, provision));
      for (const contract of uses) faults.collect(() => this.contracts.named(contract, `The plugin ${name} uses`));
    }
  }

  plugin(name: string): Plugin | undefined {
    return this.plugins.find(({ manifest }) => manifest.name === name);
  }

  /**
   * Finds the provision of a contract by name; the strategy's own take precedence.
   * @throws EngineError with the nearest name
   */
  provider(contract: string, name: string, own: readonly Provision[] = []): Provider {
    const provision = own.find((one) => one.contract === contract && one.name === name);
    if (provision !== undefined) return { plugin: undefined, provision };
    const provider = this.providers.get(`${contract} ${name}`);
    if (provider !== undefined) return provider;
    const names = this.providerNames(contract, own);
    throw new EngineError(
      HOST_ERRORS.UNKNOWN_PROVIDER,
      `No plugin provides the ${contract} "${name}". ${suggestion(name, names, 'names')}`,
      { data: { contract, name, names } },
    );
  }

  /** The names of a contract's provisions, the strategy's own first. */
  providerNames(contract: string, own: readonly Provision[] = []): string[] {
    return [...own, ...this.plugins.flatMap(({ manifest }) => manifest.provides)]
      .filter((one) => one.contract === contract)
      .map((one) => one.name);
  }

  private enter(plugin: Plugin, provision: Provision): void {
    this.contracts.named(provision.contract, `The plugin ${plugin.manifest.name} provides`);
    const key = `${provision.contract} ${provision.name}`;
    const other = this.providers.get(key)?.plugin;
    if (other !== undefined) {
      throw new EngineError(
        HOST_ERRORS.DUPLICATE_PROVIDER,
        `${other.manifest.name} and ${plugin.manifest.name} both provide the ${provision.contract} "${provision.name}". Rename it in one of the two.`,
        { data: { key } },
      );
    }
    this.providers.set(key, { plugin, provision });
  }
}

/** Folders below plugins/ with a manifest; a user's plugin overrides the engine's of the same name. */
function pluginFolders(project: Project, named: readonly string[]): string[] {
  const byName = new Map<string, string>();
  for (const parent of projectFolders(project, 'plugins')) {
    if (!existsSync(parent)) continue;
    for (const entry of readdirSync(parent)) {
      const folder = join(parent, entry);
      if (!entry.startsWith('.') && !byName.has(entry) && existsSync(join(folder, 'manifest.json')))
        byName.set(entry, folder);
    }
  }
  return [...byName.values(), ...named];
}

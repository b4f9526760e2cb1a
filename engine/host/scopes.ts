// Stores the metadata of plugins' decorators; it must be imported before any plugin is loaded.
import 'reflect-metadata/lite';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Container, ContainerModule } from 'inversify';
import { tokenOf } from '../api/contract.ts';
import type { Token } from '../api/token.ts';
import { EngineError } from '../model/engine-error.ts';
import { codeFile } from './code-file.ts';
import { HOST_ERRORS } from './errors.ts';
import type { Plugin, Provision } from './manifest.ts';
import type { Choice } from './plan.ts';
import type { StrategyFolder } from './strategy-catalog.ts';

/** The container with the bindings of a session's plugins, which all its runs share. */
export class PluginScope {
  readonly container = new Container({ defaultScope: 'Singleton' });
  private readonly loaded = new Map<string, Promise<void>>();

  /**
   * Loads the modules of plugins that are not loaded yet, in dependency order.
   * @throws EngineError if a module cannot be loaded or lacks a binding
   */
  async load(plugins: readonly Plugin[]): Promise<void> {
    for (const { folder, manifest } of plugins.filter(hasCode)) {
      let loading = this.loaded.get(folder);
      if (loading === undefined) {
        loading = load(this.container, folder, `the plugin ${manifest.name}`, manifest.provides);
        this.loaded.set(folder, loading);
      }
      await loading;
    }
  }

  /** Releases all bindings of plugins. */
  async close(): Promise<void> {
    await this.container.unbindAll();
  }
}

/**
 * The container of one run with the strategy's own bindings; a child of the plugins' container, which cannot see them.
 */
export class Scopes {
  private readonly plugins: Container;
  private readonly strategy: Container;

  constructor({ container }: PluginScope) {
    this.plugins = container;
    this.strategy = new Container({ defaultScope: 'Singleton', parent: container });
  }

  /** Loads the strategy's own bindings, which only this run sees. */
  async loadStrategy({ folder, name, hasModule, config }: StrategyFolder): Promise<void> {
    if (hasModule) await load(this.strategy, folder, `the strategy ${name}`, config.provides ?? []);
  }

  /**
   * The factory of a plan's choice, from the scope in which the plan found it: a container with a binding for a
   * contract does not look up other names of it in its parent.
   */
  factory<Factory>(contract: Token<Factory>, { name, provider }: Choice): Factory {
    const scope = provider.plugin === undefined ? this.strategy : this.plugins;
    return scope.get(contract as unknown as abstract new () => Factory, { name });
  }

  /** Releases the strategy's bindings. */
  async close(): Promise<void> {
    await this.strategy.unbindAll();
  }
}

/** A plugin that only declares contracts needs no module. */
function hasCode({ folder, manifest }: Plugin): boolean {
  return manifest.provides.length > 0 || codeFile(folder, 'module') !== undefined;
}

async function load(
  container: Container,
  folder: string,
  owner: string,
  provides: readonly Provision[],
): Promise<void> {
  const file = join(folder, codeFile(folder, 'module') ?? 'module.ts');
  let module: unknown;
  try {
    module = ((await import(pathToFileURL(file).href)) as { default?: unknown }).default;
    if (module instanceof ContainerModule) await container.load(module);
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    throw notLoaded(owner, `cannot be loaded: ${(cause as Error).message}`, cause);
  }
  if (!(module instanceof ContainerModule)) throw notLoaded(owner, 'has no ContainerModule as its default export');
  const missing = provides.filter(({ contract, name }) => !container.isCurrentBound(tokenOf(contract), { name }));
  if (missing.length > 0)
    throw notLoaded(
      owner,
      `binds no ${missing.map(({ contract, name }) => `${contract} "${name}"`).join(', ')}, though it says so`,
    );
}

function notLoaded(owner: string, problem: string, cause?: unknown): EngineError {
  return new EngineError(HOST_ERRORS.PLUGIN_NOT_LOADED, `The module.ts of ${owner} ${problem}. Correct it there.`, {
    cause,
    data: { owner },
  });
}

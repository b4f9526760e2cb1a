// Keeps what the decorators of plugins say about their classes; it must be there before any of them is loaded.
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

/** What the plugins of a session bind: one container that all its runs share. */
export class PluginScope {
  readonly container = new Container({ defaultScope: 'Singleton' });
  private readonly loaded = new Map<string, Promise<void>>();

  /**
   * Loads the modules of plugins that are not loaded yet, each after those that it needs.
   * @throws EngineError when one cannot be loaded or binds too little
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

  /** Releases everything that plugins bound. */
  async close(): Promise<void> {
    await this.container.unbindAll();
  }
}

/** The container of one run, for what the strategy binds for itself, inside the plugins' container, which does not see it. */
export class Scopes {
  private readonly plugins: Container;
  private readonly strategy: Container;

  constructor({ container }: PluginScope) {
    this.plugins = container;
    this.strategy = new Container({ defaultScope: 'Singleton', parent: container });
  }

  /** Loads what a strategy binds for itself; nobody else sees it. */
  async loadStrategy({ folder, name, hasModule, config }: StrategyFolder): Promise<void> {
    if (hasModule) await load(this.strategy, folder, `the strategy ${name}`, config.provides ?? []);
  }

  /**
   * The factory behind a choice of the plan, from the scope that the plan found it in: a container that binds a contract
   * under one name does not ask its parent for another.
   */
  factory<Factory>(contract: Token<Factory>, { name, provider }: Choice): Factory {
    const scope = provider.plugin === undefined ? this.strategy : this.plugins;
    return scope.get(contract as unknown as abstract new () => Factory, { name });
  }

  /** Releases what the strategy bound. */
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

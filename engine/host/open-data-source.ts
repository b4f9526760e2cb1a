import { DataSourceFactory } from '../api/tokens.ts';
import type { DataSource } from '../api/data-source.ts';
import { defaultColumnCacheFolder } from '../data/column-cache.ts';
import { findDataFolder } from './data-folder.ts';
import type { DataFolder } from './data-folder.ts';
import { Faults } from './faults.ts';
import { Lifecycles } from './lifecycle.ts';
import { PluginCatalog } from './plugin-catalog.ts';
import { pluginConfigurations, pluginsToLoad } from './plugin-selection.ts';
import { readProjectConfig } from './project-config.ts';
import type { Project } from './project.ts';
import { resolve } from 'node:path';
import { PluginScope, Scopes } from './scopes.ts';
import { openDoors } from './strategy-loader.ts';

export interface OpenedDataSource {
  readonly source: DataSource;
  readonly data: DataFolder;
}

/** Opens a data folder without a run, calls a function with it, and closes it. @throws EngineError */
export async function withDataSource<Answer>(
  project: Project,
  names: { data?: string; dataSource?: string },
  work: (opened: OpenedDataSource) => Answer | Promise<Answer>,
): Promise<Answer> {
  const faults = new Faults();
  const config = faults.collect(() => readProjectConfig(project)) ?? {};
  const catalog = PluginCatalog.read(
    project,
    (config.pluginFolders ?? []).map((folder) => resolve(project.workingFolder, folder)),
    faults,
  );
  const data = faults.collect(() => findDataFolder(project, names.data ?? config.data));
  const name = names.dataSource ?? data?.description.source ?? config.dataSource ?? data?.impliedSource ?? 'lean';
  const provider = faults.collect(() => catalog.provider('DataSource', name));
  const choice = provider && { name, parts: [], provider };
  const plugins = pluginsToLoad(catalog, choice === undefined ? [] : [choice], {
    engineVersion: project.version,
    faults,
  });
  const configurations = pluginConfigurations(catalog, config, faults);
  faults.throwAll();
  if (data === undefined || choice === undefined) throw new Error('A data source that was not found left no fault.');

  const loaded = new PluginScope();
  const lifecycles = new Lifecycles();
  try {
    openDoors(
      project.packageFolder,
      plugins.map(({ folder }) => folder),
    );
    await loaded.load(plugins);
    const configuration = (choice.provider.plugin && configurations[choice.provider.plugin.manifest.name]) ?? {};
    const source = new Scopes(loaded).factory(DataSourceFactory, choice).create({
      folder: data.folder,
      cacheFolder: defaultColumnCacheFolder(project.packageFolder, process.env),
      configuration,
    });
    await lifecycles.start(`data source ${name}`, source, AbortSignal.timeout(60_000));
    return await work({ source, data });
  } finally {
    await lifecycles.stop();
    await loaded.close();
  }
}

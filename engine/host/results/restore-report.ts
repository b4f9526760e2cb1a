import { rmSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ResultHandlerFactory } from '../../api/tokens.ts';
import { Faults } from '../faults.ts';
import { Lifecycles } from '../lifecycle.ts';
import type { Choice } from '../plan.ts';
import { PluginCatalog } from '../plugin-catalog.ts';
import { pluginsToLoad } from '../plugin-selection.ts';
import type { Project } from '../project.ts';
import { PluginScope, Scopes } from '../scopes.ts';
import { openDoors } from '../strategy-loader.ts';
import { outputFault, writeWhole } from './run-folder.ts';
import { readRun } from './stored-run.ts';

const REPORT = 'html';

/** Recreates the report of a run from its results. @returns its path @throws EngineError */
export async function restoreReport(project: Project, folder: string): Promise<string> {
  const { run } = readRun(folder);
  const faults = new Faults();
  const catalog = PluginCatalog.read(project, [], faults);
  const choice: Choice = { name: REPORT, parts: [], provider: catalog.provider('ResultHandler', REPORT) };
  const plugins = pluginsToLoad(catalog, [choice], { engineVersion: project.version, faults });
  faults.throwAll();
  const loaded = new PluginScope();
  const lifecycles = new Lifecycles();
  try {
    openDoors(
      project.packageFolder,
      plugins.map((plugin) => plugin.folder),
    );
    await loaded.load(plugins);
    const handler = new Scopes(loaded).factory(ResultHandlerFactory, choice).create({});
    await lifecycles.start('report', handler, new AbortController().signal);
    const [file] = handler.restore?.(run) ?? [];
    if (file === undefined) throw new Error('The report was not made from stored results.');
    return put(folder, basename(file.name), file.content);
  } finally {
    await lifecycles.stop();
    await loaded.close();
  }
}

/** Writes a file under a temporary name and renames it. */
function put(folder: string, name: string, content: Parameters<typeof writeWhole>[1]): string {
  const draft = join(folder, `.${name}.partial`);
  try {
    rmSync(draft, { force: true });
    writeWhole(draft, content);
    renameSync(draft, join(folder, name));
  } catch (cause) {
    throw outputFault(folder, cause);
  }
  return join(folder, name);
}

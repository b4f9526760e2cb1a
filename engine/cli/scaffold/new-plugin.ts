import { resolve } from 'node:path';
import { Faults } from '../../host/faults.ts';
import { PluginCatalog } from '../../host/plugin-catalog.ts';
import { readProjectConfig } from '../../host/project-config.ts';
import type { Project } from '../../host/project.ts';
import { EngineError } from '../../model/engine-error.ts';
import { SCAFFOLD_ERRORS } from './errors.ts';
import { writeTemplate } from './new-strategy.ts';
import type { NewFolder } from './new-strategy.ts';
import { Renaming } from './renaming.ts';
import { targetOf } from './target.ts';
import { findPluginTemplate } from './template.ts';
import type { PluginTemplate } from './template.ts';

/** A plugin that was created from the template of its kind. */
export interface NewPlugin extends NewFolder {
  readonly template: PluginTemplate;
  /** The name by which flags and configurations choose it. */
  readonly choice: string;
}

/**
 * Creates a plugin from the template of its kind; the kind is the prefix of the folder's name.
 *
 * @throws EngineError for an unknown kind, a name that is invalid or in use, and an existing target
 */
export function newPlugin(project: Project, kind: string, nameOrPath: string): NewPlugin {
  const template = findPluginTemplate(project, kind);
  const { manifest, contract, folder } = template;
  const prefix = `${manifest.kind}-`;
  const nameOf = (name: string): string => (name.startsWith(prefix) ? name : `${prefix}${name}`);
  const target = targetOf(project, nameOrPath, { parent: 'plugins', nameOf });
  const choice = target.name.slice(prefix.length);
  requireFreeName(project, contract, choice);
  const renamings = [
    new Renaming(manifest.name, target.name),
    new Renaming(manifest.name.slice(prefix.length), choice),
  ];
  return { ...writeTemplate(project, target, { folder, renamings }), template, choice };
}

/** Two plugins that provide the same name would make every command fail. */
function requireFreeName(project: Project, contract: PluginTemplate['contract'], name: string): void {
  const faults = new Faults();
  const folders = faults.collect(() => readProjectConfig(project).pluginFolders ?? []) ?? [];
  const { plugins } = PluginCatalog.read(
    project,
    folders.map((folder) => resolve(project.workingFolder, folder)),
    faults,
  );
  const owner = plugins.find(({ manifest }) =>
    manifest.provides.some((one) => one.contract === contract && one.name === name),
  );
  if (owner === undefined) return;
  throw new EngineError(
    SCAFFOLD_ERRORS.NAME_TAKEN,
    `${owner.manifest.name} already provides the ${contract} "${name}". Choose another name.`,
    { data: { name, plugin: owner.manifest.name } },
  );
}

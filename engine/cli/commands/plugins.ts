import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Faults } from '../../host/faults.ts';
import type { Plugin } from '../../host/manifest.ts';
import { PluginCatalog } from '../../host/plugin-catalog.ts';
import { readProjectConfig } from '../../host/project-config.ts';
import { openProject, shownPath } from '../../host/project.ts';
import type { Project } from '../../host/project.ts';
import type { Command } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { faultDocument } from '../fault-report.ts';
import { table } from '../table.ts';

export const plugins: Command = {
  flags: [],
  async run({ output, workingFolder }) {
    const project = openProject(workingFolder);
    const faults = new Faults();
    const folders = faults.collect(() => readProjectConfig(project).pluginFolders ?? []) ?? [];
    const catalog = PluginCatalog.read(
      project,
      folders.map((folder) => resolve(workingFolder, folder)),
      faults,
    );
    const documents = catalog.plugins.map((plugin) => pluginDocument(project, plugin));
    output.json({ plugins: documents, faults: faults.errors.map(faultDocument) });
    for (const { name, version, kind, description, provides, readme } of documents) {
      output.print(`${name} ${version} (${kind}): ${description}${readme === undefined ? '' : ` See ${readme}.`}`);
      output.print(
        `${table(provides.map((one) => [`  ${one.contract}`, one.arguments === undefined ? one.name : `${one.name}:${one.arguments}`, one.description]))}\n`,
      );
    }
    for (const { code, message } of faults.errors) output.say(`${code}: ${message}`);
    return faults.errors.length === 0 ? EXIT_CODES.DONE.code : EXIT_CODES.FAILED.code;
  },
};

function pluginDocument(project: Project, { folder, manifest }: Plugin) {
  const { name, kind, version, description, engine, provides } = manifest;
  const readme = existsSync(join(folder, 'README.md')) ? shownPath(project, join(folder, 'README.md')) : undefined;
  return { name, kind, version, description, engine, provides, readme };
}

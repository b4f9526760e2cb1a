import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { declarerOf } from '../../host/contracts.ts';
import type { Contract } from '../../host/contracts.ts';
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

/** The number of providers of a contract in a run, in words. */
const CHOICES = { one: 'one', named: 'several, by name', many: 'several, all used' } as const;

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
    const contracts = catalog.contracts.all.map((contract) => contractDocument(catalog, contract));
    output.json({ plugins: documents, contracts, faults: faults.errors.map(faultDocument) });
    for (const { name, version, kind, description, provides, contracts: declared, readme } of documents) {
      output.print(`${name} ${version} (${kind}): ${description}${readme === undefined ? '' : ` See ${readme}.`}`);
      output.print(
        `${declared.length === 0 ? '' : `  declares ${declared.map((one) => one.name).join(', ')}\n`}${table(provides.map((one) => [`  ${one.contract}`, one.arguments === undefined ? one.name : `${one.name}:${one.arguments}`, one.description]))}\n`,
      );
    }
    output.print('Contracts:');
    const rows = contracts.map(({ name, declaredBy, choice, chosenBy, description }) => [
      name,
      declaredBy,
      CHOICES[choice],
      chosenBy,
      description,
    ]);
    output.print(table(rows, ['contract', 'declared by', 'providers of a run', 'chosen by', '']));
    for (const { code, message } of faults.errors) output.say(`${code}: ${message}`);
    return faults.errors.length === 0 ? EXIT_CODES.DONE.code : EXIT_CODES.FAILED.code;
  },
};

function pluginDocument(project: Project, { folder, manifest }: Plugin) {
  const { name, kind, version, description, engine, provides, contracts = [], uses = [] } = manifest;
  const readme = existsSync(join(folder, 'README.md')) ? shownPath(project, join(folder, 'README.md')) : undefined;
  return { name, kind, version, description, engine, provides, contracts, uses, readme };
}

function contractDocument(catalog: PluginCatalog, contract: Contract) {
  const { name, key, description, choice, conformance, types, flag } = contract;
  return {
    name,
    key,
    description,
    declaredBy: declarerOf(contract),
    choice,
    default: contract.default,
    chosenBy: flag === undefined ? `--provider ${key}=NAME` : `--${flag} NAME`,
    types,
    conformance,
    providers: catalog.providerNames(name),
  };
}

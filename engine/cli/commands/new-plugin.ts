import { dirname, join } from 'node:path';
import { BUILT_IN_CONTRACTS } from '../../api/tokens.ts';
import { contractKey } from '../../host/contracts.ts';
import { openProject } from '../../host/project.ts';
import type { Project } from '../../host/project.ts';
import type { Command } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { newPlugin as makePlugin } from '../scaffold/new-plugin.ts';
import type { NewPlugin } from '../scaffold/new-plugin.ts';
import { Renaming } from '../scaffold/renaming.ts';
import { quoted, testLine } from '../scaffold/next-lines.ts';
import { isWithin, wordFor } from '../scaffold/target.ts';
import type { PluginTemplate } from '../scaffold/template.ts';

export const newPlugin: Command = {
  flags: [
    {
      name: 'kind',
      placeholder: 'KIND',
      isRequired: true,
      isPositional: true,
      description:
        'data-source, brokerage, brokerage-model, fill-model, fee-model, slippage-model, settlement-model, buying-power-model, result-handler or contract',
    },
    {
      name: 'name',
      placeholder: 'NAME|FOLDER',
      isRequired: true,
      isPositional: true,
      description: 'The name by which runs choose it; the folder, in plugins/ or at the path, is named KIND-NAME',
    },
  ],
  examples: ['engine new plugin fee-model house', 'engine new plugin data-source ~/plugins/warehouse'],
  async run({ flags, output, workingFolder }) {
    const project = openProject(workingFolder);
    const made = makePlugin(project, flags.required('kind'), flags.required('name'));
    const { target, files, template, choice } = made;
    const next = nextLines(project, made);
    const { contract } = template;
    output.json({ name: target.name, folder: target.folder, contract, choice, files, next });
    output.print(`${target.shown}: ${files.join(', ')}`);
    if (!isFound(project, made))
      output.print(
        `\nTo use it, add ${quoted(wordFor(project, target, 'plugins'))} to "pluginFolders" of tradewright.json.`,
      );
    output.print(`\nNext:\n${next.map((line) => `  ${line}`).join('\n')}`);
    return EXIT_CODES.DONE.code;
  },
};

function nextLines(project: Project, { target, template, choice, files }: NewPlugin): string[] {
  const tests = testLine(project, target.folder);
  // The documents of a clone include the faults of its plugins.
  const isListed = tests.length > 0 && isWithin(project.packageFolder, target.folder) && files.includes('errors.ts');
  const documents = isListed ? ['make docs'] : [];
  return ['npx engine plugins', trial(template, choice), ...tests, ...documents];
}

/** A command that uses the provider of the new plugin. */
function trial({ contract, manifest }: PluginTemplate, choice: string): string {
  if (contract === 'DataSource') return `npx engine data list --data FOLDER --data-source ${choice}`;
  if (contract === 'Brokerage') return `npx engine live --strategy sma-crossover --replay --broker ${choice}`;
  if (contract === 'LiveFeed') return `npx engine live --strategy sma-crossover --feed ${choice}`;
  const flag = BUILT_IN_CONTRACTS.find(({ name }) => name === contract)?.flag;
  if (flag !== undefined) return `npx engine backtest --strategy sma-crossover --${flag} ${choice}`;
  const [{ name }] = manifest.contracts ?? [{ name: contract }];
  const key = contractKey({ name: new Renaming(manifest.provides[0].name, choice).text(name) });
  return `npx engine explain --strategy sma-crossover --provider ${key}=${choice}`;
}

/** Whether the commands find plugins in the folder without configuration. */
function isFound({ workingFolder }: Project, { target }: NewPlugin): boolean {
  return dirname(target.folder) === join(workingFolder, 'plugins');
}

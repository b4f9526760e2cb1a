import { dirname, join } from 'node:path';
import type { ContractName } from '../../api/tokens.ts';
import { openProject } from '../../host/project.ts';
import type { Project } from '../../host/project.ts';
import type { Command } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { newPlugin as makePlugin } from '../scaffold/new-plugin.ts';
import type { NewPlugin } from '../scaffold/new-plugin.ts';
import { quoted, testLine } from '../scaffold/next-lines.ts';
import { isWithin, wordFor } from '../scaffold/target.ts';

/** How a run chooses what a plugin provides. */
const CHOSEN_BY: Readonly<Record<ContractName, string>> = {
  DataSource: 'engine data list --data FOLDER --data-source',
  Brokerage: 'engine live --strategy sma-crossover --replay --broker',
  BrokerageModel: 'engine backtest --strategy sma-crossover --brokerage-model',
  FillModel: 'engine backtest --strategy sma-crossover --fill-model',
  FeeModel: 'engine backtest --strategy sma-crossover --fee-model',
  SlippageModel: 'engine backtest --strategy sma-crossover --slippage-model',
  SettlementModel: 'engine backtest --strategy sma-crossover --settlement-model',
  BuyingPowerModel: 'engine backtest --strategy sma-crossover --buying-power-model',
  ResultHandler: 'engine backtest --strategy sma-crossover --results',
};

export const newPlugin: Command = {
  flags: [
    {
      name: 'kind',
      placeholder: 'KIND',
      isRequired: true,
      isPositional: true,
      description:
        'data-source, brokerage, brokerage-model, fill-model, fee-model, slippage-model, settlement-model, buying-power-model or result-handler',
    },
    {
      name: 'name',
      placeholder: 'NAME|FOLDER',
      isRequired: true,
      isPositional: true,
      description:
        'The name that runs choose it by; the folder, in plugins/ or where a path says, gets the kind before it',
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
        `\nIt is found when "pluginFolders" of tradewright.json names ${quoted(wordFor(project, target, 'plugins'))}.`,
      );
    output.print(`\nNext:\n${next.map((line) => `  ${line}`).join('\n')}`);
    return EXIT_CODES.DONE.code;
  },
};

function nextLines(project: Project, { target, template, choice, files }: NewPlugin): string[] {
  const tests = testLine(project, target.folder);
  // The documents of a clone list the faults of its plugins.
  const isListed = tests.length > 0 && isWithin(project.packageFolder, target.folder) && files.includes('errors.ts');
  const documents = isListed ? ['make docs'] : [];
  return ['npx engine plugins', `npx ${CHOSEN_BY[template.contract]} ${choice}`, ...tests, ...documents];
}

/** True where the commands look for plugins without being told. */
function isFound({ workingFolder }: Project, { target }: NewPlugin): boolean {
  return dirname(target.folder) === join(workingFolder, 'plugins');
}

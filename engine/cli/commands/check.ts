import { openProject } from '../../host/project.ts';
import { findStrategyFolder, strategyNames } from '../../host/strategy-catalog.ts';
import { checkStrategy } from '../check/check-strategy.ts';
import { findCompiler, typeFaults } from '../check/type-faults.ts';
import type { Command } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';

export const check: Command = {
  flags: [
    {
      name: 'strategy',
      kind: 'list',
      placeholder: 'NAME|FOLDER',
      description: 'Name or folder of a strategy; may be repeated; by default all strategies',
    },
  ],
  examples: ['engine check', 'engine check --strategy sma-crossover'],
  async run({ flags, output, workingFolder }) {
    const project = openProject(workingFolder);
    const named = flags.list('strategy');
    const compiler = findCompiler(project);
    const strategies = (named.length > 0 ? named : strategyNames(project)).map((name) => {
      const checked = checkStrategy(project, name);
      if (compiler === undefined) return checked;
      const types = typeFaults(compiler, findStrategyFolder(project, name), project);
      return { ...checked, faults: [...checked.faults, ...types] };
    });
    const faults = strategies.reduce((count, strategy) => count + strategy.faults.length, 0);
    for (const strategy of strategies) {
      for (const { file, line, message } of strategy.faults)
        output.print(
          `${strategy.shown}/${file}${line > 0 ? `:${line}` : ''} ${message}${message.endsWith('?') ? '' : '.'}`,
        );
    }
    const checked = strategies.length === 1 ? '1 strategy' : `${strategies.length} strategies`;
    const hint = compiler === undefined ? ' (types are unchecked; npm install typescript)' : '';
    output.print(`${checked}: ${faults === 0 ? 'no faults' : faults === 1 ? '1 fault' : `${faults} faults`}${hint}`);
    output.json({
      strategies: strategies.map(({ name, shown, faults: found }) => ({ name, folder: shown, faults: found })),
      faults,
    });
    return faults === 0 ? EXIT_CODES.DONE.code : EXIT_CODES.FAILED.code;
  },
};

import { openProject } from '../../host/project.ts';
import { strategyNames } from '../../host/strategy-catalog.ts';
import { checkStrategy } from '../check/check-strategy.ts';
import type { Command } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';

export const check: Command = {
  flags: [
    {
      name: 'strategy',
      kind: 'list',
      placeholder: 'NAME|FOLDER',
      description: 'A strategy by name, or its folder; may be given again and again; all of them without it',
    },
  ],
  examples: ['engine check', 'engine check --strategy sma-crossover'],
  async run({ flags, output, workingFolder }) {
    const project = openProject(workingFolder);
    const named = flags.list('strategy');
    const strategies = (named.length > 0 ? named : strategyNames(project)).map((name) => checkStrategy(project, name));
    const faults = strategies.reduce((count, strategy) => count + strategy.faults.length, 0);
    for (const strategy of strategies) {
      for (const { file, line, message } of strategy.faults)
        output.print(`${strategy.shown}/${file}${line > 0 ? `:${line}` : ''} ${message}.`);
    }
    const checked = strategies.length === 1 ? '1 strategy' : `${strategies.length} strategies`;
    output.print(`${checked}: ${faults === 0 ? 'no faults' : faults === 1 ? '1 fault' : `${faults} faults`}`);
    output.json({
      strategies: strategies.map(({ name, shown, faults: found }) => ({ name, folder: shown, faults: found })),
      faults,
    });
    return faults === 0 ? EXIT_CODES.DONE.code : EXIT_CODES.FAILED.code;
  },
};

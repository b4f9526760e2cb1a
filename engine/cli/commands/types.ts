import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openProject } from '../../host/project.ts';
import { findStrategy, strategyNames } from '../../host/strategy-catalog.ts';
import type { Command } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { PARAMETER_TYPES_FILE, parameterTypes } from '../scaffold/parameter-types.ts';

/** The outcome for one strategy. */
interface Written {
  readonly name: string;
  readonly file: string;
  readonly outcome: 'written' | 'unchanged' | 'without parameters';
}

export const types: Command = {
  flags: [
    {
      name: 'strategy',
      kind: 'list',
      placeholder: 'NAME|FOLDER',
      description: 'Name or folder of a strategy; may be repeated; by default all strategies',
    },
  ],
  examples: ['engine types --strategy sma-crossover', 'engine types'],
  async run({ flags, output, workingFolder }) {
    const project = openProject(workingFolder);
    const named = flags.list('strategy');
    const written = (named.length > 0 ? named : strategyNames(project)).map((name): Written => {
      const { folder, shown, config } = findStrategy(project, name);
      const file = `${shown}/${PARAMETER_TYPES_FILE}`;
      const text = parameterTypes(config.parameters);
      if (text === undefined) return { name, file, outcome: 'without parameters' };
      const path = join(folder, PARAMETER_TYPES_FILE);
      if (existsSync(path) && readFileSync(path, 'utf8') === text) return { name, file, outcome: 'unchanged' };
      writeFileSync(path, text);
      return { name, file, outcome: 'written' };
    });
    for (const { file, outcome } of written) output.print(`${file}: ${outcome}`);
    output.json({ strategies: written });
    return EXIT_CODES.DONE.code;
  },
};

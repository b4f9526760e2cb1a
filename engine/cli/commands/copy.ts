import { openProject } from '../../host/project.ts';
import type { Command } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { copyStrategy } from '../scaffold/copy-strategy.ts';
import { nextLines } from '../scaffold/next-lines.ts';

export const copy: Command = {
  flags: [
    {
      name: 'from',
      placeholder: 'NAME|FOLDER',
      isRequired: true,
      isPositional: true,
      description: 'Name or folder of the strategy to copy',
    },
    {
      name: 'to',
      placeholder: 'NAME|FOLDER',
      isRequired: true,
      isPositional: true,
      description: 'Name of the copy (created in strategies/) or its folder',
    },
  ],
  examples: ['engine copy sma-crossover my-idea', 'engine copy sma-crossover ~/ideas/my-idea'],
  async run({ flags, output, workingFolder }) {
    const project = openProject(workingFolder);
    const { source, target, files, runningTexts, leftWords } = await copyStrategy(
      project,
      flags.required('from'),
      flags.required('to'),
    );
    const next = nextLines(project, target);
    output.json({ name: target.name, folder: target.folder, from: source.name, files, runningTexts, leftWords, next });
    output.print(`${target.shown}: ${files.length} files, a copy of ${source.shown} without state and results`);
    if (runningTexts.length > 0)
      output.print(
        `String literals with ${source.name} were renamed to ${target.name}; order tags are part of the order list hash: ${runningTexts.join(', ')}`,
      );
    if (leftWords.length > 0)
      output.print(`"${source.name}" may be an ordinary word here and was not renamed: ${leftWords.join(', ')}`);
    output.print(`\nNext:\n${next.map((line) => `  ${line}`).join('\n')}`);
    return EXIT_CODES.DONE.code;
  },
};

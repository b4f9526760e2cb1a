import { openProject } from '../../host/project.ts';
import type { Command } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { newStrategy as makeStrategy } from '../scaffold/new-strategy.ts';
import { nextLines } from '../scaffold/next-lines.ts';

export const newStrategy: Command = {
  flags: [
    {
      name: 'name',
      placeholder: 'NAME|FOLDER',
      isRequired: true,
      isPositional: true,
      description: 'Name of the strategy (created in strategies/) or its folder',
    },
  ],
  examples: ['engine new strategy my-idea', 'engine new strategy ~/ideas/my-idea'],
  async run({ flags, output, workingFolder }) {
    const project = openProject(workingFolder);
    const { target, files } = makeStrategy(project, flags.required('name'));
    const next = nextLines(project, target);
    output.json({ name: target.name, folder: target.folder, files, next });
    output.print(`${target.shown}: ${files.join(', ')}`);
    output.print(
      `\nWrite your rules in ${target.shown}/strategy.ts. Next:\n${next.map((line) => `  ${line}`).join('\n')}`,
    );
    return EXIT_CODES.DONE.code;
  },
};

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openProject, shownPath } from '../../host/project.ts';
import { findStrategyFolder, strategyNames } from '../../host/strategy-catalog.ts';
import type { Command } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { strategyFiles } from '../scaffold/strategy-files.ts';

const CODE = /\.[cm]?[jt]s$/;
const CONFIG = 'config.json';

export const migrate: Command = {
  flags: [
    {
      name: 'strategy',
      kind: 'list',
      placeholder: 'NAME|FOLDER',
      isPositional: true,
      description: 'Name or folder of a strategy; may be repeated; by default all strategies',
    },
    { name: 'dry-run', kind: 'switch', description: 'Show the changes without writing them' },
  ],
  examples: ['engine migrate my-idea --dry-run', 'engine migrate my-idea ~/ideas/other'],
  async run({ flags, output, workingFolder }) {
    const project = openProject(workingFolder);
    const named = flags.list('strategy');
    const isDryRun = flags.isOn('dry-run');
    // Its parser is large, and no other command needs it.
    const { changedLines, migrateCode, migrateConfig } = await import('../scaffold/migrate-code.ts');
    const changed = (named.length > 0 ? named : strategyNames(project)).flatMap((name) => {
      const folder = findStrategyFolder(project, name);
      const shown = shownPath(project, folder);
      const sources = strategyFiles(folder)
        .filter(({ path, content }) => CODE.test(path) && content instanceof Uint8Array)
        .map(({ path }) => [path, readFileSync(join(folder, path), 'utf8')] as const);
      const { files } = migrateCode(new Map(sources), shown);
      const config = join(folder, CONFIG);
      const configs = existsSync(config) ? [[CONFIG, readFileSync(config, 'utf8')] as const] : [];
      return [...configs, ...sources].flatMap(([path, before]) => {
        const after = path === CONFIG ? migrateConfig(before) : (files.get(path) ?? before);
        if (after === before) return [];
        if (!isDryRun) writeFileSync(join(folder, path), after);
        return [{ file: `${shown}/${path}`, lines: changedLines(before, after) }];
      });
    });
    for (const { file, lines } of changed) output.print(`${file}\n${lines.map((line) => `  ${line}`).join('\n')}`);
    const count = changed.length === 1 ? '1 file' : `${changed.length} files`;
    output.print(
      changed.length === 0
        ? 'Nothing to change: the strategies use the current API.'
        : `${count} ${isDryRun ? 'would change' : 'changed'}. Run "engine check" next.`,
    );
    output.json({ dryRun: isDryRun, files: changed });
    return EXIT_CODES.DONE.code;
  },
};

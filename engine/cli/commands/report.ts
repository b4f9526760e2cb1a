import { spawn } from 'node:child_process';
import { openProject, shownPath } from '../../host/project.ts';
import { restoreReport } from '../../host/results/restore-report.ts';
import type { Command, CommandContext } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { RUN_FOLDER_FLAG, runFolderOf } from '../run-folders.ts';

export const report: Command = {
  flags: [
    {
      name: 'run',
      placeholder: 'RUN',
      isPositional: true,
      description: 'Folder or name of the run; by default the latest',
    },
    RUN_FOLDER_FLAG,
    {
      name: 'open',
      kind: 'switch',
      description: 'Open the report in a browser if there is a display (--no-open turns it off)',
    },
  ],
  examples: [
    'engine report',
    'engine report 20261121-094500-sma-crossover --no-open',
    'engine report backtests/mine --json',
  ],
  run: runReport,
};

async function runReport({ flags, output, workingFolder }: CommandContext): Promise<number> {
  const project = openProject(workingFolder);
  const folder = runFolderOf(project, flags, flags.text('run'));
  const path = await restoreReport(project, folder);
  output.json({ folder, report: path });
  output.print(shownPath(project, path));
  if (!output.isJson && flags.isOn('open', true) && output.isTerminal && hasDisplay()) open(path);
  return EXIT_CODES.DONE.code;
}

function hasDisplay(): boolean {
  const { platform, env } = process;
  return platform === 'darwin' || platform === 'win32' || Boolean(env.DISPLAY ?? env.WAYLAND_DISPLAY);
}

/** Opens it by the desktop; the path has been printed in case that fails. */
function open(path: string): void {
  const [command, ...args] = { darwin: ['open'], win32: ['explorer'] }[process.platform as string] ?? ['xdg-open'];
  const child = spawn(command, [...args, path], { detached: true, stdio: 'ignore' });
  child.on('error', () => {});
  child.unref();
}

import { resolve } from 'node:path';
import { askRun } from '../live/control-client.ts';
import type { LiveCommand, LiveStatus } from '../live/live-status.ts';
import { findLiveRun } from '../host/live/live-folder.ts';
import type { LiveFolder } from '../host/live/live-folder.ts';
import type { Command, Flag, FlagValues } from './command.ts';
import { EXIT_CODES } from './exit-codes.ts';

/** Where live runs have their folders when nobody says otherwise. */
export const LIVE_OUTPUT = 'live-runs';

/** Real milliseconds that a run may take to answer; stopping waits for its results. */
const ANSWER_LIMIT = 30_000;

/** The flags that name a live run. */
export const LIVE_RUN_FLAGS: readonly Flag[] = [
  {
    name: 'run',
    placeholder: 'RUN',
    isPositional: true,
    description: 'Name or folder of the run; the only one that runs without it',
  },
  {
    name: 'output',
    placeholder: 'FOLDER',
    description: `Where the folders of live runs are; ${LIVE_OUTPUT} without it`,
  },
];

/** The folder of all live runs. */
export function liveFolderOf(flags: FlagValues, workingFolder: string): string {
  return resolve(workingFolder, flags.text('output') ?? LIVE_OUTPUT);
}

/** The run that flags name. @throws EngineError */
export function liveRunOf(flags: FlagValues, workingFolder: string): LiveFolder {
  return findLiveRun(liveFolderOf(flags, workingFolder), workingFolder, {
    name: flags.text('run'),
    fits: ({ pid }) => pid !== undefined,
    what: 'run',
  });
}

/** What a command takes beside the run, and what it then asks of it. */
interface AskingOptions {
  readonly flags?: Command['flags'];
  readonly asked?: (flags: FlagValues) => LiveCommand;
}

/** A command that asks a running run for something and tells where the run stands then. */
export function askingCommand(
  command: LiveCommand,
  done: (status: LiveStatus, flags: FlagValues) => string,
  { flags: further = [], asked = () => command }: AskingOptions = {},
): Command {
  return {
    flags: [...LIVE_RUN_FLAGS, ...further],
    examples: [`engine ${command}`, `engine ${command} 20261121-094500-sma-crossover`],
    async run({ flags, output, workingFolder }) {
      const status = await askRun(liveRunOf(flags, workingFolder).path, asked(flags), ANSWER_LIMIT);
      output.json(status);
      output.print(done(status, flags));
      return EXIT_CODES.DONE.code;
    },
  };
}

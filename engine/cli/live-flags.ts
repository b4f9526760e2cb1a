import { resolve } from 'node:path';
import { askRun } from '../live/control-client.ts';
import type { LiveCommand, LiveStatus } from '../live/live-status.ts';
import { findLiveRun } from '../host/live/live-folder.ts';
import type { LiveFolder } from '../host/live/live-folder.ts';
import type { Command, Flag, FlagValues } from './command.ts';
import { EXIT_CODES } from './exit-codes.ts';

/** Default parent of the folders of live runs. */
export const LIVE_OUTPUT = 'live-runs';

/** Maximum response time of a run in real milliseconds; stopping includes writing its results. */
const ANSWER_LIMIT = 30_000;

/** The flags that identify a live run. */
export const LIVE_RUN_FLAGS: readonly Flag[] = [
  {
    name: 'run',
    placeholder: 'RUN',
    isPositional: true,
    description: 'Name or folder of the run; by default the only running one',
  },
  {
    name: 'output',
    placeholder: 'FOLDER',
    description: `Parent of the folders of live runs; by default ${LIVE_OUTPUT}`,
  },
];

/** The parent folder of all live runs. */
export function liveFolderOf(flags: FlagValues, workingFolder: string): string {
  return resolve(workingFolder, flags.text('output') ?? LIVE_OUTPUT);
}

/** The run that the flags identify. @throws EngineError */
export function liveRunOf(flags: FlagValues, workingFolder: string): LiveFolder {
  return findLiveRun(liveFolderOf(flags, workingFolder), workingFolder, {
    name: flags.text('run'),
    fits: ({ pid }) => pid !== undefined,
    what: 'run',
  });
}

/** Further flags of a command, and its request to the run. */
interface AskingOptions {
  readonly flags?: Command['flags'];
  readonly asked?: (flags: FlagValues) => LiveCommand;
}

/** A command that sends a request to a running run and prints its resulting state. */
export function askingCommand(
  command: LiveCommand,
  done: (status: LiveStatus, flags: FlagValues) => string,
  { flags: further = [], asked = () => command }: AskingOptions = {},
): Command {
  return {
    flags: [...LIVE_RUN_FLAGS, ...further],
    examples: [`engine ${command}`, `engine ${command} 20261121-094500-sma-crossover`],
    async run({ flags, output, workingFolder }) {
      const status = await askRun(
        liveRunOf(flags, workingFolder).path,
        { command: asked(flags), reason: flags.text('reason') },
        ANSWER_LIMIT,
      );
      output.json(status);
      output.print(done(status, flags));
      return EXIT_CODES.DONE.code;
    },
  };
}

import { askingCommand } from '../live-flags.ts';

export const stop = askingCommand(
  'stop',
  ({ run, time }) => `${run} has stopped at ${time}. engine live --resume ${run} resumes it.`,
);

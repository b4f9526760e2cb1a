import { askingCommand } from '../live-flags.ts';

export const resume = askingCommand('resume', ({ run, state }) => `${run} is ${state}: orders are sent again.`);

import { askingCommand } from '../live-flags.ts';

export const resume = askingCommand('resume', ({ run, state }) => `${run} is ${state}: orders are sent again.`, {
  flags: [
    {
      name: 'reason',
      placeholder: 'TEXT',
      description: 'Why trading goes on: lifts halts of risk rules, such as drawdown-halt, and is logged',
    },
  ],
});

import { askingCommand } from '../live-flags.ts';

export const pause = askingCommand(
  'pause',
  ({ run, openOrders }, flags) =>
    `${run} is paused: no new orders are sent${flags.isOn('all') ? '' : ' except orders that only reduce a position'}; ${openOrders.length} open ones remain. engine resume sends orders again.`,
  {
    flags: [{ name: 'all', kind: 'switch', description: 'Also hold back orders that only reduce a position' }],
    asked: (flags) => (flags.isOn('all') ? 'pause-all' : 'pause'),
  },
);

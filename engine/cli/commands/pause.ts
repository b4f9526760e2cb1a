import { askingCommand } from '../live-flags.ts';

export const pause = askingCommand(
  'pause',
  ({ run, openOrders }, flags) =>
    `${run} is paused: no new orders go out${flags.isOn('all') ? '' : ' but those that only reduce a position'}; ${openOrders.length} open ones stay. engine resume lets orders out again.`,
  {
    flags: [{ name: 'all', kind: 'switch', description: 'Hold orders that only reduce a position back, too' }],
    asked: (flags) => (flags.isOn('all') ? 'pause-all' : 'pause'),
  },
);

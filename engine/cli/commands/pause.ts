import { askingCommand } from '../live-flags.ts';

export const pause = askingCommand(
  'pause',
  ({ run, openOrders }) =>
    `${run} is paused: no new orders go out; ${openOrders.length} open ones stay. engine resume lets orders out again.`,
);

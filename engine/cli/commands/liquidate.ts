import { askingCommand } from '../live-flags.ts';

export const liquidate = askingCommand(
  'liquidate',
  ({ run, openOrders, holdings }) =>
    `${run} cancels its orders, closes its positions and is paused: ${openOrders.length} open orders and ${holdings.length} positions remain.`,
);

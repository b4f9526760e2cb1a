import { askingCommand } from '../live-flags.ts';

export const liquidate = askingCommand(
  'liquidate',
  ({ run, openOrders, holdings }) =>
    `${run} cancels its orders and closes its positions, and is paused: ${openOrders.length} orders are still open, ${holdings.length} positions are held.`,
);

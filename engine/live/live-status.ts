import type { Clock } from '../model/clock.ts';
import type { SecurityPortfolio } from '../securities/security-portfolio.ts';
import type { OrderDesk } from '../transactions/order-desk.ts';

/** Commands of users to a run. */
export type LiveCommand = 'pause' | 'pause-all' | 'resume' | 'liquidate' | 'stop' | 'status';

/**
 * State of a run: `replaying` replays the journal after a restart; `waiting` has been in one step for a minute, as its strategy
 * awaits a promise; `ended` has written its results.
 */
export type LiveState =
  | 'starting'
  | 'replaying'
  | 'running'
  | 'waiting'
  | 'paused'
  | 'disconnected'
  | 'stopping'
  | 'ended';

export interface LiveStatus {
  readonly run: string;
  readonly state: LiveState;
  readonly broker: string;
  /** The current instant of the run, ISO 8601 in UTC; empty before the first. */
  readonly time: string;
  readonly instants: number;
  readonly orders: number;
  readonly openOrders: readonly {
    id: number;
    symbol: string;
    type: string;
    status: string;
    quantity: number;
    tag: string;
  }[];
  readonly equity: number;
  readonly cash: Readonly<Record<string, string>>;
  readonly holdings: readonly { symbol: string; quantity: string; averagePrice: string; price: number }[];
}

/** Parts of a run that its status describes. */
export interface RunBooks {
  readonly clock: Pick<Clock, 'utc'>;
  readonly desk: Pick<OrderDesk, 'ordersCount' | 'openOrders'>;
  readonly portfolio: Pick<SecurityPortfolio, 'totalPortfolioValue' | 'cashBook' | 'openPositions'>;
}

/** Open orders, positions and value of a run. */
export function booksOf({
  desk,
  portfolio,
  clock,
}: RunBooks): Pick<LiveStatus, 'time' | 'orders' | 'openOrders' | 'equity' | 'cash' | 'holdings'> {
  return {
    time: Number.isNaN(clock.utc) ? '' : new Date(clock.utc).toISOString(),
    orders: desk.ordersCount,
    openOrders: desk.openOrders.list().map(({ id, symbol, type, status, quantity, tag }) => ({
      id,
      symbol: symbol.key,
      type: type,
      status: status,
      quantity,
      tag,
    })),
    equity: portfolio.totalPortfolioValue,
    cash: Object.fromEntries(Array.from(portfolio.cashBook, (cash) => [cash.symbol, cash.exactAmount.toString()])),
    holdings: portfolio.openPositions.map(({ symbol, holdings, price }) => ({
      symbol: symbol.key,
      quantity: holdings.exactQuantity.toString(),
      averagePrice: holdings.exactAveragePrice.toString(),
      price,
    })),
  };
}

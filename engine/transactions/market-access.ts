import type { MarketAccess, SimulatedExecution, SimulationListener } from '../api/brokerage.ts';
import type { OrderView } from '../api/order-view.ts';
import type { MarketSettings } from '../api/security-models.ts';
import type { Clock } from '../model/clock.ts';
import { EngineError } from '../model/engine-error.ts';
import type { SecurityPortfolio } from '../securities/security-portfolio.ts';
import { TRANSACTION_ERRORS } from './errors.ts';
import type { WorkingOrder } from './working-order.ts';
import type { OrderDesk } from './order-desk.ts';
import { SimulatedMarket } from './simulated-market.ts';

export interface MarketAccessParts {
  readonly clock: Clock;
  readonly portfolio: SecurityPortfolio;
  readonly desk: OrderDesk;
  readonly settings: MarketSettings;
}

/**
 * What a broker may use of a run: its clock and books to read, and a market that fills the run's orders. The broker names an
 * order by its view; only the engine's own market works on the order behind it.
 */
export function marketAccess({ clock, portfolio, desk, settings }: MarketAccessParts): MarketAccess {
  const own = ({ id }: OrderView): WorkingOrder => {
    const order = desk.order(id);
    if (order !== undefined) return order;
    throw new EngineError(
      TRANSACTION_ERRORS.FOREIGN_ORDER,
      `The simulated market was handed order ${id}, which is not an order of this run. Hand it orders of this session only.`,
      { data: { orderId: id } },
    );
  };
  return {
    clock: {
      get utc() {
        return clock.utc;
      },
    },
    portfolio,
    simulate(listener: SimulationListener): SimulatedExecution {
      const market = new SimulatedMarket({
        clock,
        portfolio,
        openOrders: desk.openOrders,
        reporter: listener,
        settings,
        brokerageModel: () => desk.brokerageModel,
      });
      return {
        place: (order) => void market.place(own(order)),
        update: (order) => market.update(own(order)),
        cancel: (order) => market.cancel(own(order)),
        scan: (newcomer) => market.scan(newcomer === undefined ? undefined : own(newcomer)),
      };
    },
  };
}

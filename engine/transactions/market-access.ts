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
 * A broker's access to a run: read access to its clock and portfolio, and a market that fills its orders. The broker passes
 * readonly views; only the engine's market changes the orders themselves.
 */
export function marketAccess({ clock, portfolio, desk, settings }: MarketAccessParts): MarketAccess {
  const own = ({ id }: OrderView): WorkingOrder => {
    const order = desk.order(id);
    if (order !== undefined) return order;
    throw new EngineError(
      TRANSACTION_ERRORS.FOREIGN_ORDER,
      `The simulated market received order ${id}, which is not an order of this run. Pass only orders of this session.`,
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

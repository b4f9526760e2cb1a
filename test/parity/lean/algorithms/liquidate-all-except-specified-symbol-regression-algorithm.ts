import { OrderStatus, TimeInForce } from 'tradewright';
import LiquidateRegressionAlgorithm from './liquidate-regression-algorithm.ts';

const TAG = 'LiquidatedTest';

/** A target for one symbol that liquidates the others, with one tag for all orders of it. */
export default class LiquidateAllExceptSpecifiedSymbolRegressionAlgorithm extends LiquidateRegressionAlgorithm {
  protected override rebalance(): void {
    this.marketOrder(this.ibm, 10);
    this.limitOrder(this.ibm, 1, this.ibm.price - 5);
    const properties = { timeInForce: TimeInForce.goodTilCanceled };
    const ticket = this.setHoldings(this.spy, 1, { liquidateExistingHoldings: true, tag: TAG, properties });
    if (ticket !== undefined) this.tickets.push(ticket);
  }

  override onEndOfAlgorithm(): void {
    const orders = this.transactions.getOrders();
    const canceled = orders.filter((order) => order.status === OrderStatus.Canceled).length;
    if (canceled !== 4) throw new Error(`${canceled} orders were cancelled instead of 4`);
    const others = orders.length - canceled;
    if (others !== 1 || others !== this.tickets.length)
      throw new Error(`${others} orders were not cancelled instead of 1`);
    for (const order of orders) {
      if (order.tag !== TAG) throw new Error(`order ${order.id} has the tag "${order.tag}"`);
    }
  }
}

import { type FillContext, type FillModel, type OrderView, OrderStatus, type SecurityView } from 'tradewright';

/**
 * Any fill model, with one rule before it: an order whose cancellation has been asked for fills no more.
 *
 * A cancellation takes effect when all orders have been looked at on the new bar. Without the rule a stop loss and a take
 * profit that one bar reaches would both fill, and the position would turn round.
 */
export class OneCancelsOtherFillModel implements FillModel {
  readonly isPriceBound: boolean;
  private readonly inner: FillModel;

  constructor(inner: FillModel) {
    this.inner = inner;
    this.isPriceBound = inner.isPriceBound ?? false;
  }

  fill(security: SecurityView, order: OrderView, context: FillContext): void {
    if (order.status !== OrderStatus.CancelPending) this.inner.fill(security, order, context);
  }
}

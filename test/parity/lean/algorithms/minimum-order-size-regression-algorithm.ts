import { Algorithm, type OrderEvent, OrderStatus, Resolution } from 'tradewright';

const UPDATED = 'Updated';
const NOT_UPDATED = 'NotUpdated';

/** Orders below the broker's minimum size are refused, and so are updates to below it. */
export default class MinimumOrderSizeRegressionAlgorithm extends Algorithm {
  private sent = false;

  override initialize(): void {
    this.setStartDate(2013, 10, 1);
    this.setEndDate(2013, 10, 1);
    this.setBrokerageModel('bitfinex', 'cash');
    this.addCrypto('BTCUSD', Resolution.Hour);
  }

  override onData(): void {
    if (this.sent) return;
    this.sent = true;
    const tooSmall = this.marketOrder('BTCUSD', 0.00002);
    if (tooSmall.status !== OrderStatus.Invalid) throw new Error('an order below the smallest size was taken');
    for (const quantity of [0.00002, 0.002]) {
      const price = this.securities.of('BTCUSD').price - 0.1;
      const ticket = this.limitOrder('BTCUSD', 0.0002, price, { tag: NOT_UPDATED });
      ticket.update({ quantity, tag: UPDATED });
    }
  }

  override onOrderEvent(event: OrderEvent): void {
    const order = this.transactions.getOrderById(event.orderId);
    if (order === undefined || Number.isNaN(order.lastUpdateTimeUtc)) return;
    if (order.id === 2 && order.tag === UPDATED) throw new Error('an update below the smallest size was taken');
    if (order.id === 3 && order.tag === NOT_UPDATED) throw new Error('a good update was refused');
  }
}

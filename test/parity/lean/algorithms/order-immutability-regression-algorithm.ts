import { Algorithm, type OrderTicket, Resolution, type Slice } from 'tradewright';

/** An order changes only through its ticket: a copy of it before the update does not change. */
export default class OrderImmutabilityRegressionAlgorithm extends Algorithm {
  private ticket: OrderTicket | undefined;
  private quantityAtFirst = 0;
  private tagAtFirst = '';

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 9);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Daily);
  }

  override onData(slice: Slice): void {
    if (this.portfolio.invested) return;
    this.ticket = this.limitOrder('SPY', 10, 100);
    const order = this.transactions.getOrderById(this.ticket.orderId);
    if (order?.createdTimeUtc !== this.utcTime) throw new Error('the order does not carry the present time');
    this.quantityAtFirst = order.quantity;
    this.tagAtFirst = order.tag;
    this.ticket.update({ quantity: 20, tag: 'Pepe', limitPrice: slice.bars.get('SPY')?.low });
  }

  override onEndOfAlgorithm(): void {
    const order = this.transactions.getOrderById(this.ticket?.orderId ?? 0);
    if (order === undefined || order.quantity === this.quantityAtFirst) throw new Error('the quantity was not updated');
    if (order.tag === this.tagAtFirst) throw new Error('the tag was not updated');
  }
}

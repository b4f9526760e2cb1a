import {
  Algorithm,
  type OrderEvent,
  OrderStatus,
  type OrderTicket,
  OrderType,
  Resolution,
  type Security,
} from 'tradewright';

const TAG_AFTER_FILL = 'This is the tag set after order was filled.';
const TAG_AFTER_CANCEL = 'This is the tag set after order was canceled.';
const QUANTITY = 100;

/** Only the tag of a filled or cancelled order may be updated. */
export default class CompleteOrderTagUpdateAlgorithm extends Algorithm {
  private spy!: Security;
  private marketTicket: OrderTicket | undefined;
  private limitTicket: OrderTicket | undefined;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.spy = this.addEquity('SPY', Resolution.Minute);
  }

  override onData(): void {
    if (this.portfolio.invested) return;
    if (this.limitTicket === undefined) {
      this.limitTicket = this.limitOrder(this.spy, 100, this.spy.price * 0.1);
      this.limitTicket.cancel();
    } else {
      this.buy(this.spy, QUANTITY);
    }
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.status === OrderStatus.Canceled) {
      if (event.orderId !== this.limitTicket?.orderId)
        throw new Error('another order than the limit order was cancelled');
      updateTag(this.limitTicket, TAG_AFTER_CANCEL);
    } else if (event.status === OrderStatus.Filled) {
      const [ticket, ...others] = this.transactions.getOrderTickets((one) => one.orderType === OrderType.Market);
      if (event.orderId !== ticket.orderId || others.length > 0)
        throw new Error('another order than the market order filled');
      if (ticket.update({ quantity: 50 }).isSuccess) throw new Error('the quantity of a filled order was updated');
      updateTag(ticket, TAG_AFTER_FILL);
      this.marketTicket = ticket;
    }
  }

  override onEndOfAlgorithm(): void {
    this.expectTag(this.marketTicket, TAG_AFTER_FILL);
    this.expectTag(this.limitTicket, TAG_AFTER_CANCEL);
    if (this.marketTicket?.quantity !== QUANTITY || this.marketTicket.quantityFilled !== QUANTITY) {
      throw new Error('the quantity of the market order changed');
    }
  }

  private expectTag(ticket: OrderTicket | undefined, tag: string): void {
    if (ticket?.tag !== tag) throw new Error(`the ticket has the tag "${ticket?.tag}"`);
    if (this.transactions.getOrderById(ticket.orderId)?.tag !== tag)
      throw new Error('order and ticket differ in their tags');
  }
}

function updateTag(ticket: OrderTicket, tag: string): void {
  const response = ticket.updateTag(tag);
  if (response.isError) throw new Error(`the tag was not updated: ${response.errorMessage}`);
}

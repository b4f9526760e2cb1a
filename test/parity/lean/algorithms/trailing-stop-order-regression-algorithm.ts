import {
  Algorithm,
  type OrderEvent,
  OrderDirection,
  OrderField,
  OrderStatus,
  type OrderTicket,
  type Slice,
} from 'tradewright';

const BUY_DISTANCE = 2;
const SELL_DISTANCE = 0.5;
const TINY = 1e-9;

/** A trailing stop to buy and, once that has filled, one to sell: the stop never falls behind its distance. */
export default class TrailingStopOrderRegressionAlgorithm extends Algorithm {
  protected readonly asynchronous: boolean = false;
  private buyTicket: OrderTicket | undefined;
  private sellTicket: OrderTicket | undefined;
  /** Values of the previous slice: stops follow the current one after onData. */
  private previousLow = NaN;
  private previousHigh = NaN;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addEquity('SPY');
  }

  override onData(slice: Slice): void {
    const bar = slice.bars.get('SPY');
    if (bar === undefined) return;
    const quote = slice.quoteBars.get('SPY');
    if (this.buyTicket === undefined) this.buyTicket = this.trail(100, BUY_DISTANCE);
    else if (this.buyTicket.status !== OrderStatus.Filled) {
      const distance = this.buyTicket.get(OrderField.StopPrice) - this.previousLow;
      if (distance > BUY_DISTANCE + TINY) throw new Error(`the stop to buy is ${distance} away`);
    }
    if (this.sellTicket === undefined) {
      if (this.portfolio.invested) this.sellTicket = this.trail(-100, SELL_DISTANCE);
    } else if (this.sellTicket.status !== OrderStatus.Filled) {
      const distance = this.previousHigh - this.sellTicket.get(OrderField.StopPrice);
      if (distance > SELL_DISTANCE + TINY) throw new Error(`the stop to sell is ${distance} away`);
    }
    this.previousLow = quote?.askLow ?? bar.low;
    this.previousHigh = quote?.bidHigh ?? bar.high;
  }

  private trail(quantity: number, amount: number): OrderTicket {
    return this.trailingStopOrder(
      'SPY',
      quantity,
      { amount, asPercentage: false },
      { asynchronous: this.asynchronous },
    );
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.status !== OrderStatus.Filled) return;
    const stop = event.ticket.get(OrderField.StopPrice);
    const advantage = event.direction === OrderDirection.Buy ? stop - event.fillPrice : event.fillPrice - stop;
    if (advantage > TINY) throw new Error(`the stop of ${stop} filled better, at ${event.fillPrice}`);
  }

  override onEndOfAlgorithm(): void {
    for (const ticket of this.transactions.getOrderTickets()) {
      if (ticket.submitRequest.asynchronous !== this.asynchronous) throw new Error('a ticket has another mode');
    }
  }
}

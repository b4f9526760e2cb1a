import type { OrderFee } from '../api/security-models.ts';
import { grown } from '../data/feed/synchronizer.ts';
import { Decimal } from '../model/decimal.ts';
import { NO_FEE, OrderEvent } from './order-event.ts';
import type { OrderReport } from './order-event.ts';
import type { OrderPrices } from './order-prices.ts';
import type { OrderTicket } from './order-ticket.ts';
import type { OrderStatus } from './order-types.ts';

/** What does not fit the columns: decimals beyond 2^53. */
interface WideFigures {
  readonly price: Decimal;
  readonly quantity: Decimal;
  readonly fee: OrderFee;
}

/** Currency number of events without a fee. */
const WITHOUT_FEE = 0;
const DEDUCTED = 128;

/**
 * All order events of a run, column by column: a run keeps every event, and objects that are kept cost several times
 * their making. The objects are made anew when somebody asks for them.
 */
export class OrderEventLog {
  /** Number of events. */
  length = 0;
  private orderId = new Int32Array(64);
  private id = new Int32Array(64);
  private status = new Uint8Array(64);
  private utcTime = new Float64Array(64);
  private quantity = new Float64Array(64);
  private fillPrice = new Float64Array(64);
  private fillPriceScale = new Uint8Array(64);
  private fillQuantity = new Float64Array(64);
  private fillQuantityScale = new Uint8Array(64);
  private fee = new Float64Array(64);
  private feeScale = new Uint8Array(64);
  private feeCurrency = new Uint8Array(64);
  /** The event before of the same order, -1 without one; and the last event of each order. */
  private previous = new Int32Array(64);
  private lastOfOrder = new Int32Array(64).fill(-1);
  private readonly prices: OrderPrices[] = [];
  private readonly currencies: string[] = [NO_FEE.currency];
  private readonly messages = new Map<number, string>();
  private readonly wide = new Map<number, WideFigures>();

  add(event: OrderEvent): void {
    const index = this.length;
    if (index === this.id.length) this.grow();
    const { orderId, exactFillPrice: price, exactFillQuantity: quantity, orderFee } = event;
    this.length = index + 1;
    this.orderId[index] = orderId;
    this.id[index] = event.id;
    this.status[index] = event.status;
    this.utcTime[index] = event.utcTime;
    this.quantity[index] = event.quantity;
    this.fillPrice[index] = price.mantissa;
    this.fillPriceScale[index] = price.scale;
    this.fillQuantity[index] = quantity.mantissa;
    this.fillQuantityScale[index] = quantity.scale;
    this.fee[index] = orderFee.amount.mantissa;
    this.feeScale[index] = orderFee.amount.scale;
    this.feeCurrency[index] = orderFee === NO_FEE ? WITHOUT_FEE : this.currencyOf(orderFee);
    this.prices.push(event.prices);
    if (event.message !== '') this.messages.set(index, event.message);
    if (price.big !== null || quantity.big !== null || orderFee.amount.big !== null)
      this.wide.set(index, { price, quantity, fee: orderFee });
    while (orderId > this.lastOfOrder.length) this.growOrders();
    this.previous[index] = this.lastOfOrder[orderId - 1];
    this.lastOfOrder[orderId - 1] = index;
  }

  /** All events, oldest first. */
  list(ticketOf: (orderId: number) => OrderTicket): OrderEvent[] {
    const tickets: OrderTicket[] = [];
    const events: OrderEvent[] = [];
    for (let index = 0; index < this.length; index++) {
      const id = this.orderId[index];
      events.push(this.at(index, (tickets[id] ??= ticketOf(id))));
    }
    return events;
  }

  /** The events of one order, oldest first. */
  listOf(ticket: OrderTicket): OrderEvent[] {
    const events: OrderEvent[] = [];
    if (ticket.orderId === 0 || ticket.orderId > this.lastOfOrder.length) return events;
    for (let index = this.lastOfOrder[ticket.orderId - 1]; index >= 0; index = this.previous[index])
      events.push(this.at(index, ticket));
    return events.toReversed();
  }

  private at(index: number, ticket: OrderTicket): OrderEvent {
    const subject = { lastEventId: this.id[index] - 1, quantity: this.quantity[index], prices: this.prices[index] };
    const wide = this.wide.get(index);
    const report: OrderReport = {
      utcTime: this.utcTime[index],
      exactFillPrice: wide?.price ?? Decimal.fromScaled(this.fillPrice[index], this.fillPriceScale[index]),
      exactFillQuantity: wide?.quantity ?? Decimal.fromScaled(this.fillQuantity[index], this.fillQuantityScale[index]),
      orderFee: wide?.fee ?? this.feeAt(index),
      message: this.messages.get(index) ?? '',
    };
    return new OrderEvent(subject, ticket, this.status[index] as OrderStatus, report);
  }

  private feeAt(index: number): OrderFee {
    const code = this.feeCurrency[index];
    if (code === WITHOUT_FEE) return NO_FEE;
    const amount = Decimal.fromScaled(this.fee[index], this.feeScale[index]);
    const currency = this.currencies[code % DEDUCTED];
    return code >= DEDUCTED ? { amount, currency, deductedFromQuantity: true } : { amount, currency };
  }

  private currencyOf({ currency, deductedFromQuantity }: OrderFee): number {
    let code = this.currencies.indexOf(currency, 1);
    if (code < 0) code = this.currencies.push(currency) - 1;
    return deductedFromQuantity === true ? code + DEDUCTED : code;
  }

  private grow(): void {
    const length = this.id.length * 2;
    this.orderId = grown(this.orderId, length, Int32Array);
    this.id = grown(this.id, length, Int32Array);
    this.status = grown(this.status, length, Uint8Array);
    this.utcTime = grown(this.utcTime, length, Float64Array);
    this.quantity = grown(this.quantity, length, Float64Array);
    this.fillPrice = grown(this.fillPrice, length, Float64Array);
    this.fillPriceScale = grown(this.fillPriceScale, length, Uint8Array);
    this.fillQuantity = grown(this.fillQuantity, length, Float64Array);
    this.fillQuantityScale = grown(this.fillQuantityScale, length, Uint8Array);
    this.fee = grown(this.fee, length, Float64Array);
    this.feeScale = grown(this.feeScale, length, Uint8Array);
    this.feeCurrency = grown(this.feeCurrency, length, Uint8Array);
    this.previous = grown(this.previous, length, Int32Array);
  }

  private growOrders(): void {
    const { length } = this.lastOfOrder;
    this.lastOfOrder = grown(this.lastOfOrder, length * 2, Int32Array).fill(-1, length);
  }
}

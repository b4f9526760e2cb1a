import { ORDER_STATUS_CODES } from '../model/lean-codes.ts';
import type { OrderReport } from '../api/brokerage.ts';
import type { OrderFee } from '../api/security-models.ts';
import { grown } from '../model/grown.ts';
import { Decimal } from '../model/decimal.ts';
import { RecordBlocks } from '../model/record-blocks.ts';
import { NO_FEE, OrderEvent } from './order-event.ts';
import type { OrderPrices } from '../model/order-prices.ts';
import type { OrderTicket } from './order-ticket.ts';
import type { OrderStatus } from '../model/order-types.ts';

const { codes: STATUS_CODES } = ORDER_STATUS_CODES;

/** Values that do not fit in the records: decimals beyond 2^53, and fees in currencies without a number. */
interface WideFigures {
  readonly price: Decimal;
  readonly quantity: Decimal;
  readonly fee: OrderFee;
}

/** Currency number of events without a fee. */
const WITHOUT_FEE = 0;
const DEDUCTED = 128;
/** Marks a fee that is kept as an object because its currency has no number. */
const MOST_CURRENCIES = DEDUCTED - 1;

/** Offsets of an event's numbers in its record. */
const Event = {
  OrderId: 0,
  /** Number among the order's events, status, currency of the fee and the three scales, packed. */
  Packed: 1,
  UtcTime: 2,
  Quantity: 3,
  /** Mantissas. */
  FillPrice: 4,
  FillQuantity: 5,
  Fee: 6,
  /** The previous event of the same order; -1 without one. */
  Previous: 7,
  /** Index of the order's prices. */
  Prices: 8,
} as const;
const EVENT_STRIDE = 9;

/** Layout of the packed number. */
const STATUS_BITS = 4;
const CURRENCY_BITS = 8;
const SCALE_BITS = 5;
const ID_UNIT = 2 ** (STATUS_BITS + CURRENCY_BITS + 3 * SCALE_BITS);

/**
 * All order events of a run as numeric records: a run keeps every event, and retaining objects costs several times as much
 * as creating them. The objects are created again on request.
 */
export class OrderEventLog {
  /** Number of events. */
  length = 0;
  private readonly records = new RecordBlocks(EVENT_STRIDE);
  /** The last event of each order. */
  private lastOfOrder = new Int32Array(64).fill(-1);
  /** Consecutive events often have the same prices, especially those of market orders. */
  private readonly prices: OrderPrices[] = [];
  private readonly currencies: string[] = [NO_FEE.currency];
  private readonly messages = new Map<number, string>();
  private readonly wide = new Map<number, WideFigures>();

  add(event: OrderEvent): void {
    const { length: index, records } = this;
    records.reserve(index);
    const block = records.block(index);
    const base = records.base(index);
    const { orderId, exactFillPrice: price, exactFillQuantity: quantity, orderFee } = event;
    const { amount } = orderFee;
    this.length = index + 1;
    block[base + Event.OrderId] = orderId;
    block[base + Event.Packed] = event.id * ID_UNIT + this.packed(event);
    block[base + Event.UtcTime] = event.utcTime;
    block[base + Event.Quantity] = event.quantity;
    block[base + Event.FillPrice] = price.mantissa;
    block[base + Event.FillQuantity] = quantity.mantissa;
    block[base + Event.Fee] = amount.mantissa;
    if (this.prices.length === 0 || this.prices[this.prices.length - 1] !== event.prices)
      this.prices.push(event.prices);
    block[base + Event.Prices] = this.prices.length - 1;
    if (event.message !== '') this.messages.set(index, event.message);
    if (price.big !== null || quantity.big !== null || amount.big !== null || this.currencies.length > MOST_CURRENCIES)
      this.wide.set(index, { price, quantity, fee: orderFee });
    while (orderId > this.lastOfOrder.length) this.growOrders();
    block[base + Event.Previous] = this.lastOfOrder[orderId - 1];
    this.lastOfOrder[orderId - 1] = index;
  }

  /** All events, oldest first. */
  list(ticketOf: (orderId: number) => OrderTicket): OrderEvent[] {
    const tickets: OrderTicket[] = [];
    const events: OrderEvent[] = [];
    for (let index = 0; index < this.length; index++) {
      const id = this.number(index, Event.OrderId);
      events.push(this.at(index, (tickets[id] ??= ticketOf(id))));
    }
    return events;
  }

  /** The events of one order, oldest first. */
  listOf(ticket: OrderTicket): OrderEvent[] {
    const events: OrderEvent[] = [];
    if (ticket.orderId === 0 || ticket.orderId > this.lastOfOrder.length) return events;
    for (let index = this.lastOfOrder[ticket.orderId - 1]; index >= 0; index = this.number(index, Event.Previous))
      events.push(this.at(index, ticket));
    return events.toReversed();
  }

  private number(index: number, place: number): number {
    return this.records.block(index)[this.records.base(index) + place];
  }

  private at(index: number, ticket: OrderTicket): OrderEvent {
    const packed = this.number(index, Event.Packed);
    const id = Math.floor(packed / ID_UNIT);
    const bits = packed - id * ID_UNIT;
    const subject = {
      lastEventId: id - 1,
      quantity: this.number(index, Event.Quantity),
      prices: this.prices[this.number(index, Event.Prices)],
    };
    const wide = this.wide.get(index);
    const decimal = (place: number, scale: number): Decimal => Decimal.fromScaled(this.number(index, place), scale);
    const report: OrderReport = {
      utcTime: this.number(index, Event.UtcTime),
      exactFillPrice: wide?.price ?? decimal(Event.FillPrice, scaleIn(bits, 2)),
      exactFillQuantity: wide?.quantity ?? decimal(Event.FillQuantity, scaleIn(bits, 1)),
      orderFee:
        wide?.fee ??
        this.feeOf((bits >>> STATUS_BITS) & (2 ** CURRENCY_BITS - 1), () => decimal(Event.Fee, scaleIn(bits, 0))),
      message: this.messages.get(index) ?? '',
    };
    return new OrderEvent(
      subject,
      ticket,
      ORDER_STATUS_CODES.names[bits & (2 ** STATUS_BITS - 1)] as OrderStatus,
      report,
    );
  }

  private feeOf(code: number, amountOf: () => Decimal): OrderFee {
    if (code === WITHOUT_FEE) return NO_FEE;
    const amount = amountOf();
    const currency = this.currencies[code % DEDUCTED];
    return code >= DEDUCTED ? { amount, currency, deductedFromQuantity: true } : { amount, currency };
  }

  /** Status, currency and scales in the low bits of a whole number. */
  private packed({ status, orderFee, exactFillPrice, exactFillQuantity }: OrderEvent): number {
    const currency = orderFee === NO_FEE ? WITHOUT_FEE : this.currencyOf(orderFee);
    let scales = exactFillPrice.scale;
    scales = (scales << SCALE_BITS) | exactFillQuantity.scale;
    scales = (scales << SCALE_BITS) | orderFee.amount.scale;
    return (((scales << CURRENCY_BITS) | currency) << STATUS_BITS) | STATUS_CODES[status];
  }

  private currencyOf({ currency, deductedFromQuantity }: OrderFee): number {
    let code = this.currencies.indexOf(currency, 1);
    if (code < 0 && this.currencies.length > MOST_CURRENCIES) return WITHOUT_FEE;
    if (code < 0) code = this.currencies.push(currency) - 1;
    return deductedFromQuantity === true ? code + DEDUCTED : code;
  }

  private growOrders(): void {
    const { length } = this.lastOfOrder;
    this.lastOfOrder = grown(this.lastOfOrder, length * 2, Int32Array).fill(-1, length);
  }
}

/** A scale from the packed bits: fee at index 0, quantity 1, price 2. */
function scaleIn(bits: number, place: number): number {
  return (bits >>> (STATUS_BITS + CURRENCY_BITS + place * SCALE_BITS)) & (2 ** SCALE_BITS - 1);
}

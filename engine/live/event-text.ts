import { ORDER_STATUS_CODES } from '../model/lean-codes.ts';
import { OrderStatus } from '../model/order-types.ts';
import type {
  BrokerageCorrectionEvent,
  BrokerageEvent,
  BrokerageFeeEvent,
  BrokerageFill,
  BrokerageOrderEvent,
} from '../api/brokerage.ts';
import { Decimal } from '../model/decimal.ts';

/** A fill in the journal, with money as exact decimal strings. */
export interface FillText {
  readonly executionId: string;
  readonly price: string;
  readonly quantity: string;
  readonly fee?: string;
  readonly feeCurrency?: string;
}

/** An event of a broker in the journal. */
export type EventText =
  | (Omit<BrokerageOrderEvent, 'fill' | 'status'> & {
      /** LEAN's numeric status. */
      readonly status: number;
      readonly fill?: FillText;
    })
  | (Omit<BrokerageFeeEvent, 'fee'> & { readonly fee: string; readonly feeCurrency: string })
  | (Omit<BrokerageCorrectionEvent, 'fill'> & { readonly fill?: FillText })
  | Exclude<BrokerageEvent, { kind: 'order' | 'account' | 'fee' | 'correction' }>
  | { readonly kind: 'account'; readonly utcTime: number; readonly currency: string; readonly amount: string };

/** A canonical text of an event, for comparison. */
export function toEventText(event: BrokerageEvent): EventText {
  switch (event.kind) {
    case 'order': {
      const { kind, clientOrderId, brokerId, utcTime, status, fill, message } = event;
      return {
        kind,
        clientOrderId,
        brokerId,
        utcTime,
        status: ORDER_STATUS_CODES.codes[status],
        fill: fill && toFillText(fill),
        message,
      };
    }
    case 'fee':
      return { ...event, fee: event.fee.amount.toString(), feeCurrency: event.fee.currency };
    case 'correction':
      return { ...event, fill: event.fill && toFillText(event.fill) };
    case 'account':
      return { ...event, amount: event.amount.toString() };
    default:
      return event;
  }
}

export function fromEventText(text: EventText): BrokerageEvent {
  switch (text.kind) {
    case 'order':
      return { ...text, status: statusOf(text), fill: text.fill && fromFillText(text.fill) };
    case 'fee': {
      const { fee, feeCurrency: currency, ...rest } = text;
      return { ...rest, fee: { amount: Decimal.parse(fee), currency } };
    }
    case 'correction':
      return { ...text, fill: text.fill && fromFillText(text.fill) };
    case 'account':
      return { ...text, amount: Decimal.parse(text.amount) };
    default:
      return text;
  }
}

/** The status in a journalled order event. */
export function statusOf({ status }: { readonly status: number }): OrderStatus {
  return ORDER_STATUS_CODES.names[status] ?? OrderStatus.None;
}

function toFillText({ executionId, price, quantity, fee }: BrokerageFill): FillText {
  return {
    executionId,
    price: price.toString(),
    quantity: quantity.toString(),
    fee: fee?.amount.toString(),
    feeCurrency: fee?.currency,
  };
}

function fromFillText({ executionId, price, quantity, fee, feeCurrency = '' }: FillText): BrokerageFill {
  return {
    executionId,
    price: Decimal.parse(price),
    quantity: Decimal.parse(quantity),
    fee: fee === undefined ? undefined : { amount: Decimal.parse(fee), currency: feeCurrency },
  };
}

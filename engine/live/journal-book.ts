import { statusOf } from './event-text.ts';
import { Decimal } from '../model/decimal.ts';
import { isClosedStatus } from '../model/order-types.ts';
import type { JournalRecord } from './journal-records.ts';

/** What the journal knows about an order. */
export interface JournalledOrder {
  readonly clientOrderId: string;
  readonly symbol: string;
  /** The broker told something of it. */
  isAnswered: boolean;
  isClosed: boolean;
}

/** What a journal amounts to, without running it again: orders, executions and positions. */
export class JournalBook {
  readonly orders = new Map<string, JournalledOrder>();
  readonly executions = new Set<string>();
  /** What is held by the symbol's key; positions that the account brought along included. */
  readonly positions = new Map<string, Decimal>();
  /** The instant of the first order; NaN when there is none. */
  firstUtc = NaN;
  /** The last instant that the journal knows. */
  lastUtc = NaN;

  constructor(records: readonly JournalRecord[]) {
    for (const record of records) this.add(record);
  }

  /** Moves a position. */
  addPosition(symbol: string, quantity: Decimal): void {
    this.positions.set(symbol, (this.positions.get(symbol) ?? Decimal.zero).add(quantity));
  }

  private add(record: JournalRecord): void {
    if ('utc' in record) this.lastUtc = record.utc;
    if (record.type === 'place') {
      if (Number.isNaN(this.firstUtc)) this.firstUtc = record.utc;
      const { id: clientOrderId, symbol } = record;
      this.orders.set(clientOrderId, { clientOrderId, symbol, isAnswered: false, isClosed: false });
    } else if (record.type === 'account') {
      for (const { symbol, quantity } of record.holdings) this.addPosition(symbol, Decimal.parse(quantity));
    } else if (record.type === 'event' && record.event.kind === 'order') {
      const { clientOrderId = '', fill } = record.event;
      const order = this.orders.get(baseOf(clientOrderId));
      if (order === undefined) return;
      order.isAnswered = true;
      order.isClosed ||= isClosedStatus(statusOf(record.event));
      if (fill === undefined || this.executions.has(fill.executionId)) return;
      this.executions.add(fill.executionId);
      this.addPosition(order.symbol, Decimal.parse(fill.quantity));
    }
  }
}

/** The client order id without its revision. */
export function baseOf(clientOrderId: string): string {
  return clientOrderId.replace(/-r\d+$/, '');
}

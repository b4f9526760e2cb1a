import { statusOf } from './event-text.ts';
import { Decimal } from '../model/decimal.ts';
import { isClosedStatus } from '../model/order-types.ts';
import type { JournalRecord } from './journal-records.ts';

/** The state of an order according to the journal. */
export interface JournalledOrder {
  readonly clientOrderId: string;
  readonly symbol: string;
  /** Whether the broker has reported the order. */
  isAnswered: boolean;
  isClosed: boolean;
}

/** The state that a journal describes, without replaying it: orders, executions and positions. */
export class JournalBook {
  readonly orders = new Map<string, JournalledOrder>();
  readonly executions = new Set<string>();
  /** Positions by symbol key, including those taken over from the account. */
  readonly positions = new Map<string, Decimal>();
  /** The instant of the first order; NaN without one. */
  firstUtc = NaN;
  /** The last instant in the journal. */
  lastUtc = NaN;

  constructor(records: readonly JournalRecord[]) {
    for (const record of records) this.add(record);
  }

  /** Changes a position. */
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

import { statusOf } from './event-text.ts';
import type { EventText, FillText } from './event-text.ts';
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

/** An execution according to the journal. */
export interface JournalledExecution {
  readonly symbol: string;
  readonly quantity: Decimal;
  /** Amount and currency; undefined until it was reported. */
  readonly fee: string | undefined;
}

/** The state that a journal describes, without replaying it: orders, executions and positions. */
export class JournalBook {
  readonly orders = new Map<string, JournalledOrder>();
  readonly executions = new Map<string, JournalledExecution>();
  /** Positions by symbol key, including those taken over from the account. */
  readonly positions = new Map<string, Decimal>();
  /** The instant of the first order; NaN without one. */
  firstUtc = NaN;
  /** The last instant in the journal. */
  lastUtc = NaN;

  /** Executions that were corrected or busted. */
  readonly corrected = new Set<string>();
  private readonly earlyFees = new Map<string, string>();

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
      if (fill !== undefined) this.addExecution(order.symbol, fill);
    } else if (record.type === 'event' && record.event.kind === 'fee') {
      const { executionId, fee } = record.event;
      const execution = this.executions.get(executionId);
      if (execution === undefined) this.earlyFees.set(executionId, fee);
      else this.executions.set(executionId, { ...execution, fee });
    } else if (record.type === 'event' && record.event.kind === 'correction') {
      this.addCorrection(record.event);
    }
  }

  private addExecution(symbol: string, { executionId, quantity: text, fee }: FillText): void {
    if (this.executions.has(executionId)) return;
    const quantity = Decimal.parse(text);
    this.executions.set(executionId, { symbol, quantity, fee: fee ?? this.earlyFees.get(executionId) });
    this.addPosition(symbol, quantity);
  }

  private addCorrection({ clientOrderId, executionId, fill }: Extract<EventText, { kind: 'correction' }>): void {
    const order = this.orders.get(baseOf(clientOrderId));
    if (order === undefined || this.corrected.has(executionId)) return;
    const before = this.executions.get(executionId);
    if (before !== undefined) this.addPosition(before.symbol, before.quantity.neg());
    else this.executions.set(executionId, { symbol: order.symbol, quantity: Decimal.zero, fee: '0' });
    this.corrected.add(executionId);
    if (fill !== undefined) this.addExecution(order.symbol, fill);
  }
}

/** The client order id without its revision. */
export function baseOf(clientOrderId: string): string {
  return clientOrderId.replace(/-r\d+$/, '');
}

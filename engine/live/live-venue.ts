import { ORDER_TYPE_CODES, TIME_IN_FORCE_CODES } from '../model/lean-codes.ts';
import type {
  Brokerage,
  BrokerageCorrectionEvent,
  BrokerageEvent,
  BrokerageFeeEvent,
  BrokerageFill,
  BrokerageInbox,
  BrokerageOrderEvent,
  OrderInstruction,
} from '../api/brokerage.ts';
import { Decimal } from '../model/decimal.ts';
import type { Clock } from '../model/clock.ts';
import type { RunMessages } from '../runtime/run-messages.ts';
import type { ExecutionVenue } from '../transactions/execution-venue.ts';
import type { OrderDesk } from '../transactions/order-desk.ts';
import type { Order } from '../transactions/order.ts';
import type { WorkingOrder } from '../transactions/working-order.ts';
import { NO_FEE } from '../transactions/order-event.ts';
import type { OrderPrices } from '../model/order-prices.ts';
import { OrderStatus } from '../model/order-types.ts';
import { clientOrderIdOf, orderIdOf, revisionIdOf } from './client-order-id.ts';
import { ExecutionEvents } from './execution-events.ts';
import { fromEventText, toEventText } from './event-text.ts';
import type { EventText } from './event-text.ts';
import type { Journal } from './journal.ts';
import type { IntentRecord } from './journal-records.ts';
import { OrderEventFilter } from './order-event-filter.ts';
import type { OrderGate } from './order-gate.ts';

export interface LiveVenueParts {
  readonly run: {
    readonly clock: Pick<Clock, 'utc'>;
    readonly desk: OrderDesk;
    readonly messages: Pick<RunMessages, 'log'>;
  };
  readonly brokerage: Brokerage;
  readonly journal: Journal;
  readonly gate: OrderGate;
  /** Called when the inbox receives an event. */
  readonly onWaiting: () => void;
  /** Called for every booked execution, also during a replay. */
  readonly onExecution?: (order: Order, fill: BrokerageFill) => void;
  /** Called with a fault of journal or broker, after which nothing is sent. */
  readonly onFault: (error: unknown) => void;
}

/** The requested terms of an order, to be restored if a broker rejects a change. */
interface Terms {
  readonly quantity: number;
  readonly prices: OrderPrices;
}

/**
 * The venue of a live run: orders are journalled before they are sent to the broker, and the broker's reports before
 * they are booked.
 *
 * Brokers that fill from the run's own data answer within the call, as the simulated market of a backtest does, and
 * answer again during a replay. Other brokers are not sent earlier orders again; their old answers come from the
 * journal.
 */
export class LiveVenue implements ExecutionVenue, BrokerageInbox {
  private readonly parts: LiveVenueParts;
  private readonly isSimulated: boolean;
  private readonly filter = new OrderEventFilter();
  private readonly executionEvents: ExecutionEvents;
  private readonly revisions = new Map<number, number>();
  private readonly terms = new Map<number, Terms>();
  private waiting: BrokerageEvent[] = [];
  private depth = 0;
  private hasRefused = false;
  private hasFault = false;
  private strategyError: { error: unknown } | undefined;

  constructor(parts: LiveVenueParts) {
    this.parts = parts;
    this.isSimulated = parts.brokerage.scan !== undefined;
    const onOverfill = (order: Order): void => parts.gate.halt(order.symbol.key);
    this.executionEvents = new ExecutionEvents({ desk: parts.run.desk, filter: this.filter, onOverfill });
  }

  /** Whether an execution has been booked. */
  hasExecution(executionId: string): boolean {
    return this.executionEvents.book.has(executionId);
  }

  /** Whether events from between two steps are pending. */
  get hasWaiting(): boolean {
    return this.waiting.length > 0;
  }

  place(order: WorkingOrder): true | string {
    const refusal = this.refusal(order);
    if (refusal !== undefined) return refusal;
    const { brokerage } = this.parts;
    const isNew = this.journalIntent('place', order);
    this.terms.set(order.id, { quantity: order.quantity, prices: order.prices });
    this.handOver(isNew, () => brokerage.placeOrder(this.instruction(order)));
    return true;
  }

  update(order: WorkingOrder): boolean {
    if (this.refusal(order) !== undefined) return false;
    const { brokerage } = this.parts;
    this.revisions.set(order.id, this.revisionOf(order) + 1);
    this.filter.updateSent(order);
    const isNew = this.journalIntent('update', order);
    return this.handOver(isNew, () => brokerage.updateOrder(this.instruction(order)));
  }

  cancel(order: WorkingOrder): boolean {
    if (this.hasFault) return false;
    const { brokerage } = this.parts;
    const isNew = this.journalIntent('cancel', order);
    return this.handOver(isNew, () => brokerage.cancelOrder(this.instruction(order)));
  }

  scan(newcomer?: WorkingOrder): void {
    const { brokerage } = this.parts;
    if (this.isSimulated && !this.hasFault) this.handOver(true, () => brokerage.scan?.(newcomer));
  }

  /**
   * Receives an event of the broker: within a call it is booked at once, otherwise queued until the end of the step.
   */
  push(event: BrokerageEvent): void {
    if (this.depth > 0) this.take(event, true);
    else {
      this.waiting.push(event);
      this.parts.onWaiting();
    }
  }

  /** Journals and books queued events; called between two steps. */
  takeWaiting(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const event of waiting) this.take(event, false);
  }

  /** Books a journalled event from between two steps. */
  takePast(event: EventText): void {
    this.book(fromEventText(event));
  }

  private refusal(order: WorkingOrder): string | undefined {
    return this.hasFault
      ? `The run has a fault, so order ${order.id} is not sent.`
      : this.parts.gate.refusal(order, this.parts.run.clock.utc, (one) => this.parts.run.desk.risk.isReducing(one));
  }

  /** Sends a request and books the answers within the call. @returns false if the broker rejected it there */
  private handOver(isNew: boolean, send: () => void): boolean {
    const refusedBefore = this.hasRefused;
    this.hasRefused = false;
    this.depth++;
    try {
      if (isNew || this.isSimulated) send();
      else this.takePastAnswers();
    } catch (error) {
      if (this.strategyError?.error !== error) this.fail(error);
      throw error;
    } finally {
      this.depth--;
    }
    const isTaken = !this.hasRefused;
    this.hasRefused = refusedBefore;
    return isTaken;
  }

  private takePastAnswers(): void {
    const { journal } = this.parts;
    for (let answer = journal.takeAnswer(); answer !== undefined; answer = journal.takeAnswer()) {
      this.book(fromEventText(answer.event));
    }
  }

  private take(event: BrokerageEvent, inCall: boolean): void {
    const { run } = this.parts;
    this.write(() => ({ type: 'event', utc: run.clock.utc, inCall, event: toEventText(event) }));
    this.book(event);
  }

  private book(event: BrokerageEvent): void {
    switch (event.kind) {
      case 'order':
        this.bookOrderEvent(event);
        break;
      case 'fee':
      case 'correction':
        this.bookExecutionEvent(event);
        break;
      case 'refusal':
        this.bookRefusal(event.clientOrderId, event.request, event.message);
        break;
      case 'connection':
        this.parts.gate.connectionChanged(event.isConnected);
        this.parts.run.messages.log(event.isConnected ? 'info' : 'error', event.message);
        break;
      case 'message':
        this.parts.run.messages.log(event.level, event.message);
        break;
      default:
        this.parts.run.messages.log(
          'debug',
          `The broker's account holds ${event.amount.toString()} ${event.currency}.`,
        );
    }
  }

  private bookOrderEvent(event: BrokerageOrderEvent): void {
    const order = this.orderOf(event.clientOrderId);
    if (order === undefined) {
      this.parts.run.messages.log(
        'error',
        `The broker reports order ${event.brokerId}, which is not of this run; it is ignored.`,
      );
      return;
    }
    const status = this.isSimulated ? event.status : this.filter.accept(order, event);
    if (status === undefined) return;
    if (!this.isSimulated && event.brokerId !== '' && !order.brokerIds.includes(event.brokerId)) {
      order.setBrokerIds([...order.brokerIds, event.brokerId]);
      order.setPlaced();
    }
    if (status === OrderStatus.UpdateSubmitted)
      this.terms.set(order.id, { quantity: order.quantity, prices: order.prices });
    const fill = event.fill && this.executionEvents.book.withEarlyFee(event.fill);
    if (fill !== undefined) this.executionEvents.keep(order, fill);
    this.report(order, status, { ...event, fill });
    if (fill !== undefined) this.parts.onExecution?.(order, fill);
  }

  /** Late fees, corrections and busts of executions. */
  private bookExecutionEvent(event: BrokerageFeeEvent | BrokerageCorrectionEvent): void {
    const order = this.orderOf(event.clientOrderId);
    if (order === undefined) return;
    if (event.kind === 'fee') {
      this.tellStrategy(() => this.executionEvents.takeFee(order, event));
      return;
    }
    let unreported: BrokerageFill | undefined;
    this.tellStrategy(() => {
      unreported = this.executionEvents.correct(order, event);
    });
    const { clientOrderId, utcTime, message } = event;
    const status = OrderStatus.PartiallyFilled;
    if (unreported !== undefined)
      this.bookOrderEvent({ kind: 'order', clientOrderId, brokerId: '', utcTime, status, fill: unreported, message });
  }

  private report(order: WorkingOrder, status: OrderStatus, { utcTime, fill, message }: BrokerageOrderEvent): void {
    this.tellStrategy(() =>
      this.parts.run.desk.report(order, status, {
        utcTime,
        exactFillPrice: fill?.price ?? Decimal.zero,
        exactFillQuantity: fill?.quantity ?? Decimal.zero,
        orderFee: fill?.fee ?? NO_FEE,
        message,
      }),
    );
  }

  /** Distinguishes errors of the strategy's handlers from those of the broker. */
  private tellStrategy(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.strategyError = { error };
      throw error;
    }
  }

  /** The order stays open: a rejected change is reverted, and a rejected cancellation is no longer pending. */
  private bookRefusal(clientOrderId: string, request: 'update' | 'cancel', message: string): void {
    const order = this.orderOf(clientOrderId);
    if (order === undefined) return;
    const { desk } = this.parts.run;
    desk.logError(message);
    if (this.depth > 0) {
      this.hasRefused = true;
      return;
    }
    if (order.isClosed) return;
    if (request === 'cancel') order.setStatus(order.statusBeforeCancel);
    else {
      const terms = this.terms.get(order.id);
      if (terms !== undefined) {
        order.setQuantity(terms.quantity);
        order.setPrices(terms.prices);
      }
    }
    desk.tell(order, order.status, message);
  }

  private orderOf(clientOrderId: string | undefined): WorkingOrder | undefined {
    const { journal, run } = this.parts;
    const id = orderIdOf(journal.header.runId, clientOrderId);
    return id === undefined ? undefined : run.desk.order(id);
  }

  private journalIntent(type: IntentRecord['type'], order: WorkingOrder): boolean {
    const { limit, stop, trigger, trailing } = order.prices;
    const { kind, expiry } = order.properties.timeInForce;
    return this.write(
      () => ({
        type,
        utc: this.parts.run.clock.utc,
        id: clientOrderIdOf(this.parts.journal.header.runId, order.id),
        revision: this.revisionOf(order),
        symbol: order.symbol.key,
        orderType: ORDER_TYPE_CODES.codes[order.type],
        quantity: order.quantity,
        prices: [limit, stop, trigger, trailing],
        timeInForce: TIME_IN_FORCE_CODES.codes[kind],
        expiry: Number.isNaN(expiry) ? null : expiry,
        tag: order.tag,
      }),
      true,
    );
  }

  private write(record: () => Parameters<Journal['write']>[0], isDurable = false): boolean {
    try {
      return this.parts.journal.write(record(), isDurable);
    } catch (error) {
      this.fail(error);
      throw error;
    }
  }

  private fail(error: unknown): void {
    this.hasFault = true;
    this.parts.onFault(error);
  }

  private instruction(order: WorkingOrder): OrderInstruction {
    const { runId } = this.parts.journal.header;
    const revision = this.revisionOf(order);
    return {
      clientOrderId: clientOrderIdOf(runId, order.id),
      revision,
      revisionId: revisionIdOf(runId, order.id, revision),
      order,
    };
  }

  private revisionOf(order: WorkingOrder): number {
    return this.revisions.get(order.id) ?? 1;
  }
}

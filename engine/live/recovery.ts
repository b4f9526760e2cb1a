import type { Brokerage, BrokerageEvent, BrokerageExecution, BrokerageOrder, OrderLookup } from '../api/brokerage.ts';
import { Decimal } from '../model/decimal.ts';
import { EngineError } from '../model/engine-error.ts';
import { isClosedStatus, OrderStatus } from '../model/order-types.ts';
import { orderIdOf } from './client-order-id.ts';
import { LIVE_ERRORS } from './errors.ts';
import type { Journal } from './journal.ts';
import { baseOf, JournalBook } from './journal-book.ts';
import type { JournalledOrder } from './journal-book.ts';

/** A broker's events since the last connection. */
export interface Recovery {
  /** Events for the inbox after the replay. */
  readonly events: readonly BrokerageEvent[];
  /** Executions that the replay must reach itself, as the broker fills from the run's own data. */
  readonly expected: readonly BrokerageExecution[];
  /** Orders at the broker that are not of this run; they are ignored. */
  readonly foreignOrders: number;
}

export interface RecoveryParts {
  readonly journal: Journal;
  readonly brokerage: Brokerage;
  /** Orders that certainly never arrived are abandoned instead of requiring a decision. */
  readonly abandonUnsent: boolean;
}

/**
 * Reconciles the journal with the broker before anything is run or sent: by queries, never by guesses.
 *
 * @throws EngineError if they contradict each other, or if that cannot be determined
 */
export async function recover(parts: RecoveryParts): Promise<Recovery> {
  const { journal, brokerage } = parts;
  const { runId } = journal.header;
  const book = new JournalBook(journal.records);
  const [open, executions] = await Promise.all([
    brokerage.openOrders(),
    brokerage.executions(Number.isNaN(book.firstUtc) ? 0 : book.firstUtc),
  ]);
  const isOurs = ({ clientOrderId }: { clientOrderId: string | undefined }): boolean =>
    orderIdOf(runId, clientOrderId) !== undefined;
  requireJournalled([...open, ...executions].filter(isOurs), book);
  const lookups = await lookUp(parts, book);
  const own = executions.filter(isOurs);
  const missed = own.filter((one) => one.isBusted !== true && !book.executions.has(one.executionId));
  const busted = own.filter((one) => one.isBusted === true && isBooked(one, book));
  const foreignOrders = open.filter((one) => !isOurs(one)).length;
  if (brokerage.scan !== undefined) return { events: [], expected: missed, foreignOrders };
  for (const { symbol, quantity, replaces } of missed) {
    const before = replaces === undefined || book.corrected.has(replaces) ? undefined : book.executions.get(replaces);
    if (before !== undefined) book.addPosition(before.symbol, before.quantity.neg());
    book.addPosition(symbol.key, quantity);
  }
  for (const { symbol, executionId } of busted)
    book.addPosition(symbol.key, (book.executions.get(executionId)?.quantity ?? Decimal.zero).neg());
  await requirePositions(brokerage, book);
  const fees = own.flatMap((one) => feeEvent(one, book));
  const events = [
    ...missed.map(fillEvent),
    ...busted.map(bustEvent),
    ...fees,
    ...lookups.flatMap((lookup) => statusEvent(lookup, book.lastUtc)),
  ];
  return { events, expected: [], foreignOrders };
}

function requireJournalled(
  known: readonly { clientOrderId: string | undefined; brokerId: string }[],
  book: JournalBook,
): void {
  for (const { clientOrderId = '', brokerId } of known) {
    if (book.orders.has(baseOf(clientOrderId))) continue;
    throw new EngineError(
      LIVE_ERRORS.UNKNOWN_ORDER,
      `The broker knows the order ${clientOrderId} (${brokerId}) of this run, but its journal does not. Nothing was sent. ${LIVE_ERRORS.UNKNOWN_ORDER.remedy}`,
      { data: { clientOrderId, brokerId } },
    );
  }
}

/** Queries the orders that are open according to the journal, and those whose arrival is unknown. */
async function lookUp({ brokerage, abandonUnsent }: RecoveryParts, book: JournalBook): Promise<OrderLookup[]> {
  const asked = [...book.orders.values()].filter((order) => !order.isClosed);
  if (asked.length === 0) return [];
  const answers = await brokerage.lookUp(asked.map(({ clientOrderId }) => clientOrderId));
  const byId = new Map(answers.map((answer) => [answer.clientOrderId, answer]));
  return asked.map((order) => {
    const answer = byId.get(order.clientOrderId) ?? unknown(order);
    const willBeSentAgain = brokerage.scan !== undefined && brokerage.placesOnce && !order.isAnswered;
    const fault = willBeSentAgain ? undefined : faultOf(order, answer, abandonUnsent);
    if (fault !== undefined) throw fault;
    return answer;
  });
}

function unknown({ clientOrderId }: JournalledOrder): OrderLookup {
  return { clientOrderId, outcome: 'unknown', reason: 'the broker did not say' };
}

function faultOf(order: JournalledOrder, answer: OrderLookup, abandonUnsent: boolean): EngineError | undefined {
  const { clientOrderId, symbol } = order;
  const data = { clientOrderId, symbol };
  if (answer.outcome === 'unknown') {
    return new EngineError(
      LIVE_ERRORS.ORDER_UNRESOLVED,
      `The state of the order ${clientOrderId} for ${symbol} cannot be determined now: ${answer.reason}. Nothing was sent. ${LIVE_ERRORS.ORDER_UNRESOLVED.remedy}`,
      { data },
    );
  }
  if (answer.outcome === 'found') return undefined;
  if (order.isAnswered) {
    return new EngineError(
      LIVE_ERRORS.ORDER_MISSING,
      `The broker had acknowledged the order ${clientOrderId} for ${symbol} and does not know it now. Nothing was sent. ${LIVE_ERRORS.ORDER_MISSING.remedy}`,
      { data },
    );
  }
  if (abandonUnsent) return undefined;
  return new EngineError(
    LIVE_ERRORS.ORDER_UNRESOLVED,
    `The order ${clientOrderId} for ${symbol} was about to be sent when the run was cut off, and the broker does not know it. Nothing was sent. ${LIVE_ERRORS.ORDER_UNRESOLVED.remedy}`,
    { data },
  );
}

/** Checks the broker's positions against the journal and later events; unknown symbols are ignored. */
async function requirePositions(brokerage: Brokerage, book: JournalBook): Promise<void> {
  const held = new Map((await brokerage.holdings()).map(({ symbol, quantity }) => [symbol.key, quantity]));
  for (const [symbol, quantity] of book.positions) {
    const there = held.get(symbol);
    if (there === undefined ? quantity.isZero : there.eq(quantity)) continue;
    throw new EngineError(
      LIVE_ERRORS.BROKER_DIFFERS,
      `The broker holds ${there?.toString() ?? '0'} ${symbol}, the run ${quantity.toString()}. Nothing was sent. ${LIVE_ERRORS.BROKER_DIFFERS.remedy}`,
      { data: { symbol, broker: there?.toString() ?? '0', run: quantity.toString() } },
    );
  }
}

function fillEvent(execution: BrokerageExecution): BrokerageEvent {
  const { clientOrderId, brokerId, utcTime, executionId, price, quantity, fee } = execution;
  const fill = { executionId, price, quantity, fee };
  const { replaces } = execution;
  if (replaces !== undefined)
    return {
      kind: 'correction',
      clientOrderId: clientOrderId ?? '',
      utcTime,
      executionId: replaces,
      fill,
      message: '',
    };
  return { kind: 'order', clientOrderId, brokerId, utcTime, status: OrderStatus.PartiallyFilled, fill, message: '' };
}

function isBooked({ executionId }: BrokerageExecution, book: JournalBook): boolean {
  return book.executions.has(executionId) && !book.corrected.has(executionId);
}

function bustEvent({ clientOrderId = '', executionId, utcTime }: BrokerageExecution): BrokerageEvent {
  return { kind: 'correction', clientOrderId, utcTime, executionId, fill: undefined, message: '' };
}

/** A fee that the broker reported or changed after the execution while the run was not connected. */
function feeEvent(
  { clientOrderId = '', executionId, fee, utcTime }: BrokerageExecution,
  book: JournalBook,
): BrokerageEvent[] {
  const known = book.executions.get(executionId);
  if (fee === undefined || known === undefined) return [];
  if (known.fee !== undefined && Decimal.parse(known.fee).eq(fee.amount)) return [];
  return [{ kind: 'fee', clientOrderId, utcTime, executionId, fee }];
}

/** The real time is unknown; the last instant of the run is used. */
function statusEvent(lookup: OrderLookup, utcTime: number): BrokerageEvent[] {
  if (lookup.outcome === 'unknown') return [];
  const { clientOrderId } = lookup;
  const event = { kind: 'order', clientOrderId, utcTime, fill: undefined } as const;
  if (lookup.outcome === 'absent') {
    const message = 'The order never arrived at the broker and was given up.';
    return [{ ...event, brokerId: '', status: OrderStatus.Invalid, message }];
  }
  const { brokerId, status } = lookup.order;
  const acknowledged = { ...event, brokerId, status: OrderStatus.Submitted, message: '' };
  return isClosed(lookup.order) ? [acknowledged, { ...acknowledged, status }] : [acknowledged];
}

function isClosed({ status }: BrokerageOrder): boolean {
  return isClosedStatus(status);
}

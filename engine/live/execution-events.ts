import type { BrokerageCorrectionEvent, BrokerageFeeEvent, BrokerageFill, OrderReport } from '../api/brokerage.ts';
import type { OrderFee } from '../api/security-models.ts';
import { Decimal } from '../model/decimal.ts';
import { SecurityType } from '../model/security-type.ts';
import { reportCorrection, reportFee } from '../transactions/late-reports.ts';
import type { OrderDesk } from '../transactions/order-desk.ts';
import { NO_FEE } from '../transactions/order-event.ts';
import type { Order } from '../transactions/order.ts';
import type { WorkingOrder } from '../transactions/working-order.ts';
import { ExecutionBook, feeChanges } from './execution-book.ts';
import type { BookedExecution } from './execution-book.ts';
import type { OrderEventFilter } from './order-event-filter.ts';

/** What executions change beside their orders. */
export interface ExecutionEventsParts {
  readonly desk: OrderDesk;
  readonly filter: OrderEventFilter;
  /** Called when an order was filled beyond its quantity. */
  readonly onOverfill: (order: Order) => void;
}

/**
 * Books what a broker says about executions after it has reported them: late fees, corrections and busts, each once, whether it
 * comes before or after the execution, repeated or not.
 */
export class ExecutionEvents {
  readonly book = new ExecutionBook();
  private readonly parts: ExecutionEventsParts;

  constructor(parts: ExecutionEventsParts) {
    this.parts = parts;
  }

  /** Keeps an execution that is about to be booked, and reports an overfill. */
  keep(order: WorkingOrder, fill: BrokerageFill): void {
    const { holdings } = order.security;
    this.book.set(fill.executionId, {
      orderId: order.id,
      price: fill.price,
      quantity: fill.quantity,
      fee: fill.fee,
      heldBefore: holdings.exactQuantity,
      averageBefore: holdings.exactAveragePrice,
    });
    const filled = this.parts.filter.filledOf(order);
    if (filled.abs().lte(Decimal.of(order.absoluteQuantity))) return;
    this.parts.desk.logError(
      `The broker filled ${filled.toString()} of order ${order.id}, which is ${order.quantity} ${order.symbol.ticker}. The position follows the broker; ${order.symbol.ticker} is halted: until engine resume only orders that reduce the position go out.`,
    );
    this.parts.onOverfill(order);
  }

  /** Books the difference to the fee that is booked. */
  takeFee(order: WorkingOrder, { executionId, fee, utcTime }: BrokerageFeeEvent): void {
    const { book } = this;
    const execution = book.get(executionId);
    if (execution === undefined) {
      if (!book.isReplaced(executionId)) book.keepFee(executionId, fee);
      return;
    }
    book.set(executionId, { ...execution, fee });
    for (const orderFee of feeChanges(execution.fee, fee)) {
      reportFee(this.parts.desk, order, {
        utcTime,
        exactFillPrice: execution.price,
        exactFillQuantity: Decimal.zero,
        orderFee,
        message: `Fee of the execution ${executionId}`,
      });
    }
  }

  /**
   * Books a correction or a bust.
   * @returns the execution that takes the place of one that was never reported, to be booked like any other
   */
  correct(order: WorkingOrder, event: BrokerageCorrectionEvent): BrokerageFill | undefined {
    const { executionId, utcTime, message } = event;
    const { book } = this;
    const { filter, desk } = this.parts;
    const fill = event.fill && book.withEarlyFee(event.fill);
    const before = book.get(executionId);
    if (before === undefined) {
      if (book.isReplaced(executionId)) return undefined;
      book.remove(executionId);
      filter.ignore(executionId);
      return fill;
    }
    book.remove(executionId);
    filter.correct(order, before.quantity, fill);
    const after = { price: fill?.price ?? before.price, quantity: fill?.quantity ?? Decimal.zero, fee: fill?.fee };
    if (fill !== undefined) book.set(fill.executionId, { ...before, ...after });
    const [old, now] = [inBooks(order, before), inBooks(order, after)];
    const text =
      message === '' ? `The execution ${executionId} was ${fill === undefined ? 'busted' : 'corrected'}` : message;
    const back = { ...old.fee, amount: Decimal.zero.sub(old.fee.amount) };
    const reports: OrderReport[] = [reportOf(utcTime, { ...old, quantity: old.quantity.neg(), fee: back }, text)];
    if (fill !== undefined) reports.push(reportOf(utcTime, now, text));
    desk.logError(`${text} (order ${order.id}, ${order.symbol.ticker}).`);
    reportCorrection(
      desk,
      order,
      {
        security: order.security,
        utcTime,
        before: old,
        after: now,
        held: before.heldBefore,
        averagePrice: before.averageBefore,
      },
      reports,
    );
    return undefined;
  }
}

interface Booked {
  readonly price: Decimal;
  readonly quantity: Decimal;
  readonly fee: OrderFee;
}

/** An execution as the books have it: a fee in the bought currency reduces the quantity. */
function inBooks(
  order: WorkingOrder,
  { price, quantity, fee = NO_FEE }: Pick<BookedExecution, 'price' | 'quantity' | 'fee'>,
): Booked {
  const { symbol, baseCurrency } = order.security;
  const isInKind =
    symbol.securityType === SecurityType.Crypto && order.quantity > 0 && fee.currency === baseCurrency?.symbol;
  return isInKind
    ? { price, quantity: quantity.sub(fee.amount), fee: { ...fee, deductedFromQuantity: true } }
    : { price, quantity, fee };
}

function reportOf(utcTime: number, { price, quantity, fee }: Booked, message: string): OrderReport {
  return { utcTime, exactFillPrice: price, exactFillQuantity: quantity, orderFee: fee, message };
}

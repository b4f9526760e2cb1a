import type { BrokerageFill } from '../api/brokerage.ts';
import type { OrderFee } from '../api/security-models.ts';
import { Decimal } from '../model/decimal.ts';

/** An execution as the run has booked it. */
export interface BookedExecution {
  readonly orderId: number;
  readonly price: Decimal;
  /** Signed. */
  readonly quantity: Decimal;
  readonly fee: OrderFee | undefined;
  /** The position before it, which a correction restores. */
  readonly heldBefore: Decimal;
  readonly averageBefore: Decimal;
}

/** The booked executions of a run by id, and what the broker said about executions that it has not reported yet. */
export class ExecutionBook {
  private readonly booked = new Map<string, BookedExecution>();
  private readonly early = new Map<string, OrderFee>();
  private readonly replaced = new Set<string>();

  get(executionId: string): BookedExecution | undefined {
    return this.booked.get(executionId);
  }

  has(executionId: string): boolean {
    return this.booked.has(executionId) || this.replaced.has(executionId);
  }

  set(executionId: string, execution: BookedExecution): void {
    this.booked.set(executionId, execution);
  }

  /** The fill with the fee that was reported before it. */
  withEarlyFee(fill: BrokerageFill): BrokerageFill {
    const fee = fill.fee ?? this.early.get(fill.executionId);
    return fee === fill.fee ? fill : { ...fill, fee };
  }

  /** Keeps the fee of an execution that has not been reported yet. */
  keepFee(executionId: string, fee: OrderFee): void {
    this.early.set(executionId, fee);
  }

  /** Marks an execution as no longer valid. */
  remove(executionId: string): void {
    this.booked.delete(executionId);
    this.replaced.add(executionId);
  }

  /** Whether an execution was corrected or busted. */
  isReplaced(executionId: string): boolean {
    return this.replaced.has(executionId);
  }
}

/** What has to be booked so that a fee becomes another one; empty if it is booked already. */
export function feeChanges(before: OrderFee | undefined, after: OrderFee | undefined): OrderFee[] {
  if (before !== undefined && after !== undefined && before.currency === after.currency) {
    const amount = after.amount.sub(before.amount);
    return amount.isZero ? [] : [{ amount, currency: after.currency }];
  }
  const back =
    before === undefined || before.amount.isZero ? [] : [{ ...before, amount: Decimal.zero.sub(before.amount) }];
  return after === undefined || after.amount.isZero ? back : [...back, after];
}

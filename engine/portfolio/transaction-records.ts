import type { Decimal } from '../model/decimal.ts';

/** What one closing fill won or lost. */
export interface TransactionRecord {
  /** UTC instant of the fill, moved on by a millisecond for each earlier record of the same instant. */
  readonly time: number;
  /** Profit of the closed part less twice the fee of the closing fill, account currency. */
  readonly profitLoss: Decimal;
  readonly isWin: boolean;
}

/** The closed trades of a run in order of time (LEAN's SecurityTransactionManager.TransactionRecord). */
export class TransactionRecords {
  private readonly list: TransactionRecord[] = [];
  private lastTime = -Infinity;

  get records(): readonly TransactionRecord[] {
    return this.list;
  }

  add(time: number, profitLoss: Decimal): void {
    // Times of fills never go back, so the instants taken are one unbroken run up to the last one.
    this.lastTime = time > this.lastTime ? time : this.lastTime + 1;
    this.list.push({ time: this.lastTime, profitLoss, isWin: profitLoss.sign > 0 });
  }
}

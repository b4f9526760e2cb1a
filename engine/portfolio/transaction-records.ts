import type { Decimal } from '../model/decimal.ts';

/** What one closing fill won or lost. */
export interface TransactionRecord {
  /** UTC instant of the fill, moved on by a millisecond for each earlier record of the same instant. */
  readonly timeUtc: number;
  /** Profit of the closed part less twice the fee of the closing fill, account currency. */
  readonly profitLoss: Decimal;
  readonly isWin: boolean;
}

/** The closed trades of a run in order of time (LEAN's SecurityTransactionManager.TransactionRecord). */
export class TransactionRecords {
  private readonly times: number[] = [];
  private readonly profits: Decimal[] = [];

  get size(): number {
    return this.times.length;
  }

  get records(): readonly TransactionRecord[] {
    return this.profits.map((profitLoss, i) => ({ timeUtc: this.times[i], profitLoss, isWin: profitLoss.sign > 0 }));
  }

  add(time: number, profitLoss: Decimal): void {
    const { times } = this;
    const last = times.length > 0 ? times[times.length - 1] : -Infinity;
    // Times of fills never go back, so the instants taken are one unbroken run up to the last one.
    times.push(time > last ? time : last + 1);
    this.profits.push(profitLoss);
  }
}

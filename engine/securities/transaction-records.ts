import { Decimal } from '../model/decimal.ts';
import { RecordBlocks } from '../model/record-blocks.ts';

/** The profit or loss of one closing fill. */
export interface TransactionRecord {
  /** UTC instant of the fill, plus one millisecond for each earlier record of the same instant. */
  readonly timeUtc: number;
  /** Profit of the closed part minus twice the fee of the closing fill, account currency. */
  readonly profitLoss: Decimal;
  readonly isWin: boolean;
}

/** Offsets of a record's numbers. */
const Place = { Time: 0, Mantissa: 1, Scale: 2 } as const;
const STRIDE = 3;

/** The closed trades of a run in time order (LEAN's SecurityTransactionManager.TransactionRecord). */
export class TransactionRecords {
  /** Number of records. */
  size = 0;
  private readonly blocks = new RecordBlocks(STRIDE);
  private lastTime = -Infinity;
  /** Profits beyond 2^53, which do not fit in the records. */
  private readonly wide = new Map<number, Decimal>();

  get records(): readonly TransactionRecord[] {
    return Array.from({ length: this.size }, (_, index) => {
      const block = this.blocks.block(index);
      const base = this.blocks.base(index);
      const profitLoss =
        this.wide.get(index) ?? Decimal.fromScaled(block[base + Place.Mantissa], block[base + Place.Scale]);
      return { timeUtc: block[base + Place.Time], profitLoss, isWin: profitLoss.sign > 0 };
    });
  }

  add(time: number, profitLoss: Decimal): void {
    const { blocks, size: index } = this;
    blocks.reserve(index);
    const block = blocks.block(index);
    const base = blocks.base(index);
    // Fill times never decrease, so the used instants are consecutive up to the last one.
    this.lastTime = time > this.lastTime ? time : this.lastTime + 1;
    block[base + Place.Time] = this.lastTime;
    block[base + Place.Mantissa] = profitLoss.mantissa;
    block[base + Place.Scale] = profitLoss.scale;
    if (profitLoss.big !== null) this.wide.set(index, profitLoss);
    this.size = index + 1;
  }
}

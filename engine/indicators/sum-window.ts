import { additionError, dividePair } from './numeric.ts';

/** Additions after which the sum is built anew from the numbers, at the next full round of the ring. */
const REBUILD_AFTER = 1024;

/**
 * Sum and mean of the last `size` numbers without the drift of a running float64 sum.
 *
 * The sum is kept in two float64 numbers (about 32 digits), is zero when all numbers are zero, and is built anew
 * from the numbers now and then, so that nothing that has left the window stays in it.
 */
export class SumWindow {
  readonly size: number;
  /** How many numbers are there, at most `size`. */
  count = 0;
  private readonly ring: Float64Array;
  private head = 0;
  private high = 0;
  private low = 0;
  private zeros = 0;
  private added = NaN;
  private additions = 0;
  /** 1 / `count`. */
  private reciprocal = NaN;

  constructor(size: number) {
    this.size = size;
    this.ring = new Float64Array(size);
  }

  get isFull(): boolean {
    return this.count === this.size;
  }

  get sum(): number {
    return this.high + this.low;
  }

  get mean(): number {
    return dividePair(this.high, this.low, this.count, this.reciprocal);
  }

  add(value: number): void {
    this.added = value;
    this.roll();
  }

  clear(): void {
    this.count = 0;
    this.head = 0;
    this.zeros = 0;
    this.additions = 0;
    this.empty();
  }

  /** The larger part of `add`, apart so that the number is not allocated where `add` alone is inlined. */
  private roll(): void {
    const { head, added } = this;
    const removed = this.count === this.size ? this.ring[head] : 0;
    if (this.count < this.size) this.reciprocal = 1 / ++this.count;
    this.ring[head] = added;
    // Exact whatever the order; the change first keeps the sum itself one addition away from its predecessor.
    const change = added - removed;
    const sum = this.high + change;
    this.low += additionError(this.high, change, sum) + additionError(added, -removed, change);
    this.high = sum;
    if (added === 0) this.countZero();
    else if (this.zeros !== 0) this.zeros = 0;
    if (head + 1 === this.size) this.closeRound();
    else this.head = head + 1;
  }

  private closeRound(): void {
    this.head = 0;
    this.additions += this.size;
    if (this.additions < REBUILD_AFTER) return;
    this.additions = 0;
    this.empty();
    for (let index = 0; index < this.size; index++) {
      const value = this.ring[index];
      const sum = this.high + value;
      this.low += additionError(this.high, value, sum);
      this.high = sum;
    }
  }

  private countZero(): void {
    this.zeros++;
    if (this.zeros >= this.size) this.empty();
  }

  private empty(): void {
    this.high = 0;
    this.low = 0;
  }
}

import { additionError } from './numeric.ts';

/**
 * Variance of the last `size` numbers (of the population: divided by their count), exactly zero when they are equal.
 *
 * Keeps the sum of the distances from an anchor and the sum of their squares, each in two float64 numbers; the anchor moves
 * each time the ring buffer wraps around. So the squares never grow large in comparison with the variance.
 */
export class DeviationWindow {
  readonly size: number;
  /** Count of numbers in the window, at most `size`. */
  count = 0;
  private readonly ring: Float64Array;
  private head = 0;
  private anchor = 0;
  private last = NaN;
  private added = NaN;
  private run = 0;
  private sumHigh = 0;
  private sumLow = 0;
  private squaresHigh = 0;
  private squaresLow = 0;

  constructor(size: number) {
    this.size = size;
    this.ring = new Float64Array(size);
  }

  get isFull(): boolean {
    return this.count === this.size;
  }

  get variance(): number {
    if (this.run >= this.count) return 0;
    const mean = (this.sumHigh + this.sumLow) / this.count;
    return Math.max(0, (this.squaresHigh + this.squaresLow) / this.count - mean * mean);
  }

  add(value: number): void {
    this.added = value;
    this.roll();
  }

  clear(): void {
    this.count = 0;
    this.head = 0;
    this.last = NaN;
    this.run = 0;
    this.empty();
  }

  /** The larger part of `add`, a separate method so that `add` is small enough to be inlined and boxes no number. */
  private roll(): void {
    const head = this.head;
    const value = this.added;
    if (this.count === 0) this.anchor = value;
    this.run = value === this.last ? this.run + 1 : 1;
    this.last = value;
    if (this.count === this.size) this.accumulate(this.ring[head], -1);
    else this.count++;
    this.ring[head] = value;
    if (head + 1 === this.size) {
      this.head = 0;
      this.rebuild(value);
    } else {
      this.head = head + 1;
      this.accumulate(value, 1);
    }
  }

  private accumulate(value: number, sign: number): void {
    const distance = value - this.anchor;
    const signed = sign * distance;
    const sum = this.sumHigh + signed;
    this.sumLow += additionError(this.sumHigh, signed, sum);
    this.sumHigh = sum;
    const square = signed * distance;
    const squares = this.squaresHigh + square;
    this.squaresLow += additionError(this.squaresHigh, square, squares);
    this.squaresHigh = squares;
  }

  private rebuild(anchor: number): void {
    this.empty();
    this.anchor = anchor;
    for (let index = 0; index < this.count; index++) this.accumulate(this.ring[index], 1);
  }

  private empty(): void {
    this.sumHigh = 0;
    this.sumLow = 0;
    this.squaresHigh = 0;
    this.squaresLow = 0;
  }
}

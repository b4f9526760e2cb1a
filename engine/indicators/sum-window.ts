import { additionError, dividePair } from './numeric.ts';

/**
 * Sum and mean of the last `size` numbers without the drift of a running float64 sum.
 *
 * The sum is kept in two float64 numbers (about 32 digits), zero when all numbers are zero, and built anew
 * from the numbers each time the ring has gone round, so that nothing that has left the window stays in it.
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
    return dividePair(this.high, this.low, this.count);
  }

  add(value: number): void {
    const head = this.head;
    if (this.count === this.size) this.accumulate(-this.ring[head]);
    else this.count++;
    this.ring[head] = value;
    this.accumulate(value);
    this.zeros = value === 0 ? this.zeros + 1 : 0;
    if (head + 1 === this.size || this.zeros >= this.size) this.rebuild();
    this.head = head + 1 === this.size ? 0 : head + 1;
  }

  clear(): void {
    this.count = 0;
    this.head = 0;
    this.high = 0;
    this.low = 0;
    this.zeros = 0;
  }

  private accumulate(value: number): void {
    const sum = this.high + value;
    this.low += additionError(this.high, value, sum);
    this.high = sum;
  }

  private rebuild(): void {
    this.high = 0;
    this.low = 0;
    if (this.zeros >= this.size) return;
    for (let index = 0; index < this.count; index++) this.accumulate(this.ring[index]);
  }
}

/**
 * The greatest of the last `size` numbers and its age, in constant amortized time for any size.
 *
 * Keeps only candidates: a number is dropped when a later one is at least as great, because it can never be the maximum again.
 */
export class ExtremeWindow {
  readonly size: number;
  private readonly sign: 1 | -1;
  private readonly values: Float64Array;
  private readonly positions: Float64Array;
  private first = 0;
  private length = 0;
  private added = 0;
  private candidate = NaN;

  /** With `sign` -1 the window finds the smallest number instead. */
  constructor(size: number, sign: 1 | -1) {
    this.size = size;
    this.sign = sign;
    this.values = new Float64Array(size);
    this.positions = new Float64Array(size);
  }

  /** The extreme; call after the first `add`. */
  get value(): number {
    return this.sign * this.values[this.first];
  }

  /** Number of additions since the extreme; among equal ones the latest counts. */
  get age(): number {
    return this.added - 1 - this.positions[this.first];
  }

  add(value: number): void {
    this.candidate = this.sign * value;
    this.roll();
  }

  clear(): void {
    this.first = 0;
    this.length = 0;
    this.added = 0;
  }

  /** The larger part of `add`, a separate method so that `add` is small enough to be inlined and boxes no number. */
  private roll(): void {
    const signed = this.candidate;
    if (this.length > 0 && this.positions[this.first] <= this.added - this.size) {
      this.first = this.next(this.first);
      this.length--;
    }
    while (this.length > 0 && this.values[this.slot(this.length - 1)] <= signed) this.length--;
    const slot = this.slot(this.length);
    this.values[slot] = signed;
    this.positions[slot] = this.added++;
    this.length++;
  }

  private next(slot: number): number {
    return slot + 1 === this.size ? 0 : slot + 1;
  }

  private slot(offset: number): number {
    const slot = this.first + offset;
    return slot >= this.size ? slot - this.size : slot;
  }
}

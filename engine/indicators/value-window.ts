/** The last `size` numbers in a ring of float64: the lean sibling of `RollingWindow`. */
export class ValueWindow {
  readonly size: number;
  /** How many numbers are there, at most `size`. */
  count = 0;
  /** The last number added; NaN before. */
  newest = NaN;
  /** The number that `newest` pushed out, or the oldest one as long as nothing was pushed out. */
  base = NaN;
  /** The numbers in a circle; once the window is full the oldest stands at `head`, before that at 0. */
  readonly ring: Float64Array;
  /** Where the next number goes. */
  head = 0;

  constructor(size: number) {
    this.size = size;
    this.ring = new Float64Array(size);
  }

  get isFull(): boolean {
    return this.count === this.size;
  }

  /** Where in the ring the oldest number stands. */
  get oldestPosition(): number {
    return this.count === this.size ? this.head : 0;
  }

  /** The number added `index` additions ago (0 is the newest); NaN when it is not there. */
  at(index: number): number {
    if (index >= this.count) return NaN;
    const position = this.head - 1 - index;
    return this.ring[position < 0 ? position + this.size : position];
  }

  add(value: number): void {
    this.newest = value;
    this.roll();
  }

  /** Writes the numbers into an array, newest first. */
  copyTo(target: Float64Array): void {
    let position = this.head;
    for (let index = 0; index < this.count; index++) {
      position = position === 0 ? this.size - 1 : position - 1;
      target[index] = this.ring[position];
    }
  }

  clear(): void {
    this.count = 0;
    this.head = 0;
    this.newest = NaN;
    this.base = NaN;
  }

  /** The larger part of `add`, apart so that the number is not allocated where `add` alone is inlined. */
  private roll(): void {
    const { ring, head, size } = this;
    if (this.count === size) {
      this.base = ring[head];
    } else {
      this.base = this.count === 0 ? this.newest : ring[0];
      this.count++;
    }
    ring[head] = this.newest;
    this.head = head + 1 === size ? 0 : head + 1;
  }
}

/** The last `size` numbers in a float64 ring buffer: the lightweight counterpart of `RollingWindow`. */
export class ValueWindow {
  readonly size: number;
  /** Count of numbers in the window, at most `size`. */
  count = 0;
  /** The last number added; NaN before the first one. */
  newest = NaN;
  /** The number that `newest` replaced, or the oldest one while none has been replaced. */
  base = NaN;
  /** The ring buffer; the oldest number is at `head` once the window is full, before that at 0. */
  readonly ring: Float64Array;
  /** Index of the next number to be written. */
  head = 0;

  constructor(size: number) {
    this.size = size;
    this.ring = new Float64Array(size);
  }

  get isFull(): boolean {
    return this.count === this.size;
  }

  /** Index of the oldest number in the ring buffer. */
  get oldestPosition(): number {
    return this.count === this.size ? this.head : 0;
  }

  /** The number added `index` additions ago (0 is the newest); NaN when there is none. */
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

  /** The larger part of `add`, a separate method so that `add` is small enough to be inlined and boxes no number. */
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

/** The last `size` numbers, newest first, in a ring of float64: the lean sibling of `RollingWindow`. */
export class ValueWindow {
  readonly size: number;
  /** How many numbers are there, at most `size`. */
  count = 0;
  private readonly ring: Float64Array;
  private head = 0;

  constructor(size: number) {
    this.size = size;
    this.ring = new Float64Array(size);
  }

  get isFull(): boolean {
    return this.count === this.size;
  }

  /** The number added `index` additions ago (0 is the newest); NaN when it is not there. */
  at(index: number): number {
    if (index >= this.count) return NaN;
    const position = this.head - 1 - index;
    return this.ring[position < 0 ? position + this.size : position];
  }

  add(value: number): void {
    this.ring[this.head] = value;
    this.head = this.head + 1 === this.size ? 0 : this.head + 1;
    if (this.count < this.size) this.count++;
  }

  /** Adds `value` and returns the number that it pushes out, or the oldest one as long as nothing is pushed out. */
  shift(value: number): number {
    const base = this.count === 0 ? value : this.count < this.size ? this.ring[0] : this.ring[this.head];
    this.add(value);
    return base;
  }

  /** Newest first, into a new array or the one given. */
  copyTo(target: Float64Array = new Float64Array(this.count)): Float64Array {
    for (let index = 0; index < this.count; index++) target[index] = this.at(index);
    return target;
  }

  clear(): void {
    this.count = 0;
    this.head = 0;
  }
}

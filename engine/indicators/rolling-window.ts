import { EngineError } from '../model/engine-error.ts';
import { INDICATOR_ERRORS } from './errors.ts';

/**
 * The last `size` items, newest first (LEAN: RollingWindow.cs).
 *
 * Negative indices count from the oldest item. Reading or writing beyond the size enlarges the window; an index without
 * an item reads as `undefined`. Copy cursors before you add them.
 */
export class RollingWindow<T> {
  /** Number of items added since construction or the last reset. */
  samples = 0;
  private capacity: number;
  private items: (T | undefined)[] = [];
  private tail = 0;
  private removed: T | undefined;

  constructor(size: number) {
    this.capacity = requireSize(size);
  }

  /** How many items the window can hold. Shrinking drops the oldest. */
  get size(): number {
    return this.capacity;
  }

  set size(size: number) {
    this.items = this.toArray().slice(0, requireSize(size)).toReversed();
    this.tail = 0;
    this.capacity = size;
  }

  get count(): number {
    return this.items.length;
  }

  get isReady(): boolean {
    return this.samples >= this.capacity;
  }

  /** The item that the last `add` removed. */
  get mostRecentlyRemoved(): T | undefined {
    if (this.samples <= this.capacity)
      throw outOfRange('Nothing has left the rolling window yet. Check `samples` first.');
    return this.removed;
  }

  add(item: T | undefined): void {
    this.samples++;
    if (this.items.length < this.capacity) {
      this.items.push(item);
    } else if (this.capacity > 0) {
      this.removed = this.items[this.tail];
      this.items[this.tail] = item;
      this.tail = (this.tail + 1) % this.capacity;
    }
  }

  get(index: number): T | undefined {
    const place = index < 0 ? this.items.length + this.requireReach(index) : index;
    if (place < 0) return undefined;
    if (place < this.items.length) return this.items[this.position(place)];
    if (place >= this.capacity) this.size = place + 1;
    return undefined;
  }

  set(index: number, item: T): void {
    const place = index < 0 ? this.capacity + this.requireReach(index) : index;
    if (place >= this.capacity) this.size = place + 1;
    while (this.items.length <= place) this.add(undefined);
    this.items[this.position(place)] = item;
  }

  /** Newest first. */
  toArray(): (T | undefined)[] {
    return this.items.map((_, index) => this.items[this.position(index)]);
  }

  [Symbol.iterator](): Iterator<T | undefined> {
    return this.toArray()[Symbol.iterator]();
  }

  reset(): void {
    this.samples = 0;
    this.items = [];
    this.tail = 0;
  }

  private position(index: number): number {
    return (this.items.length + this.tail - index - 1) % this.items.length;
  }

  private requireReach(index: number): number {
    if (this.capacity + index >= 0) return index;
    throw outOfRange(
      `Index ${index} is beyond the oldest item of a rolling window of ${this.capacity}. Use ${-this.capacity} or more.`,
    );
  }
}

function requireSize(size: number): number {
  if (Number.isInteger(size) && size >= 0) return size;
  throw outOfRange(`A rolling window cannot have the size ${size}. Give a whole number of 0 or more.`);
}

function outOfRange(message: string): EngineError {
  return new EngineError(INDICATOR_ERRORS.INDEX_OUT_OF_RANGE, message);
}

import { additionError, dividePair } from './numeric.ts';

/** Number of additions after which a wide sum is recomputed, the next time the ring buffer wraps around. */
const REBUILD_AFTER = 1024;

/** Units per 1: numbers of up to eight decimal places are whole numbers of units. */
const UNITS = 1e8;
/** Adding and subtracting it rounds a float64 below 2^51 to a whole number. */
const TO_WHOLE = 3 * 2 ** 51;
const WHOLE_BELOW = 2 ** 51;

/**
 * Sum and mean of the last `size` numbers without the drift of a running float64 sum.
 *
 * While all numbers have at most eight decimal places and are not too large, as prices do, they are summed in units of
 * the eighth decimal place: sums are exact and means correctly rounded, as with decimals. Otherwise the sum is *wide*,
 * kept in two float64 numbers (about 32 digits); it is zero when all numbers are zero, and is recomputed from the numbers
 * periodically, so that numbers which have left the window leave no residue.
 */
export class SumWindow {
  readonly size: number;
  /** Count of numbers in the window, at most `size`. */
  count = 0;
  /** The numbers; in units while the sum is not wide. */
  private readonly ring: Float64Array;
  private readonly largest: number;
  private head = 0;
  private added = NaN;
  /** The sum in units, and `count` in units. */
  private units = 0;
  private countUnits = NaN;
  private isWide = false;
  private high = 0;
  private low = 0;
  private zeros = 0;
  private additions = 0;
  /** 1 / `count`. */
  private reciprocal = NaN;

  constructor(size: number) {
    this.size = size;
    this.ring = new Float64Array(size);
    this.largest = Math.min(WHOLE_BELOW, Math.floor(Number.MAX_SAFE_INTEGER / size));
  }

  get isFull(): boolean {
    return this.count === this.size;
  }

  get sum(): number {
    return this.isWide ? this.high + this.low : this.units / UNITS;
  }

  /** Short enough to be inlined at every use: a returned mean would be allocated. */
  get mean(): number {
    return this.isWide ? this.wideMean : this.units / this.countUnits;
  }

  private get wideMean(): number {
    return dividePair(this.high, this.low, this.count, this.reciprocal);
  }

  add(value: number): void {
    this.added = value;
    this.roll();
  }

  clear(): void {
    this.count = 0;
    this.head = 0;
    this.units = 0;
    this.isWide = false;
    this.ring.fill(0);
    this.zeros = 0;
    this.additions = 0;
    this.empty();
  }

  /** The larger part of `add`, a separate method so that `add` is small enough to be inlined and boxes no number. */
  private roll(): void {
    const { head, added, ring, largest } = this;
    if (this.isWide) {
      this.rollWide();
      return;
    }
    const units = added * UNITS + TO_WHOLE - TO_WHOLE;
    if (!(units <= largest && units >= -largest && units / UNITS === added)) {
      this.widen();
      this.rollWide();
      return;
    }
    this.units += units - ring[head];
    ring[head] = units;
    if (this.count < this.size) this.countUnits = ++this.count * UNITS;
    this.head = head + 1 === this.size ? 0 : head + 1;
  }

  private rollWide(): void {
    const { head, added } = this;
    const removed = this.count === this.size ? this.ring[head] : 0;
    if (this.count < this.size) this.reciprocal = 1 / ++this.count;
    this.ring[head] = added;
    // Exact in any order; computing the change first keeps the sum one addition away from its predecessor.
    const change = added - removed;
    const sum = this.high + change;
    this.low += additionError(this.high, change, sum) + additionError(added, -removed, change);
    this.high = sum;
    if (added === 0) this.countZero();
    else if (this.zeros !== 0) this.zeros = 0;
    if (head + 1 === this.size) this.wrapAround();
    else this.head = head + 1;
  }

  /** Switches to two float64 numbers. */
  private widen(): void {
    const { ring } = this;
    for (let index = 0; index < ring.length; index++) ring[index] /= UNITS;
    this.isWide = true;
    this.reciprocal = 1 / this.count;
    this.zeros = this.additions = 0;
    this.recomputeSum();
  }

  private wrapAround(): void {
    this.head = 0;
    this.additions += this.size;
    if (this.additions < REBUILD_AFTER) return;
    this.additions = 0;
    this.recomputeSum();
  }

  private recomputeSum(): void {
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

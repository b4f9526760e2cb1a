import { BarIndicator } from './bar-indicator.ts';
import { type IndicatorBar } from './indicator-base.ts';
import { exceeds } from './numeric.ts';

/** Acceleration of the stop in one direction: its factor starts at `start` and grows by `increment` up to `max`. */
export interface Acceleration {
  readonly start: number;
  readonly increment: number;
  readonly max: number;
}

export interface ParabolicOptions {
  /** First stop: positive starts long, negative starts short, 0 lets the first two bars decide. */
  readonly sarStart?: number;
  /** Share by which the stop is moved away from the price when it reverses. */
  readonly offsetOnReverse?: number;
  readonly short?: Acceleration;
  readonly long?: Acceleration;
}

export const DEFAULT_ACCELERATION: Acceleration = { start: 0.02, increment: 0.02, max: 0.2 };

/**
 * Wilder's stop that follows the price ever more closely and reverses when it is hit; negative while short
 * (LEAN: ParabolicStopAndReverseExtended.cs). The value after the first bar is its close, or the given start.
 */
export class ParabolicStopAndReverseExtended extends BarIndicator {
  private readonly sarStart: number;
  private readonly offsetOnReverse: number;
  private readonly short: Acceleration;
  private readonly long: Acceleration;
  private isLong = true;
  private stop = 0;
  private extreme = 0;
  private shortFactor: number;
  private longFactor: number;
  private previousHigh = NaN;
  private previousLow = NaN;

  constructor(options: ParabolicOptions = {}, name = 'SAREXT') {
    super(name);
    this.sarStart = options.sarStart ?? 0;
    this.offsetOnReverse = options.offsetOnReverse ?? 0;
    this.short = options.short ?? DEFAULT_ACCELERATION;
    this.long = options.long ?? DEFAULT_ACCELERATION;
    this.shortFactor = this.short.start;
    this.longFactor = this.long.start;
  }

  get isReady(): boolean {
    return this.samples >= 2;
  }

  get warmUpPeriod(): number {
    return 2;
  }

  updateFrom(bar: IndicatorBar): boolean {
    const { high, low, close } = bar;
    if (!this.accepts(bar)) return this.isReady;
    const first = this.sarStart === 0 ? close : this.sarStart;
    this.publish(bar, this.samples === 1 ? first : this.next(high, low));
    this.previousHigh = high;
    this.previousLow = low;
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.shortFactor = this.short.start;
    this.longFactor = this.long.start;
  }

  /** The stop of this bar, negative while short, and the state for the next one. */
  protected next(high: number, low: number): number {
    if (this.samples === 2) this.begin(high, low);
    return this.isLong ? this.followLong(high, low) : this.followShort(high, low);
  }

  private begin(high: number, low: number): void {
    const down = this.previousLow - low;
    const up = high - this.previousHigh;
    const isFalling = low < this.previousLow && exceeds(down, up, low);
    this.isLong = this.sarStart === 0 ? !isFalling : this.sarStart > 0;
    this.stop = this.isLong ? this.previousLow : this.previousHigh;
    if (this.sarStart !== 0) this.stop = Math.abs(this.sarStart);
    this.extreme = this.isLong ? high : low;
    // The second bar is limited by itself: the first one has only set the direction and the stop.
    this.previousHigh = high;
    this.previousLow = low;
  }

  private followLong(high: number, low: number): number {
    if (low <= this.stop) return this.turnShort(high, low);
    const output = this.stop;
    if (high > this.extreme) {
      this.extreme = high;
      this.longFactor = Math.min(this.longFactor + this.long.increment, this.long.max);
    }
    this.approach(this.longFactor);
    this.stop = Math.min(this.stop, this.previousLow, low);
    return output;
  }

  private followShort(high: number, low: number): number {
    if (high >= this.stop) return this.turnLong(high, low);
    const output = -this.stop;
    if (low < this.extreme) {
      this.extreme = low;
      this.shortFactor = Math.min(this.shortFactor + this.short.increment, this.short.max);
    }
    this.approach(this.shortFactor);
    this.stop = Math.max(this.stop, this.previousHigh, high);
    return output;
  }

  private turnShort(high: number, low: number): number {
    this.isLong = false;
    this.stop = Math.max(this.extreme, this.previousHigh, high);
    this.stop += this.stop * this.offsetOnReverse;
    const output = -this.stop;
    this.shortFactor = this.short.start;
    this.extreme = low;
    this.approach(this.shortFactor);
    this.stop = Math.max(this.stop, this.previousHigh, high);
    return output;
  }

  private turnLong(high: number, low: number): number {
    this.isLong = true;
    this.stop = Math.min(this.extreme, this.previousLow, low);
    this.stop -= this.stop * this.offsetOnReverse;
    const output = this.stop;
    this.longFactor = this.long.start;
    this.extreme = high;
    this.approach(this.longFactor);
    this.stop = Math.min(this.stop, this.previousLow, low);
    return output;
  }

  private approach(factor: number): void {
    this.stop += factor * (this.extreme - this.stop);
  }
}

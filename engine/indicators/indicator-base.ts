import { requireNotAsync, requireSynchronous } from '../model/handler-errors.ts';
import type { ColumnReading } from './column-reading.ts';
import { ValueWindow } from './value-window.ts';

/** The input of an indicator: one number, a bar, or a bar with a volume (a trade bar). */
export const IndicatorInput = { Value: 0, Bar: 1, TradeBar: 2 } as const;
export type IndicatorInput = (typeof IndicatorInput)[keyof typeof IndicatorInput];

/** The fields that an indicator of numbers needs: bars and ticks have them. */
export interface DataPoint {
  /** Wall-clock milliseconds. */
  readonly endTime: number;
  readonly value: number;
}

/** A reused point by which indicators pass numbers to each other, because float64 arguments would be allocated. */
export class PointCursor implements DataPoint {
  endTime = NaN;
  value = NaN;

  write(endTime: number, value: number): this {
    this.endTime = endTime;
    this.value = value;
    return this;
  }
}

/** The fields that an indicator of bars needs; the engine's cursors have them. A missing `volume` counts as 0. */
export interface IndicatorBar extends DataPoint {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume?: number;
}

/** A bar whose volume is known. */
export interface IndicatorTradeBar extends IndicatorBar {
  readonly volume: number;
}

export type IndicatorHandler = (indicator: IndicatorBase) => void;

/**
 * The common part of all indicators: a value, its time, and the handlers of new values (LEAN: IndicatorBase.cs).
 *
 * Inputs older than the last one and missing inputs (NaN) are skipped and do not count as samples. Fields are read-only.
 */
export abstract class IndicatorBase {
  name: string;
  private count = 0;
  private current = 0;
  private before = 0;
  private currentTime = NaN;
  /** @internal Feeds the indicator from a column that runs share; undefined when it computes by itself. */
  reading: ColumnReading | undefined;
  private inputTime = NaN;
  private watched = false;
  private readonly handlers: IndicatorHandler[] = [];
  private kept: ValueWindow | undefined;

  /** Whether there have been enough inputs for a meaningful value. */
  abstract readonly isReady: boolean;
  /** Number of inputs after which the indicator is ready. */
  abstract readonly warmUpPeriod: number;
  abstract readonly inputKind: IndicatorInput;

  constructor(name: string) {
    this.name = name;
  }

  /** Number of inputs accepted so far. */
  get samples(): number {
    this.reading?.show();
    return this.count;
  }

  protected set samples(count: number) {
    this.count = count;
  }

  /** The current value; 0 before the first one. */
  get value(): number {
    this.reading?.show();
    return this.current;
  }

  protected set value(value: number) {
    this.current = value;
  }

  /** The previous value; 0 when there was none. */
  get previous(): number {
    this.reading?.show();
    return this.before;
  }

  /** End time of the input that gave `value`; NaN before the first one. */
  get time(): number {
    this.reading?.show();
    return this.currentTime;
  }

  /** @internal Whether each new value must be published to handlers or a window. */
  get isWatched(): boolean {
    return this.watched;
  }

  /** Calls `handler` after each new value, in order of registration; the returned function removes the handler. */
  onUpdated(handler: IndicatorHandler): () => void {
    requireNotAsync(`A handler of the indicator ${this.name}`, handler);
    this.reading?.show();
    this.handlers.push(handler);
    this.watched = true;
    return () => {
      const index = this.handlers.indexOf(handler);
      if (index >= 0) this.handlers.splice(index, 1);
      this.watched = this.handlers.length > 0 || this.kept !== undefined;
    };
  }

  /** Keeps the last `size` values from now on, for `at`. The current and the previous one are always available. */
  keep(size: number): void {
    const larger = new ValueWindow(Math.max(size, 2));
    const known = this.kept === undefined ? Math.min(this.samples, 1) + 1 : this.kept.count;
    for (let index = known - 1; index >= 0; index--) larger.add(this.at(index));
    this.kept = larger;
    this.watched = true;
  }

  /** The value `index` updates ago, 0 being the current one; NaN when it was not kept. Enlarges the window if necessary. */
  at(index: number): number {
    if (index === 0) return this.value;
    if (index === 1) return this.previous;
    if (this.kept === undefined || index >= this.kept.size) this.keep(index + 1);
    return this.kept?.at(index) ?? NaN;
  }

  /** Returns to the state after construction; handlers and the size of the window remain. */
  reset(): void {
    this.count = 0;
    this.current = 0;
    this.before = 0;
    this.currentTime = NaN;
    this.inputTime = NaN;
    this.kept?.clear();
  }

  /** @internal Accepts an input whose result is already known. */
  takeKnown(point: DataPoint, value: number): void {
    if (this.accepts(point)) this.publish(point, value);
  }

  /** @internal Whether an input is skipped: missing, or older than the last one. */
  skips({ endTime, value }: DataPoint): boolean {
    return value !== value || endTime < this.inputTime;
  }

  /** @internal Sets results that are already known, without publishing them. */
  showKnown(samples: number, { value, previous, time }: Pick<IndicatorBase, 'value' | 'previous' | 'time'>): void {
    this.count = samples;
    this.current = value;
    this.before = previous;
    this.currentTime = this.inputTime = time;
  }

  /** @internal Copies a subclass's fields from an indicator of the same class; value, samples, handlers and window remain. */
  takeInnerState(from: IndicatorBase): void {
    const { name, count, current, before, currentTime, reading, inputTime, watched, handlers, kept } = this;
    Object.assign(this, from, {
      name,
      count,
      current,
      before,
      currentTime,
      reading,
      inputTime,
      watched,
      handlers,
      kept,
    });
  }

  /** Counts the input, unless it is missing or older than the last one. */
  protected accepts(point: DataPoint): boolean {
    const { endTime, value } = point;
    if (value !== value || endTime < this.inputTime) return false;
    this.inputTime = endTime;
    this.count++;
    return true;
  }

  /** Makes `value` the current one as of the input `point`, and publishes it. */
  protected publish(point: DataPoint, value: number): void {
    this.before = this.current;
    this.current = value;
    this.currentTime = point.endTime;
    if (this.watched) this.announce();
  }

  private announce(): void {
    this.kept?.add(this.current);
    for (let index = 0; index < this.handlers.length; index++) {
      const answer: unknown = this.handlers[index](this);
      if (answer !== undefined) requireSynchronous(`A handler of the indicator ${this.name}`, answer);
    }
  }
}

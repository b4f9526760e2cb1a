import { BarIndicator } from './bar-indicator.ts';
import { type DataPoint, type IndicatorBar, type IndicatorBase } from './indicator-base.ts';
import { Indicator } from './indicator.ts';

/** The parts of a functional indicator besides its computation. */
export interface FunctionalOptions {
  /** Receives the indicator; without it the indicator is ready after the first sample. */
  readonly isReady?: (indicator: IndicatorBase) => boolean;
  readonly reset?: () => void;
  readonly warmUpPeriod?: number;
}

/** An indicator of numbers whose computation is a function (LEAN: FunctionalIndicator.cs). */
export class FunctionalIndicator extends Indicator {
  readonly warmUpPeriod: number;
  private readonly compute: (time: number, value: number) => number;
  private readonly options: FunctionalOptions;

  constructor(name: string, compute: (time: number, value: number) => number, options: FunctionalOptions = {}) {
    super(name);
    this.compute = compute;
    this.options = options;
    this.warmUpPeriod = options.warmUpPeriod ?? 1;
  }

  get isReady(): boolean {
    return isReady(this, this.options);
  }

  updateFrom(point: DataPoint): boolean {
    const { endTime, value } = point;
    if (this.accepts(point)) this.publish(point, this.compute(endTime, value));
    return this.isReady;
  }

  override reset(): void {
    this.options.reset?.();
    super.reset();
  }
}

/** An indicator of bars whose computation is a function; the bar is a cursor. */
export class FunctionalBarIndicator extends BarIndicator {
  readonly warmUpPeriod: number;
  private readonly compute: (bar: IndicatorBar) => number;
  private readonly options: FunctionalOptions;

  constructor(name: string, compute: (bar: IndicatorBar) => number, options: FunctionalOptions = {}) {
    super(name);
    this.compute = compute;
    this.options = options;
    this.warmUpPeriod = options.warmUpPeriod ?? 1;
  }

  get isReady(): boolean {
    return isReady(this, this.options);
  }

  updateFrom(bar: IndicatorBar): boolean {
    if (this.accepts(bar)) this.publish(bar, this.compute(bar));
    return this.isReady;
  }

  override reset(): void {
    this.options.reset?.();
    super.reset();
  }
}

function isReady(indicator: IndicatorBase, options: FunctionalOptions): boolean {
  return options.isReady === undefined ? indicator.samples > 0 : options.isReady(indicator);
}

import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { rateOfChange } from './rate-of-change.ts';
import { requirePeriod } from './require-period.ts';
import { SumWindow } from './sum-window.ts';

/**
 * Root mean square of the shortfalls of the last `period` returns below the minimum acceptable return
 * (LEAN: TargetDownsideDeviation.cs). Until ready, a return of 0 is counted before the first one.
 */
export class TargetDownsideDeviation extends Indicator {
  private readonly period: number;
  private readonly minimumAcceptableReturn: number;
  private readonly shortfalls: SumWindow;
  private lastInput = NaN;

  constructor(period: number, minimumAcceptableReturn = 0, name = `TDD(${period},${minimumAcceptableReturn})`) {
    super(name);
    this.period = requirePeriod(name, period);
    this.minimumAcceptableReturn = minimumAcceptableReturn;
    this.shortfalls = new SumWindow(period);
    this.addReturn(0);
  }

  get isReady(): boolean {
    return this.samples > this.period;
  }

  get warmUpPeriod(): number {
    return this.period + 1;
  }

  updateFrom(point: DataPoint): boolean {
    const { value } = point;
    if (!this.accepts(point)) return this.isReady;
    this.addReturn(this.samples === 1 ? 0 : rateOfChange(value, this.lastInput));
    this.lastInput = value;
    this.publish(point, Math.sqrt(this.shortfalls.mean));
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.shortfalls.clear();
    this.addReturn(0);
  }

  private addReturn(change: number): void {
    const shortfall = Math.min(0, change - this.minimumAcceptableReturn);
    this.shortfalls.add(shortfall * shortfall);
  }
}

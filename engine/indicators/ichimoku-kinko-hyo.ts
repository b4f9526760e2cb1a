import { BarIndicator } from './bar-indicator.ts';
import { Delay } from './delay.ts';
import { IndicatorBase, PointCursor, type IndicatorBar } from './indicator-base.ts';
import { IndicatorOutput } from './indicator-output.ts';
import { Maximum } from './maximum.ts';
import { Minimum } from './minimum.ts';

/** Periods in bars; omitted ones have LEAN's defaults. */
export interface IchimokuPeriods {
  readonly tenkan?: number;
  readonly kijun?: number;
  /** Part of the name only, as in LEAN. */
  readonly senkouA?: number;
  readonly senkouB?: number;
  readonly senkouADelay?: number;
  readonly senkouBDelay?: number;
}

const DEFAULTS = { tenkan: 9, kijun: 26, senkouA: 26, senkouB: 52, senkouADelay: 26, senkouBDelay: 26 };

/**
 * The five lines of the Ichimoku chart: midpoints of the ranges over several periods, two of them delayed
 * (LEAN: IchimokuKinkoHyo.cs). The value is the close.
 */
export class IchimokuKinkoHyo extends BarIndicator {
  readonly tenkan: IndicatorOutput;
  readonly kijun: IndicatorOutput;
  readonly senkouA: IndicatorOutput;
  readonly senkouB: IndicatorOutput;
  readonly chikou: Delay;
  readonly tenkanMaximum: Maximum;
  readonly tenkanMinimum: Minimum;
  readonly kijunMaximum: Maximum;
  readonly kijunMinimum: Minimum;
  readonly senkouBMaximum: Maximum;
  readonly senkouBMinimum: Minimum;
  readonly delayedTenkanSenkouA: Delay;
  readonly delayedKijunSenkouA: Delay;
  readonly delayedMaximumSenkouB: Delay;
  readonly delayedMinimumSenkouB: Delay;
  readonly warmUpPeriod: number;
  private readonly parts: readonly IndicatorBase[];
  private readonly cursor = new PointCursor();

  constructor(periods: IchimokuPeriods = {}) {
    const { tenkan, kijun, senkouA, senkouB, senkouADelay, senkouBDelay } = { ...DEFAULTS, ...periods };
    const name = `ICHIMOKU(${tenkan},${kijun},${senkouA},${senkouB},${senkouADelay},${senkouBDelay})`;
    super(name);
    this.warmUpPeriod = Math.max(tenkan + senkouADelay, kijun + senkouADelay, senkouB + senkouBDelay);
    this.tenkanMaximum = new Maximum(tenkan, `${name}_TenkanMax`);
    this.tenkanMinimum = new Minimum(tenkan, `${name}_TenkanMin`);
    this.kijunMaximum = new Maximum(kijun, `${name}_KijunMax`);
    this.kijunMinimum = new Minimum(kijun, `${name}_KijunMin`);
    this.senkouBMaximum = new Maximum(senkouB, `${name}_SenkouBMaximum`);
    this.senkouBMinimum = new Minimum(senkouB, `${name}_SenkouBMinimum`);
    this.delayedTenkanSenkouA = new Delay(senkouADelay, `${name}DelayedTenkan`);
    this.delayedKijunSenkouA = new Delay(senkouADelay, `${name}DelayedKijun`);
    this.delayedMaximumSenkouB = new Delay(senkouBDelay, `${name}DelayedMax`);
    this.delayedMinimumSenkouB = new Delay(senkouBDelay, `${name}DelayedMin`);
    this.tenkan = new IndicatorOutput(`${name}_Tenkan`, tenkan);
    this.kijun = new IndicatorOutput(`${name}_Kijun`, kijun);
    this.senkouA = new IndicatorOutput(`${name}_SenkouA`, Math.max(tenkan, kijun) + senkouADelay);
    this.senkouB = new IndicatorOutput(`${name}_SenkouB`, senkouB + senkouBDelay);
    this.chikou = new Delay(senkouADelay, `${name}_Chikou`);
    this.parts = Object.values(this).filter((part) => part instanceof IndicatorBase);
  }

  get isReady(): boolean {
    return this.tenkan.isReady && this.kijun.isReady && this.senkouA.isReady && this.senkouB.isReady;
  }

  updateFrom(bar: IndicatorBar): boolean {
    const { endTime, close } = bar;
    if (!this.accepts(bar)) return this.isReady;
    this.updateSenkouA(bar);
    this.updateSenkouB(bar);
    this.chikou.updateFrom(this.cursor.write(endTime, close));
    this.publish(bar, close);
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    for (const part of this.parts) part.reset();
  }

  private updateSenkouA({ endTime: time, high, low }: IndicatorBar): void {
    const { tenkanMaximum, tenkanMinimum, kijunMaximum, kijunMinimum, delayedTenkanSenkouA, delayedKijunSenkouA } =
      this;
    tenkanMaximum.updateFrom(this.cursor.write(time, high));
    tenkanMinimum.updateFrom(this.cursor.write(time, low));
    this.tenkan.take(this.cursor.write(time, (tenkanMaximum.value + tenkanMinimum.value) / 2), tenkanMinimum.isReady);
    kijunMaximum.updateFrom(this.cursor.write(time, high));
    kijunMinimum.updateFrom(this.cursor.write(time, low));
    this.kijun.take(this.cursor.write(time, (kijunMaximum.value + kijunMinimum.value) / 2), kijunMinimum.isReady);
    if (this.tenkan.isReady) delayedTenkanSenkouA.updateFrom(this.cursor.write(time, this.tenkan.value));
    if (this.kijun.isReady) delayedKijunSenkouA.updateFrom(this.cursor.write(time, this.kijun.value));
    // The line is updated only when both of its components are.
    if (!this.tenkan.isReady || !this.kijun.isReady) return;
    const isReady = delayedTenkanSenkouA.isReady && delayedKijunSenkouA.isReady;
    this.senkouA.take(this.cursor.write(time, (delayedTenkanSenkouA.value + delayedKijunSenkouA.value) / 2), isReady);
  }

  private updateSenkouB({ endTime: time, high, low }: IndicatorBar): void {
    const { senkouBMaximum, senkouBMinimum, delayedMaximumSenkouB, delayedMinimumSenkouB } = this;
    senkouBMaximum.updateFrom(this.cursor.write(time, high));
    senkouBMinimum.updateFrom(this.cursor.write(time, low));
    if (!senkouBMinimum.isReady) return;
    delayedMaximumSenkouB.updateFrom(this.cursor.write(time, senkouBMaximum.value));
    const isReady = delayedMinimumSenkouB.updateFrom(this.cursor.write(time, senkouBMinimum.value));
    this.senkouB.take(
      this.cursor.write(time, (delayedMaximumSenkouB.value + delayedMinimumSenkouB.value) / 2),
      isReady,
    );
  }
}

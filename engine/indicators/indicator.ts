import { IndicatorBase, IndicatorInput, type DataPoint } from './indicator-base.ts';

/** An indicator of one number at a time: a price, a volume, another indicator's value. */
export abstract class Indicator extends IndicatorBase {
  override get inputKind(): IndicatorInput {
    return IndicatorInput.Value;
  }

  /** Takes the number in and returns whether the indicator is ready. `time` is its end time in wall-clock milliseconds. */
  abstract update(time: number, value: number): boolean;

  /**
   * `update` with the end time and the value of a row.
   *
   * Each class has its own copy on purpose: float64 arguments of a call that is not inlined are allocated, a row is not.
   */
  abstract updateFrom(point: DataPoint): boolean;

  /** Feeds this indicator with the values of `first`, by default once that one is ready (LEAN: `Of`). */
  of(first: IndicatorBase, waitForFirstToReady = true): this {
    first.onUpdated((source) => {
      if (!waitForFirstToReady || source.isReady) this.update(source.time, source.value);
    });
    return this;
  }
}

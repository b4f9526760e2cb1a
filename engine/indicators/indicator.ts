import { IndicatorBase, IndicatorInput, PointCursor, type DataPoint } from './indicator-base.ts';

/** An indicator of one number at a time: a price, a volume, another indicator's value. */
export abstract class Indicator extends IndicatorBase {
  private readonly input = new PointCursor();

  override get inputKind(): IndicatorInput {
    return IndicatorInput.Value;
  }

  /** Processes the end time and the value of a row and returns whether the indicator is ready; a cursor may be passed. */
  abstract updateFrom(point: DataPoint): boolean;

  /** The same for a number; `time` is in wall-clock milliseconds. */
  update(time: number, value: number): boolean {
    return this.updateFrom(this.input.write(time, value));
  }

  /** Feeds this indicator with the values of `first`, by default only once `first` is ready (LEAN: `Of`). */
  of(first: IndicatorBase, waitForFirstToReady = true): this {
    first.onUpdated((source) => {
      if (!waitForFirstToReady || source.isReady) this.update(source.time, source.value);
    });
    return this;
  }
}

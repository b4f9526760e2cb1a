import { IndicatorBase, IndicatorInput, type DataPoint } from './indicator-base.ts';

/** One of several values of an indicator (a band, a line), computed by its owner. */
export class IndicatorOutput extends IndicatorBase {
  isReady = false;
  readonly warmUpPeriod: number;

  constructor(name: string, warmUpPeriod: number) {
    super(name);
    this.warmUpPeriod = warmUpPeriod;
  }

  override get inputKind(): IndicatorInput {
    return IndicatorInput.Value;
  }

  /** Accepts the value that the owner computed. */
  take(point: DataPoint, isReady: boolean): void {
    const { value } = point;
    if (!this.accepts(point)) return;
    this.isReady = isReady;
    this.publish(point, value);
  }

  override reset(): void {
    super.reset();
    this.isReady = false;
  }
}

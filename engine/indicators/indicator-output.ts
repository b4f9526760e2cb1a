import { IndicatorBase, IndicatorInput } from './indicator-base.ts';

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

  /** Takes over what the owner computed. */
  set(time: number, value: number, isReady: boolean): void {
    if (!this.accepts(time, value)) return;
    this.isReady = isReady;
    this.publish(time, value);
  }

  override reset(): void {
    super.reset();
    this.isReady = false;
  }
}

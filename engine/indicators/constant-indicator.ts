import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';

/** A constant value that ignores the input; ready from the start (LEAN: ConstantIndicator.cs). */
export class ConstantIndicator extends Indicator {
  private readonly constant: number;

  constructor(name: string, value: number) {
    super(name);
    this.constant = value;
    this.value = value;
  }

  get isReady(): boolean {
    return true;
  }

  get warmUpPeriod(): number {
    return 0;
  }

  updateFrom(point: DataPoint): boolean {
    if (this.accepts(point)) this.publish(point, this.constant);
    return true;
  }

  override reset(): void {
    super.reset();
    this.value = this.constant;
  }
}

import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';

/** The input itself (LEAN: Identity.cs). */
export class Identity extends Indicator {
  constructor(name = '') {
    super(name);
  }

  get isReady(): boolean {
    return this.samples > 0;
  }

  get warmUpPeriod(): number {
    return 1;
  }

  updateFrom(point: DataPoint): boolean {
    const { value } = point;
    if (this.accepts(point)) this.publish(point, value);
    return this.isReady;
  }
}

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

  update(time: number, value: number): boolean {
    if (this.accepts(time, value)) this.publish(time, value);
    return this.isReady;
  }

  updateFrom(point: DataPoint): boolean {
    return this.update(point.endTime, point.value);
  }
}

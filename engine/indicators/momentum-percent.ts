import { RateOfChangePercent } from './rate-of-change-percent.ts';

/** Another name of the rate of change in percent (LEAN: MomentumPercent.cs). */
export class MomentumPercent extends RateOfChangePercent {
  constructor(period: number, name = `MOMP(${period})`) {
    super(period, name);
  }
}

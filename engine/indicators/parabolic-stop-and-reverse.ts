import { DEFAULT_ACCELERATION, ParabolicStopAndReverseExtended } from './parabolic-stop-and-reverse-extended.ts';

/** Wilder's parabolic stop with the same settings for both directions and without a sign (LEAN: ParabolicStopAndReverse.cs). */
export class ParabolicStopAndReverse extends ParabolicStopAndReverseExtended {
  constructor(
    afStart: number = DEFAULT_ACCELERATION.start,
    afIncrement: number = DEFAULT_ACCELERATION.increment,
    afMax: number = DEFAULT_ACCELERATION.max,
    name = `PSAR(${afStart},${afIncrement},${afMax})`,
  ) {
    const acceleration = { start: afStart, increment: afIncrement, max: afMax };
    super({ short: acceleration, long: acceleration }, name);
  }

  protected override next(high: number, low: number): number {
    return Math.abs(super.next(high, low));
  }
}

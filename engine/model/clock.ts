/** The one clock of a run: only the engine moves it, everything else reads it. */
export class Clock {
  /** UTC instant in epoch milliseconds. */
  utc = NaN;
}

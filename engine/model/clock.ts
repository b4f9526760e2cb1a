/** The one clock of a run: only the engine moves it, everything else reads it. */
export class Clock {
  /** UTC instant in epoch milliseconds. */
  utc = NaN;
  /** Counts what came up that has to be looked at before the run goes on: orders, securities, events, the wish to end. */
  calls = 0;
}

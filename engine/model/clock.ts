/** The clock of a run. Only the engine advances it. */
export class Clock {
  /** UTC instant in epoch milliseconds. */
  utc = NaN;
  /** Number of requests that the engine must process before it continues: orders, securities, events, a request to quit. */
  calls = 0;
}

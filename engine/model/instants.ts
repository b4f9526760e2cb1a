/**
 * An instant: UTC epoch milliseconds. Accepts a plain number, but not a {@link WallClock}.
 */
export type UtcInstant = number & { readonly timeScale?: 'UTC' };

/**
 * A wall-clock time: the local time of a time zone, in milliseconds as if that zone were UTC. Accepts a plain number, but
 * not a {@link UtcInstant}. The context determines the zone: the algorithm's, or for a bar the exchange's.
 */
export type WallClock = number & { readonly timeScale?: 'wall clock' };

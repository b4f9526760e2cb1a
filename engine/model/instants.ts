/**
 * An instant: UTC epoch milliseconds. A plain number may be given for one; a {@link WallClock} may not.
 */
export type UtcInstant = number & { readonly timeScale?: 'UTC' };

/**
 * What a clock on the wall of some time zone shows, in milliseconds as if that zone were UTC. A plain number may be given for
 * one; a {@link UtcInstant} may not. Which zone it is says what it belongs to: the algorithm's, or the exchange's of a bar.
 */
export type WallClock = number & { readonly timeScale?: 'wall clock' };

import { Resolution } from '../../model/resolution.ts';

/** So many equal rows in a row are called stale; seconds and ticks are often equal for good reason. */
export const STALE_RUN: Readonly<Record<Resolution, number>> = {
  [Resolution.Tick]: Infinity,
  [Resolution.Second]: Infinity,
  [Resolution.Minute]: 60,
  [Resolution.Hour]: 10,
  [Resolution.Daily]: 5,
};

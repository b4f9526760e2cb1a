import { Resolution } from '../../model/resolution.ts';

/** Number of consecutive equal rows that count as stale; equal seconds and ticks are often legitimate. */
export const STALE_RUN: Readonly<Record<Resolution, number>> = {
  [Resolution.Tick]: Infinity,
  [Resolution.Second]: Infinity,
  [Resolution.Minute]: 60,
  [Resolution.Hour]: 10,
  [Resolution.Daily]: 5,
};

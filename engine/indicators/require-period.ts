import { EngineError } from '../model/engine-error.ts';
import { INDICATOR_ERRORS } from './errors.ts';

/** Returns the period if it is a whole number of at least `least`; otherwise throws an EngineError that names the indicator. */
export function requirePeriod(indicator: string, period: number, least = 1): number {
  if (Number.isInteger(period) && period >= least) return period;
  throw new EngineError(
    INDICATOR_ERRORS.INVALID_PERIOD,
    `${indicator} was given the period ${period}. Give a whole number of at least ${least}.`,
    { data: { indicator, period, least } },
  );
}

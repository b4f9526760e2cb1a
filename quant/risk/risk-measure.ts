import { QUANT_ERRORS } from '../numeric/errors.ts';
import { QuantError } from '../numeric/quant-error.ts';

/** What may be lost at a level of confidence. Losses are positive, in the unit of the returns. */
export interface RiskMeasure {
  /** Exceeded with a probability of one minus the level. */
  readonly valueAtRisk: number;
  /** The mean loss where it is exceeded. */
  readonly expectedShortfall: number;
}

/** @throws QuantError QUANT_OUT_OF_DOMAIN for a level that is no probability above one half */
export function requireLevel(level: number): void {
  if (level > 0.5 && level < 1) return;
  throw new QuantError(
    QUANT_ERRORS.OUT_OF_DOMAIN,
    `A level of confidence lies between 0.5 and 1, for example 0.99; it is ${level}.`,
  );
}

/** @throws QuantError QUANT_SHAPE for less than `fewest` returns, QUANT_NOT_FINITE for gaps */
export function requireReturns(returns: Float64Array, fewest = 2): void {
  if (returns.length < fewest) {
    throw new QuantError(QUANT_ERRORS.SHAPE, `There are ${returns.length} returns, and at least ${fewest} are needed.`);
  }
  const gap = returns.findIndex((value) => !Number.isFinite(value));
  if (gap === -1) return;
  throw new QuantError(
    QUANT_ERRORS.NOT_FINITE,
    `The return at index ${gap} is ${returns[gap]}; remove or fill the gaps.`,
  );
}

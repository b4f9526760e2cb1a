import { QUANT_ERRORS } from '../numeric/errors.ts';
import { QuantError } from '../numeric/quant-error.ts';

/** Risk at a confidence level. Losses are positive, in the unit of the returns. */
export interface RiskMeasure {
  /** The loss that is exceeded with a probability of one minus the level. */
  readonly valueAtRisk: number;
  /** The mean of the losses beyond the value at risk. */
  readonly expectedShortfall: number;
}

/** @throws QuantError QUANT_OUT_OF_DOMAIN unless the level is between 0.5 and 1 */
export function requireLevel(level: number): void {
  if (level > 0.5 && level < 1) return;
  throw new QuantError(
    QUANT_ERRORS.OUT_OF_DOMAIN,
    `A confidence level must be between 0.5 and 1, for example 0.99; it is ${level}.`,
  );
}

/** @throws QuantError QUANT_SHAPE for fewer than `fewest` returns, QUANT_NOT_FINITE for gaps */
export function requireReturns(returns: Float64Array, fewest = 2): void {
  if (returns.length < fewest) {
    throw new QuantError(QUANT_ERRORS.SHAPE, `There are ${returns.length} returns, but at least ${fewest} are needed.`);
  }
  const gap = returns.findIndex((value) => !Number.isFinite(value));
  if (gap === -1) return;
  throw new QuantError(
    QUANT_ERRORS.NOT_FINITE,
    `The return at index ${gap} is ${returns[gap]}; remove or fill the gaps.`,
  );
}

import type { QuantErrorDescriptor } from '../numeric/quant-error.ts';
import { QUANT_ERRORS } from '../numeric/errors.ts';
import { QuantError } from '../numeric/quant-error.ts';
import { startVariance, volatilityParts } from './fit-volatility.ts';
import type { VolatilitySpecification } from './specification.ts';
import { VolatilityFilter } from './volatility-filter.ts';

/** The result of a volatility model with given parameters for a series. */
export interface FilteredVolatility {
  readonly residuals: Float64Array;
  /** Conditional variances of the residuals. */
  readonly conditionalVariances: Float64Array;
  readonly logLikelihood: number;
  /** The state after the last return, which new returns update. */
  readonly filter: VolatilityFilter;
}

/**
 * Runs a volatility model with known parameters over a series, without a fit.
 * @param parameters - of the mean, the variance and the distribution, in the order of `VolatilityFit.parameterNames`
 * @throws QuantError QUANT_SHAPE when their number differs, QUANT_NOT_FINITE when the series has gaps
 */
export function filterVolatility(
  returns: Float64Array,
  parameters: ArrayLike<number>,
  specification: VolatilitySpecification = {},
): FilteredVolatility {
  const { mean, process, distribution } = volatilityParts(specification);
  const names = [...mean.parameterNames, ...process.parameterNames, ...distribution.shapeNames];
  require(parameters.length === names.length, QUANT_ERRORS.SHAPE, () => {
    return `The model has the parameters ${names.join(', ')}, but ${parameters.length} were passed.`;
  });
  require(returns.length > mean.lags, QUANT_ERRORS.SHAPE, () => {
    return `The mean needs more than ${mean.lags} returns, but ${returns.length} were passed.`;
  });
  require(returns.every(Number.isFinite), QUANT_ERRORS.NOT_FINITE, () => 'The returns have gaps; remove or fill them.');
  const all = Float64Array.from(parameters);
  const meanParameters = all.subarray(0, mean.parameterNames.length);
  const varianceParameters = all.slice(meanParameters.length, meanParameters.length + process.parameterNames.length);
  const shape = all.subarray(meanParameters.length + varianceParameters.length);
  const regressors = mean.regressors(returns);
  const residualsFor = (coefficients: Float64Array): Float64Array =>
    returns
      .slice(mean.lags)
      .map((value, t) => regressors.reduce((rest, column, k) => rest - coefficients[k] * column[t], value));
  const residuals = residualsFor(meanParameters);
  // a fit derives its start from the residuals of least squares, independently of the parameters
  const first = residualsFor(mean.leastSquares(regressors, returns) ?? meanParameters);
  const start = startVariance(specification, first, 1) ?? averageOfSquares(residuals);
  const conditionalVariances = new Float64Array(residuals.length);
  process.filter(varianceParameters, residuals, start, conditionalVariances);
  const state = process.stateAfter(varianceParameters, residuals, conditionalVariances, start);
  return {
    residuals,
    conditionalVariances,
    logLikelihood: distribution.logLikelihood(residuals, conditionalVariances, shape),
    filter: new VolatilityFilter({ mean, meanParameters, lastReturns: returns, state }),
  };
}

function averageOfSquares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0) / values.length;
}

function require(isRight: boolean, descriptor: QuantErrorDescriptor, message: () => string): void {
  if (!isRight) throw new QuantError(descriptor, message());
}

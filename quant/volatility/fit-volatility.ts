import { minimize, type Minimum } from '../optimization/minimize.ts';
import { type FitFailure, fitFailure, type FitWarning } from './fit-failure.ts';
import { MeanModel } from './mean-model.ts';
import { innovationDistribution, varianceProcess, type VolatilitySpecification } from './specification.ts';
import { meanSquare, VolatilityLikelihood, type VolatilityParts } from './volatility-likelihood.ts';
import { VolatilityFit } from './volatility-fit.ts';

/** Fits with fewer observations have a warning, because their parameters are uncertain. */
const FEW_OBSERVATIONS = 500;
const FEWEST_PER_PARAMETER = 5;
const FEWEST_OBSERVATIONS = 20;
const BACKCAST_OBSERVATIONS = 75;
const BACKCAST_DECAY = 0.94;
/** A relative spread below this is rounding error. */
const SMALLEST_SPREAD = 1e-10;
/** Smallest standard deviation whose square is accurate. */
const SMALLEST_SCALE = 1e-140;
const LARGEST_SCALE = 1e140;
const AT_BOUND = 1e-6;

/**
 * Fits a volatility model to a series of returns by maximum likelihood. The series is scaled to variance 1 and the
 * parameters are scaled back, so the unit of the returns does not matter.
 *
 * @param returns - oldest first, without gaps
 * @returns the fit, or the reason for its failure; never a fit that did not converge
 * @throws QuantError QUANT_OUT_OF_DOMAIN for an invalid specification
 */
export function fitVolatility(
  returns: Float64Array,
  specification: VolatilitySpecification = {},
): VolatilityFit | FitFailure {
  const parts = volatilityParts(specification);
  const prepared = prepare(returns, parts);
  if ('status' in prepared) return prepared;
  const { scale, scaled, meanParameters, residuals } = prepared;
  const likelihood = new VolatilityLikelihood({
    ...parts,
    returns: scaled,
    start: startVariance(specification, residuals, scale),
    targetVariance: specification.hasVarianceTarget === true ? meanSquare(residuals) : undefined,
  });
  if (likelihood.freeCount === 0) {
    return new VolatilityFit({ likelihood, specification, scale, free: new Float64Array(0), returns, warnings: [] });
  }
  const minimum = maximizeLikelihood(likelihood, meanParameters, residuals, specification.starts ?? 2);
  if (minimum === undefined) {
    return fitFailure(
      'not-converged',
      'No starting point led to a maximum of the likelihood; use a simpler model, more observations, or clean the series.',
    );
  }
  const warnings = warningsOf(likelihood, minimum, specification);
  return new VolatilityFit({ likelihood, specification, scale, free: minimum.x, returns, warnings });
}

/** The mean, process and distribution of a specification. */
export function volatilityParts(specification: VolatilitySpecification): VolatilityParts {
  return {
    mean: new MeanModel(specification.mean ?? 'constant'),
    process: varianceProcess(specification),
    distribution: innovationDistribution(specification.distribution ?? 'normal'),
  };
}

interface Prepared {
  /** The divisor of the returns that gives residuals of variance 1. */
  readonly scale: number;
  readonly scaled: Float64Array;
  /** The parameters of the mean by least squares, and the residuals of the scaled returns. */
  readonly meanParameters: Float64Array;
  readonly residuals: Float64Array;
}

/** Checks a series and scales it to a residual variance of 1. */
function prepare(returns: Float64Array, parts: VolatilityParts): Prepared | FitFailure {
  const { mean, process, distribution } = parts;
  const gap = returns.findIndex((value) => !Number.isFinite(value));
  if (gap !== -1) {
    return fitFailure(
      'not-finite',
      `The value at index ${gap} is ${returns[gap]}; remove the gaps or fill them before the fit.`,
    );
  }
  const count = mean.parameterNames.length + process.parameterNames.length + distribution.shapeNames.length;
  const needed = Math.max(FEWEST_OBSERVATIONS, FEWEST_PER_PARAMETER * count);
  const observations = returns.length - mean.lags;
  if (observations < needed) {
    return fitFailure(
      'too-few-observations',
      `There are ${Math.max(0, observations)} observations after ${mean.lags} lags, but ${count} parameters need at least ${needed}.`,
    );
  }
  let largest = 0;
  for (const value of returns) largest = Math.max(largest, Math.abs(value));
  if (largest === 0) return constantSeries();
  // a power of two preserves all digits
  const power = 2 ** Math.max(-1022, Math.min(1023, Math.floor(Math.log2(largest))));
  const bounded = returns.map((value) => value / power);
  const regressors = mean.regressors(bounded);
  const first = mean.leastSquares(regressors, bounded);
  if (first === undefined) {
    return isConstant(bounded)
      ? constantSeries()
      : fitFailure(
          'dependent-regressors',
          'Lags of the series are linearly dependent, so the mean has no unique solution; use fewer lags or a constant.',
        );
  }
  const deviation = Math.sqrt(meanSquare(residualsOf(bounded, regressors, first, mean.lags)));
  if (!(deviation > SMALLEST_SPREAD)) return constantSeries();
  const scale = deviation * power;
  if (!(scale > SMALLEST_SCALE && scale < LARGEST_SCALE)) {
    return fitFailure(
      'scale-out-of-range',
      `The standard deviation ${scale} has no accurate square; express the returns in another unit.`,
    );
  }
  const scaled = bounded.map((value) => value / deviation);
  const meanParameters = mean.rescaled(first, 1 / deviation);
  return {
    scale,
    scaled,
    meanParameters,
    residuals: residualsOf(scaled, mean.regressors(scaled), meanParameters, mean.lags),
  };
}

function constantSeries(): FitFailure {
  return fitFailure(
    'constant-series',
    'The residuals of the mean have no variance: all values are equal, or earlier values determine later ones.',
  );
}

function isConstant(values: Float64Array): boolean {
  const { min, max } = values.reduce(
    (range, value) => ({ min: Math.min(range.min, value), max: Math.max(range.max, value) }),
    { min: Infinity, max: -Infinity },
  );
  return max - min <= SMALLEST_SPREAD;
}

function residualsOf(
  values: Float64Array,
  regressors: readonly Float64Array[],
  parameters: Float64Array,
  lags: number,
): Float64Array {
  const residuals = values.slice(lags);
  for (const [k, column] of regressors.entries()) {
    for (let t = 0; t < residuals.length; t++) residuals[t] -= parameters[k] * column[t];
  }
  return residuals;
}

/** The variance before the first observation, in units of the scaled series; undefined for the sample variance. */
export function startVariance(
  { start = 'backcast' }: VolatilitySpecification,
  residuals: Float64Array,
  scale: number,
): number | undefined {
  if (start === 'sample') return undefined;
  if (typeof start === 'number') return start / (scale * scale);
  let weight = 1;
  let weights = 0;
  let sum = 0;
  for (let t = 0; t < Math.min(BACKCAST_OBSERVATIONS, residuals.length); t++) {
    sum += weight * residuals[t] * residuals[t];
    weights += weight;
    weight *= BACKCAST_DECAY;
  }
  // a series that starts with zeros has no variance there, but EGARCH needs its logarithm
  return Math.max(sum / weights, 1e-6);
}

/** The best of the maxima that are reached from the most likely starting points. */
function maximizeLikelihood(
  likelihood: VolatilityLikelihood,
  meanParameters: Float64Array,
  residuals: Float64Array,
  starts: number,
): Minimum | undefined {
  const { process, distribution } = likelihood.parts;
  const shape = distribution.startingShape(residuals);
  const points = process
    .startingPoints()
    .map((variance) => likelihood.free([...meanParameters, ...variance, ...shape]))
    .map((free) => ({ free, value: likelihood.value(free) }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => a.value - b.value);
  const span = 10 + Math.max(0, ...meanParameters.map(Math.abs)) * 2;
  const { lower, upper } = likelihood.bounds(-span, span);
  const options = { lowerBounds: lower, upperBounds: upper, constraints: likelihood.constraints() };
  let best: Minimum | undefined;
  for (const [index, { free }] of points.entries()) {
    // further points are used only when none of the requested ones leads to a maximum
    if (index >= starts && best !== undefined) break;
    const found = minimize((x, gradient) => likelihood.evaluate(x, gradient), free, options);
    if (found.isConverged && (best === undefined || found.value < best.value)) best = found;
  }
  return best;
}

function warningsOf(
  likelihood: VolatilityLikelihood,
  { x }: Minimum,
  { model = 'garch' }: VolatilitySpecification,
): FitWarning[] {
  const warnings: FitWarning[] = [];
  const count = likelihood.residuals.length;
  if (count < FEW_OBSERVATIONS) {
    warnings.push({
      code: 'few-observations',
      message: `${count} observations are few for a volatility model; ${FEW_OBSERVATIONS} or more give reliable parameters.`,
    });
  }
  const all = likelihood.all(x);
  const { process, distribution } = likelihood.parts;
  const variance = all.subarray(likelihood.meanCount, likelihood.meanCount + process.parameterNames.length);
  if ((model === 'garch' || model === 'gjr' || model === 'egarch') && process.persistence(variance) > 1 - AT_BOUND) {
    warnings.push({
      code: 'integrated-variance',
      message: `The persistence is ${process.persistence(variance).toFixed(6)}, on or beyond the boundary 1 (IGARCH): shocks never fade and the long-run variance is not finite.`,
    });
  }
  const lower = [...process.lowerBounds, ...distribution.shapeLowerBounds];
  const upper = [...process.upperBounds, ...distribution.shapeUpperBounds];
  const names = [...process.parameterNames, ...distribution.shapeNames];
  const values = all.subarray(likelihood.meanCount);
  const atBound = names.filter(
    (_, index) =>
      values[index] - lower[index] < AT_BOUND * Math.max(1, Math.abs(lower[index])) ||
      upper[index] - values[index] < AT_BOUND * Math.max(1, Math.abs(upper[index])),
  );
  if (atBound.length > 0) {
    warnings.push({
      code: 'parameter-at-bound',
      message: `Parameters at a bound: ${atBound.join(', ')}. A simpler model may fit as well.`,
    });
  }
  return warnings;
}

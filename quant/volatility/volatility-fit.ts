import type { Matrix } from '../numeric/matrix.ts';
import { QUANT_ERRORS } from '../numeric/errors.ts';
import { QuantError } from '../numeric/quant-error.ts';
import type { FitWarning } from './fit-failure.ts';
import { fitCovariances, type FitCovariances } from './fit-covariance.ts';
import type { VolatilitySpecification } from './specification.ts';
import { VolatilityFilter } from './volatility-filter.ts';
import type { VolatilityLikelihood, VolatilityParts } from './volatility-likelihood.ts';

interface VolatilityFitInput {
  readonly likelihood: VolatilityLikelihood;
  readonly specification: VolatilitySpecification;
  /** Divisor of the returns during the fit. */
  readonly scale: number;
  readonly free: Float64Array;
  readonly returns: Float64Array;
  readonly warnings: readonly FitWarning[];
}

/**
 * A volatility model with its maximum-likelihood parameters for a series. All figures are in the unit of the returns.
 */
export class VolatilityFit {
  readonly status = 'fitted';
  readonly specification: VolatilitySpecification;
  readonly parts: VolatilityParts;
  /** Names of the parameters of mean, variance and distribution, in this order. */
  readonly parameterNames: readonly string[];
  readonly parameters: Float64Array;
  readonly logLikelihood: number;
  /** Number of returns in the likelihood: those after the lags of the mean. */
  readonly observations: number;
  /** Residuals of the mean, and their conditional variances. */
  readonly residuals: Float64Array;
  readonly conditionalVariances: Float64Array;
  /** The variance before the first observation. */
  readonly startVariance: number;
  readonly warnings: readonly FitWarning[];
  private readonly input: VolatilityFitInput;
  private covariances: FitCovariances | undefined;

  constructor(input: VolatilityFitInput) {
    const { likelihood, specification, scale, free, warnings } = input;
    this.input = input;
    this.specification = specification;
    this.parts = likelihood.parts;
    this.warnings = warnings;
    this.parameterNames = likelihood.parameterNames;
    this.parameters = this.inUnitOfReturns(free);
    this.observations = likelihood.residuals.length;
    this.logLikelihood = -likelihood.value(free) - this.observations * Math.log(scale);
    this.residuals = likelihood.residuals.map((value) => value * scale);
    this.conditionalVariances = likelihood.variances.map((value) => value * scale * scale);
    this.startVariance = likelihood.startVariance * scale * scale;
  }

  /** A parameter by name. @throws QuantError QUANT_OUT_OF_DOMAIN when the model has no parameter of that name */
  parameter(name: string): number {
    const index = this.parameterNames.indexOf(name);
    if (index !== -1) return this.parameters[index];
    throw new QuantError(
      QUANT_ERRORS.OUT_OF_DOMAIN,
      `The model has no parameter ${name}; it has ${this.parameterNames.join(', ')}.`,
    );
  }

  get meanParameters(): Float64Array {
    return this.parameters.slice(0, this.parts.mean.parameterNames.length);
  }

  get varianceParameters(): Float64Array {
    const first = this.parts.mean.parameterNames.length;
    return this.parameters.slice(first, first + this.parts.process.parameterNames.length);
  }

  /** The parameters of the distribution. */
  get shape(): Float64Array {
    return this.parameters.slice(this.parameters.length - this.parts.distribution.shapeNames.length);
  }

  /** Akaike's information criterion. */
  get akaike(): number {
    return 2 * this.input.free.length - 2 * this.logLikelihood;
  }

  /** The Bayesian information criterion of Schwarz. */
  get bayesian(): number {
    return this.input.free.length * Math.log(this.observations) - 2 * this.logLikelihood;
  }

  /** Conditional standard deviations. */
  get conditionalVolatility(): Float64Array {
    return this.conditionalVariances.map(Math.sqrt);
  }

  get standardizedResiduals(): Float64Array {
    return this.residuals.map((value, t) => value / Math.sqrt(this.conditionalVariances[t]));
  }

  /** The share of a shock to the variance that remains after one observation. */
  get persistence(): number {
    return this.parts.process.persistence(this.varianceParameters);
  }

  /** Number of observations until half of a shock to the variance has decayed, or infinity. */
  get halfLife(): number {
    const { persistence } = this;
    return persistence >= 1 ? Infinity : persistence <= 0 ? 0 : Math.log(0.5) / Math.log(persistence);
  }

  /** The variance that forecasts approach, or infinity. */
  get longRunVariance(): number {
    return this.parts.process.longRunVariance(this.varianceParameters);
  }

  /**
   * The robust covariance of the parameters, which is also valid for other distributions (Bollerslev and Wooldridge
   * 1992), or undefined when the Hessian is singular.
   */
  get covariance(): Matrix | undefined {
    return this.allCovariances.robust;
  }

  /** The covariance of the parameters from second derivatives only. */
  get hessianCovariance(): Matrix | undefined {
    return this.allCovariances.hessian;
  }

  /** Standard errors of the parameters from the robust covariance; undefined when there is none. */
  get standardErrors(): Float64Array | undefined {
    return rootsOfDiagonal(this.covariance);
  }

  get hessianStandardErrors(): Float64Array | undefined {
    return rootsOfDiagonal(this.hessianCovariance);
  }

  /** The state after the last return, which new returns update without another fit. */
  filter(): VolatilityFilter {
    const { parts, residuals, conditionalVariances, startVariance, varianceParameters } = this;
    return new VolatilityFilter({
      mean: parts.mean,
      meanParameters: this.meanParameters,
      lastReturns: this.input.returns,
      state: parts.process.stateAfter(varianceParameters, residuals, conditionalVariances, startVariance),
    });
  }

  /** The figures of a report, as plain JSON. */
  toJSON(): Record<string, unknown> {
    const errors = this.standardErrors;
    return {
      specification: this.specification,
      parameters: this.parameterNames.map((name, index) => ({
        name,
        value: this.parameters[index],
        standardError: errors?.[index],
      })),
      logLikelihood: this.logLikelihood,
      akaike: this.akaike,
      bayesian: this.bayesian,
      observations: this.observations,
      persistence: this.persistence,
      warnings: this.warnings,
    };
  }

  private get allCovariances(): FitCovariances {
    const { likelihood, free } = this.input;
    return (this.covariances ??= fitCovariances(likelihood, free, (point) => this.inUnitOfReturns(point)));
  }

  private inUnitOfReturns(free: ArrayLike<number>): Float64Array {
    const { likelihood, scale } = this.input;
    const { mean, process } = likelihood.parts;
    const all = likelihood.all(free);
    const first = mean.parameterNames.length;
    const second = first + process.parameterNames.length;
    return Float64Array.of(
      ...mean.rescaled(all.subarray(0, first), scale),
      ...process.rescaled(all.subarray(first, second), scale),
      ...all.subarray(second),
    );
  }
}

function rootsOfDiagonal(matrix: Matrix | undefined): Float64Array | undefined {
  return (
    matrix && Float64Array.from({ length: matrix.rows }, (_, index) => Math.sqrt(Math.max(0, matrix.at(index, index))))
  );
}

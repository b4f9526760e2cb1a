import type { InnovationDistribution } from '../distributions/innovation.ts';
import type { LinearConstraint } from '../optimization/quadratic-program.ts';
import type { MeanModel } from './mean-model.ts';
import type { BackwardPass, VarianceProcess } from './variance-process.ts';

export interface VolatilityParts {
  readonly mean: MeanModel;
  readonly process: VarianceProcess;
  readonly distribution: InnovationDistribution;
}

export interface LikelihoodInput extends VolatilityParts {
  readonly returns: Float64Array;
  /** The variance before the first observation; undefined for the mean of squared residuals. */
  readonly start: number | undefined;
  /** The long-run variance that determines ω; undefined when ω is free. */
  readonly targetVariance: number | undefined;
}

const SHAPE_STEP = 1e-5;

/**
 * The log-likelihood of a volatility model and its gradient, by one backward pass through the recursion regardless of
 * the number of parameters. Evaluations do not allocate.
 *
 * Parameters are those of the mean, the variance and the distribution, in this order; `free` parameters exclude ω when
 * a target determines it.
 */
export class VolatilityLikelihood {
  readonly parts: VolatilityParts;
  readonly residuals: Float64Array;
  readonly variances: Float64Array;
  /** The start variance of the last evaluation. */
  startVariance = 0;
  private readonly fixedStart: number | undefined;
  private readonly targetVariance: number | undefined;
  private readonly observations: Float64Array;
  private readonly regressors: readonly Float64Array[];
  private readonly meanParameters: Float64Array;
  private readonly shape: Float64Array;
  private readonly pass: BackwardPass & { start: number };

  constructor({ returns, start, targetVariance, ...parts }: LikelihoodInput) {
    this.parts = parts;
    const { mean, process, distribution } = parts;
    this.observations = returns.slice(mean.lags);
    this.regressors = mean.regressors(returns);
    this.fixedStart = start;
    this.targetVariance = targetVariance;
    const length = this.observations.length;
    this.residuals = new Float64Array(length);
    this.variances = new Float64Array(length);
    this.meanParameters = new Float64Array(mean.parameterNames.length);
    this.shape = new Float64Array(distribution.shapeNames.length);
    this.pass = {
      parameters: new Float64Array(process.parameterNames.length),
      residuals: this.residuals,
      start: 0,
      variances: this.variances,
      byVariance: new Float64Array(length),
      byResidual: new Float64Array(length),
      byParameter: new Float64Array(process.parameterNames.length),
    };
  }

  get parameterNames(): string[] {
    const { mean, process, distribution } = this.parts;
    return [...mean.parameterNames, ...process.parameterNames, ...distribution.shapeNames];
  }

  /** Number of free parameters. */
  get freeCount(): number {
    return this.meanCount + this.pass.parameters.length + this.shape.length - this.fixedCount;
  }

  get meanCount(): number {
    return this.meanParameters.length;
  }

  private get fixedCount(): number {
    return this.targetVariance === undefined ? 0 : 1;
  }

  /** All parameters from the free ones, with ω when a target determines it. */
  all(free: ArrayLike<number>): Float64Array {
    this.take(free);
    return Float64Array.of(...this.meanParameters, ...this.pass.parameters, ...this.shape);
  }

  /** The free ones of all parameters. */
  free(all: ArrayLike<number>): Float64Array {
    const values = Array.from(all);
    if (this.targetVariance !== undefined) values.splice(this.meanCount, 1);
    return Float64Array.from(values);
  }

  /** Bounds of the free parameters, given those of the mean. */
  bounds(meanLower: number, meanUpper: number): { lower: Float64Array; upper: Float64Array } {
    const { process, distribution } = this.parts;
    const { fixedCount } = this;
    const join = (mean: number, variance: readonly number[], shape: readonly number[]): Float64Array =>
      Float64Array.of(...new Array<number>(this.meanCount).fill(mean), ...variance.slice(fixedCount), ...shape);
    return {
      lower: join(meanLower, process.lowerBounds, distribution.shapeLowerBounds),
      upper: join(meanUpper, process.upperBounds, distribution.shapeUpperBounds),
    };
  }

  /** The constraints of the process on the free parameters. */
  constraints(): LinearConstraint[] {
    const { process } = this.parts;
    return process.constraints.map(({ coefficients, bound }) => {
      const moved = new Float64Array(this.freeCount);
      moved.set(coefficients.subarray(this.fixedCount), this.meanCount);
      return { coefficients: moved, bound };
    });
  }

  /** The negative log-likelihood. */
  value(free: ArrayLike<number>): number {
    this.takeAndFilter(free);
    return -this.parts.distribution.logLikelihood(this.residuals, this.variances, this.shape);
  }

  /** Computes the terms of the log-likelihood into `densities`. */
  logDensities(free: ArrayLike<number>, densities: Float64Array): void {
    this.takeAndFilter(free);
    this.parts.distribution.logDensities(this.residuals, this.variances, this.shape, densities);
  }

  /** The negative log-likelihood; computes its gradient into `gradient`. */
  evaluate(free: ArrayLike<number>, gradient: Float64Array): number {
    this.takeAndFilter(free);
    const { pass, residuals, variances, shape, meanCount } = this;
    const { process, distribution } = this.parts;
    const { byVariance, byResidual, byParameter } = pass;
    const logLikelihood = distribution.score(residuals, variances, shape, byResidual);
    for (let t = 0; t < residuals.length; t++) {
      byVariance[t] = (-0.5 * (1 + byResidual[t] * residuals[t])) / variances[t];
    }
    pass.start = this.startVariance;
    const byStart = process.carryBack(pass);
    if (this.fixedStart === undefined) {
      const factor = (2 * byStart) / residuals.length;
      for (let t = 0; t < residuals.length; t++) byResidual[t] += factor * residuals[t];
    }
    for (let k = 0; k < meanCount; k++) {
      const column = this.regressors[k];
      let sum = 0;
      for (let t = 0; t < residuals.length; t++) sum += byResidual[t] * column[t];
      gradient[k] = sum;
    }
    const { fixedCount } = this;
    for (let k = fixedCount; k < byParameter.length; k++) gradient[meanCount + k - fixedCount] = -byParameter[k];
    if (this.targetVariance !== undefined) this.carryTarget(gradient);
    this.writeShapeGradient(gradient);
    return -logLikelihood;
  }

  /** ω = target (1 - persistence), and persistence is linear in the parameters. */
  private carryTarget(gradient: Float64Array): void {
    const { byParameter } = this.pass;
    for (let k = 1; k < byParameter.length; k++) {
      gradient[this.meanCount + k - 1] += byParameter[0] * this.targetVariance! * this.persistenceOf(k);
    }
  }

  private persistenceOf(index: number): number {
    const unit = new Array<number>(this.pass.parameters.length).fill(0);
    unit[index] = 1;
    return this.parts.process.persistence(unit);
  }

  private writeShapeGradient(gradient: Float64Array): void {
    const { shape, residuals, variances } = this;
    const { distribution } = this.parts;
    const first = gradient.length - shape.length;
    for (let k = 0; k < shape.length; k++) {
      const value = shape[k];
      const step = SHAPE_STEP * Math.max(0.1, Math.abs(value));
      shape[k] = value + step;
      const above = distribution.logLikelihood(residuals, variances, shape);
      shape[k] = value - step;
      const below = distribution.logLikelihood(residuals, variances, shape);
      shape[k] = value;
      gradient[first + k] = -(above - below) / (2 * step);
    }
  }

  private takeAndFilter(free: ArrayLike<number>): void {
    this.take(free);
    const { observations, residuals, regressors, meanParameters } = this;
    residuals.set(observations);
    for (let k = 0; k < meanParameters.length; k++) {
      const column = regressors[k];
      const factor = meanParameters[k];
      for (let t = 0; t < residuals.length; t++) residuals[t] -= factor * column[t];
    }
    this.startVariance = this.fixedStart ?? meanSquare(residuals);
    this.parts.process.filter(this.pass.parameters, residuals, this.startVariance, this.variances);
  }

  private take(free: ArrayLike<number>): void {
    const { meanParameters, shape, fixedCount, meanCount } = this;
    const { parameters } = this.pass;
    for (let k = 0; k < meanCount; k++) meanParameters[k] = free[k];
    for (let k = fixedCount; k < parameters.length; k++) parameters[k] = free[meanCount + k - fixedCount];
    const first = meanCount + parameters.length - fixedCount;
    for (let k = 0; k < shape.length; k++) shape[k] = free[first + k];
    if (this.targetVariance !== undefined) {
      parameters[0] = 0;
      parameters[0] = this.targetVariance * (1 - this.parts.process.persistence(parameters));
    }
  }
}

export function meanSquare(values: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < values.length; t++) sum += values[t] * values[t];
  return sum / values.length;
}

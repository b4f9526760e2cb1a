import { shift } from './garch-state.ts';
import type { MeanModel } from './mean-model.ts';
import type { VarianceState } from './variance-process.ts';

interface VolatilityFilterInput {
  readonly mean: MeanModel;
  readonly meanParameters: ArrayLike<number>;
  /** The returns so far, the newest last; at least as many as the mean has lags. */
  readonly lastReturns: Float64Array;
  readonly state: VarianceState;
}

/**
 * The state of a volatility model that new returns update, in constant time each and with constant parameters.
 */
export class VolatilityFilter {
  private readonly constant: number;
  private readonly coefficients: Float64Array;
  /** Newest first. */
  private readonly lastReturns: Float64Array;
  private readonly state: VarianceState;

  constructor({ mean, meanParameters, lastReturns, state }: VolatilityFilterInput) {
    const { constant, coefficients } = mean.asAutoregression(meanParameters);
    this.constant = constant;
    this.coefficients = coefficients;
    this.lastReturns = Float64Array.from(coefficients, (_, lag) => lastReturns[lastReturns.length - 1 - lag]);
    this.state = state;
  }

  /** The expected next return. */
  get nextMean(): number {
    let mean = this.constant;
    for (let lag = 0; lag < this.coefficients.length; lag++) mean += this.coefficients[lag] * this.lastReturns[lag];
    return mean;
  }

  /** The variance of the next return. */
  get nextVariance(): number {
    return this.state.nextVariance;
  }

  /** The standard deviation of the next return. */
  get nextVolatility(): number {
    return Math.sqrt(this.state.nextVariance);
  }

  /** Adds a new return. @returns its standardised residual, the distance from its mean in standard deviations */
  update(newReturn: number): number {
    const residual = newReturn - this.nextMean;
    const standardized = residual / Math.sqrt(this.state.nextVariance);
    this.state.push(residual);
    shift(this.lastReturns, newReturn);
    return standardized;
  }

  /** A copy of the variance state, for simulations that start here. */
  varianceState(): VarianceState {
    return this.state.clone();
  }

  /**
   * Expected returns of the next observations, and the impulse response of the mean: the share of a residual in each
   * later return.
   */
  meanForecast(horizon: number): { means: Float64Array; impulses: Float64Array } {
    const { constant, coefficients } = this;
    const recent = this.lastReturns.slice();
    const means = new Float64Array(horizon);
    const impulses = new Float64Array(horizon);
    for (let step = 0; step < horizon; step++) {
      let mean = constant;
      let impulse = step === 0 ? 1 : 0;
      for (let lag = 0; lag < coefficients.length; lag++) {
        mean += coefficients[lag] * recent[lag];
        if (lag < step) impulse += coefficients[lag] * impulses[step - 1 - lag];
      }
      shift(recent, mean);
      means[step] = mean;
      impulses[step] = impulse;
    }
    return { means, impulses };
  }

  /** Computes the returns of one path from its residuals into `path`. */
  writePath(residuals: Float64Array, path: Float64Array): void {
    const { constant, coefficients } = this;
    for (let step = 0; step < residuals.length; step++) {
      let value = constant + residuals[step];
      for (let lag = 0; lag < coefficients.length; lag++) {
        value += coefficients[lag] * (lag < step ? path[step - 1 - lag] : this.lastReturns[lag - step]);
      }
      path[step] = value;
    }
  }
}

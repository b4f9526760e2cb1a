import type { LinearConstraint } from '../optimization/quadratic-program.ts';
import { type GarchOrders, numberedNames, sharedEqually } from './orders.ts';
import { shift } from './garch-state.ts';
import type { BackwardPass, VarianceProcess, VarianceState } from './variance-process.ts';

/** E|z| of a standard normal z, which is subtracted from |z| by convention for every distribution. */
const MEAN_SIZE = Math.sqrt(2 / Math.PI);

/** The values of ln σ² and |z| - E|z| before the first observation. */
export type EgarchStart = 'first-variance' | 'lagged-variance';

/**
 * ln σ²_t = ω + Σ α_i (|z_{t-i}| - √(2/π)) + Σ γ_j z_{t-j} + Σ β_k ln σ²_{t-k}, z = e/σ (Nelson 1991).
 *
 * Before the first observation the terms of z are 0. `start` is the variance there ('lagged-variance'), or the first
 * variance itself ('first-variance').
 */
export class EgarchProcess implements VarianceProcess {
  readonly orders: GarchOrders;
  readonly parameterNames: readonly string[];
  readonly lowerBounds: readonly number[];
  readonly upperBounds: readonly number[];
  readonly constraints: readonly LinearConstraint[];
  readonly hasAnalyticForecast = false;
  private readonly hasGivenFirst: boolean;

  constructor(orders: GarchOrders, start: EgarchStart = 'lagged-variance', isStationary = true) {
    const { p, o, q } = orders;
    this.orders = orders;
    this.hasGivenFirst = start === 'first-variance';
    this.parameterNames = [
      'omega',
      ...numberedNames('alpha', p),
      ...numberedNames('gamma', o),
      ...numberedNames('beta', q),
    ];
    this.lowerBounds = this.parameterNames.map((_, index) => (index > p + o ? -1 : -10));
    this.upperBounds = this.parameterNames.map((_, index) => (index > p + o ? 1.5 : 10));
    const coefficients = Float64Array.from(this.parameterNames, (_, index) => (index > p + o ? -1 : 0));
    this.constraints = isStationary && q > 0 ? [{ coefficients, bound: -1 }] : [];
  }

  startingPoints(): number[][] {
    const { p, o, q } = this.orders;
    const points: number[][] = [];
    for (const beta of q > 0 ? [0.95, 0.985, 0.8] : [0]) {
      for (const alpha of p > 0 ? [0.1, 0.25] : [0]) {
        for (const gamma of o > 0 ? [-0.05, 0.05] : [0]) {
          points.push([0, ...sharedEqually(alpha, p), ...sharedEqually(gamma, o), ...sharedEqually(beta, q)]);
        }
      }
    }
    return points;
  }

  filter(parameters: Float64Array, residuals: Float64Array, start: number, variances: Float64Array): void {
    const { p, o, q } = this.orders;
    const logStart = Math.log(start);
    const first = this.hasGivenFirst ? 1 : 0;
    if (this.hasGivenFirst) variances[0] = start;
    for (let t = first; t < residuals.length; t++) {
      let logVariance = parameters[0];
      for (let lag = 1; lag <= p && lag <= t; lag++) {
        const size = Math.abs(residuals[t - lag]) / Math.sqrt(variances[t - lag]);
        logVariance += parameters[lag] * (size - MEAN_SIZE);
      }
      for (let lag = 1; lag <= o && lag <= t; lag++) {
        logVariance += (parameters[p + lag] * residuals[t - lag]) / Math.sqrt(variances[t - lag]);
      }
      for (let lag = 1; lag <= q; lag++) {
        logVariance += parameters[p + o + lag] * (lag <= t ? Math.log(variances[t - lag]) : logStart);
      }
      variances[t] = Math.exp(logVariance);
    }
  }

  carryBack(pass: BackwardPass): number {
    const { parameters, residuals, start, variances, byVariance, byResidual, byParameter } = pass;
    const { p, o, q } = this.orders;
    const logStart = Math.log(start);
    byParameter.fill(0);
    let byLogStart = 0;
    const first = this.hasGivenFirst ? 1 : 0;
    for (let t = residuals.length - 1; t >= first; t--) {
      // the derivative with respect to ln σ²_t
      const carried = byVariance[t] * variances[t];
      byParameter[0] += carried;
      for (let lag = 1; lag <= Math.max(p, o) && lag <= t; lag++) {
        const before = t - lag;
        const sigma = Math.sqrt(variances[before]);
        const z = residuals[before] / sigma;
        let slope = 0;
        if (lag <= p) {
          byParameter[lag] += carried * (Math.abs(z) - MEAN_SIZE);
          slope += parameters[lag] * Math.sign(z);
        }
        if (lag <= o) {
          byParameter[p + lag] += carried * z;
          slope += parameters[p + lag];
        }
        byResidual[before] += (carried * slope) / sigma;
        byVariance[before] -= (0.5 * carried * slope * z) / variances[before];
      }
      for (let lag = 1; lag <= q; lag++) {
        const before = t - lag;
        const beta = parameters[p + o + lag];
        byParameter[p + o + lag] += carried * (before >= 0 ? Math.log(variances[before]) : logStart);
        if (before >= 0) byVariance[before] += (beta * carried) / variances[before];
        else byLogStart += beta * carried;
      }
    }
    return this.hasGivenFirst ? byVariance[0] + byLogStart / start : byLogStart / start;
  }

  persistence(parameters: ArrayLike<number>): number {
    const { p, o, q } = this.orders;
    let sum = 0;
    for (let lag = 1; lag <= q; lag++) sum += parameters[p + o + lag];
    return sum;
  }

  /** The exponential of the mean of ln σ², which is less than the mean of σ². */
  longRunVariance(parameters: ArrayLike<number>): number {
    const persistence = this.persistence(parameters);
    return persistence < 1 ? Math.exp(parameters[0] / (1 - persistence)) : Infinity;
  }

  rescaled(parameters: ArrayLike<number>, scale: number): Float64Array {
    const result = Float64Array.from(parameters);
    result[0] += (1 - this.persistence(parameters)) * 2 * Math.log(scale);
    return result;
  }

  stateAfter(parameters: Float64Array, residuals: Float64Array, variances: Float64Array, start: number): VarianceState {
    return EgarchState.after(this.orders, parameters, residuals, variances, start);
  }
}

/** The last standardised residuals and log variances of an EGARCH process, newest first. */
class EgarchState implements VarianceState {
  private readonly orders: GarchOrders;
  private readonly parameters: Float64Array;
  private readonly sizes: Float64Array;
  private readonly signed: Float64Array;
  private readonly logVariances: Float64Array;
  nextVariance = 0;

  private constructor(orders: GarchOrders, parameters: Float64Array) {
    this.orders = orders;
    this.parameters = parameters;
    this.sizes = new Float64Array(orders.p);
    this.signed = new Float64Array(orders.o);
    this.logVariances = new Float64Array(orders.q);
  }

  static after(
    orders: GarchOrders,
    parameters: Float64Array,
    residuals: Float64Array,
    variances: Float64Array,
    start: number,
  ): EgarchState {
    const state = new EgarchState(orders, parameters.slice());
    const length = residuals.length;
    const z = (lag: number): number => residuals[length - lag] / Math.sqrt(variances[length - lag]);
    for (let lag = 1; lag <= orders.p && lag <= length; lag++) state.sizes[lag - 1] = Math.abs(z(lag)) - MEAN_SIZE;
    for (let lag = 1; lag <= orders.o && lag <= length; lag++) state.signed[lag - 1] = z(lag);
    for (let lag = 1; lag <= orders.q; lag++) {
      state.logVariances[lag - 1] = Math.log(lag <= length ? variances[length - lag] : start);
    }
    state.nextVariance = Math.exp(state.evaluate());
    return state;
  }

  push(residual: number): void {
    const z = residual / Math.sqrt(this.nextVariance);
    shift(this.sizes, Math.abs(z) - MEAN_SIZE);
    shift(this.signed, z);
    shift(this.logVariances, Math.log(this.nextVariance));
    this.nextVariance = Math.exp(this.evaluate());
  }

  copyFrom(other: EgarchState): void {
    this.sizes.set(other.sizes);
    this.signed.set(other.signed);
    this.logVariances.set(other.logVariances);
    this.nextVariance = other.nextVariance;
  }

  clone(): EgarchState {
    const state = new EgarchState(this.orders, this.parameters);
    state.copyFrom(this);
    return state;
  }

  expected(): Float64Array {
    return Float64Array.of(this.nextVariance);
  }

  private evaluate(): number {
    const { p, o, q } = this.orders;
    let logVariance = this.parameters[0];
    for (let i = 0; i < p; i++) logVariance += this.parameters[1 + i] * this.sizes[i];
    for (let i = 0; i < o; i++) logVariance += this.parameters[1 + p + i] * this.signed[i];
    for (let i = 0; i < q; i++) logVariance += this.parameters[1 + p + o + i] * this.logVariances[i];
    return logVariance;
  }
}

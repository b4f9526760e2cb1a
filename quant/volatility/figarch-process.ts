import type { LinearConstraint } from '../optimization/quadratic-program.ts';
import type { BackwardPass, VarianceProcess, VarianceState } from './variance-process.ts';

const SMALLEST_OMEGA = 1e-8;
const LARGEST_OMEGA = 100;

export interface FigarchOrders {
  /** 1 with φ, 0 without. */
  readonly p: number;
  /** 1 with β, 0 without. */
  readonly q: number;
}

/**
 * Fractionally integrated GARCH (Baillie, Bollerslev and Mikkelsen 1996) as an infinite moving average of squares,
 * truncated after `truncation` lags: σ²_t = ω / (1 - β) + Σ λ_k e²_{t-k}, where λ are the coefficients of 1 - (1 -
 * φL)(1 - L)^d / (1 - βL).
 */
export class FigarchProcess implements VarianceProcess {
  readonly orders: FigarchOrders;
  readonly parameterNames: readonly string[];
  readonly lowerBounds: readonly number[];
  readonly upperBounds: readonly number[];
  readonly constraints: readonly LinearConstraint[];
  readonly hasAnalyticForecast = true;
  private readonly truncation: number;
  private readonly weights: Float64Array;
  /** Sums of the weights from each lag on, the weights of `start`. */
  private readonly tails: Float64Array;
  private readonly byWeight: Float64Array;
  /** Squares of the residuals, newest first, so that the loops over lags are ascending. */
  private squares = new Float64Array(0);

  constructor(orders: FigarchOrders, truncation = 1000) {
    const { p, q } = orders;
    this.orders = orders;
    this.truncation = truncation;
    this.weights = new Float64Array(truncation);
    this.tails = new Float64Array(truncation + 1);
    this.byWeight = new Float64Array(truncation);
    this.parameterNames = ['omega', ...(p > 0 ? ['phi'] : []), 'd', ...(q > 0 ? ['beta'] : [])];
    this.lowerBounds = this.parameterNames.map((_, index) => (index === 0 ? SMALLEST_OMEGA : 0));
    this.upperBounds = this.parameterNames.map((_, index) => (index === 0 ? LARGEST_OMEGA : 0.9999));
    this.constraints = positivity(p, q);
  }

  startingPoints(): number[][] {
    const { p, q } = this.orders;
    const points: number[][] = [];
    for (const d of [0.4, 0.7, 0.2]) {
      for (const share of p > 0 ? [0.2, 0.8] : [0]) {
        const phi = (share * (1 - d)) / 2;
        for (const part of q > 0 ? [0.5, 0.8] : [0]) {
          const beta = part * (d + phi);
          const weights = this.weightsOf([0, ...(p > 0 ? [phi] : []), d, ...(q > 0 ? [beta] : [])]);
          const sum = weights.reduce((total, weight) => total + weight, 0);
          const omega = Math.max(0.01, 1 - sum) * (1 - beta);
          points.push([omega, ...(p > 0 ? [phi] : []), d, ...(q > 0 ? [beta] : [])]);
        }
      }
    }
    return points;
  }

  filter(parameters: Float64Array, residuals: Float64Array, start: number, variances: Float64Array): void {
    const { truncation, weights, tails } = this;
    this.setWeights(parameters);
    const squares = this.squaresOf(residuals);
    const omega = parameters[0] / (1 - this.beta(parameters));
    for (let t = 0; t < residuals.length; t++) {
      const lags = Math.min(t, truncation);
      const newest = residuals.length - t;
      let variance = omega + tails[lags] * start;
      for (let lag = 0; lag < lags; lag++) variance += weights[lag] * squares[newest + lag];
      variances[t] = variance;
    }
  }

  carryBack(pass: BackwardPass): number {
    const { parameters, residuals, start, byVariance, byResidual, byParameter } = pass;
    const { truncation, weights, byWeight, tails } = this;
    this.setWeights(parameters);
    const squares = this.squaresOf(residuals);
    byWeight.fill(0);
    let byConstant = 0;
    let byStart = 0;
    // the derivative with respect to the weight of the start at each lag, summed over later lags below
    let beyond = 0;
    for (let t = residuals.length - 1; t >= 0; t--) {
      const carried = byVariance[t];
      const lags = Math.min(t, truncation);
      byConstant += carried;
      byStart += carried * tails[lags];
      const newest = residuals.length - t;
      for (let lag = 0; lag < lags; lag++) byWeight[lag] += carried * squares[newest + lag];
    }
    for (let t = 0; t < residuals.length; t++) {
      const lags = Math.min(residuals.length - 1 - t, truncation);
      let bySquare = 0;
      for (let lag = 0; lag < lags; lag++) bySquare += weights[lag] * byVariance[t + 1 + lag];
      byResidual[t] += 2 * bySquare * residuals[t];
    }
    for (let lag = 0; lag < truncation; lag++) {
      // for observations with fewer lags the start takes the place of this one
      if (lag < residuals.length) beyond += byVariance[lag];
      byWeight[lag] += beyond * start;
    }
    this.carryWeights(parameters, byConstant, byParameter);
    return byStart;
  }

  private squaresOf(residuals: Float64Array): Float64Array {
    const length = residuals.length;
    if (this.squares.length !== length) this.squares = new Float64Array(length);
    for (let t = 0; t < length; t++) this.squares[length - 1 - t] = residuals[t] * residuals[t];
    return this.squares;
  }

  /** Converts derivatives with respect to the weights into derivatives with respect to the parameters. */
  private carryWeights(parameters: ArrayLike<number>, byConstant: number, byParameter: Float64Array): void {
    const { p, q } = this.orders;
    const phi = p > 0 ? parameters[1] : 0;
    const d = parameters[1 + p];
    const beta = this.beta(parameters);
    byParameter.fill(0);
    byParameter[0] = byConstant / (1 - beta);
    let delta = d;
    let deltaByD = 1;
    let weightByPhi = 1;
    let weightByD = 1;
    let weightByBeta = -1;
    for (let lag = 0; lag < this.truncation; lag++) {
      if (lag > 0) {
        const factor = (lag - d) / (lag + 1);
        const nextDelta = factor * delta;
        const nextByD = factor * deltaByD - delta / (lag + 1);
        weightByPhi = beta * weightByPhi - delta;
        weightByD = beta * weightByD + nextByD - phi * deltaByD;
        weightByBeta = beta * weightByBeta + this.weights[lag - 1];
        delta = nextDelta;
        deltaByD = nextByD;
      }
      if (p > 0) byParameter[1] += this.byWeight[lag] * weightByPhi;
      byParameter[1 + p] += this.byWeight[lag] * weightByD;
      if (q > 0) byParameter[2 + p] += this.byWeight[lag] * weightByBeta;
    }
    if (q > 0) byParameter[2 + p] += (byConstant * parameters[0]) / (1 - beta) ** 2;
  }

  private beta(parameters: ArrayLike<number>): number {
    return this.orders.q > 0 ? parameters[2 + this.orders.p] : 0;
  }

  private setWeights(parameters: ArrayLike<number>): void {
    const { p } = this.orders;
    const { truncation, weights, tails } = this;
    const phi = p > 0 ? parameters[1] : 0;
    const d = parameters[1 + p];
    const beta = this.beta(parameters);
    let delta = d;
    weights[0] = phi - beta + d;
    for (let lag = 1; lag < truncation; lag++) {
      const nextDelta = ((lag - d) / (lag + 1)) * delta;
      weights[lag] = beta * weights[lag - 1] + nextDelta - phi * delta;
      delta = nextDelta;
    }
    tails[truncation] = 0;
    for (let lag = truncation - 1; lag >= 0; lag--) tails[lag] = tails[lag + 1] + weights[lag];
  }

  /** The weights λ of the squares, newest first. */
  weightsOf(parameters: ArrayLike<number>): Float64Array {
    this.setWeights(parameters);
    return this.weights.slice();
  }

  /** The sum of the weights, which is below 1 by the truncated weights. */
  persistence(parameters: ArrayLike<number>): number {
    this.setWeights(parameters);
    return this.tails[0];
  }

  longRunVariance(parameters: ArrayLike<number>): number {
    const sum = this.persistence(parameters);
    return sum < 1 ? parameters[0] / (1 - this.beta(parameters)) / (1 - sum) : Infinity;
  }

  rescaled(parameters: ArrayLike<number>, scale: number): Float64Array {
    const result = Float64Array.from(parameters);
    result[0] *= scale * scale;
    return result;
  }

  stateAfter(
    parameters: Float64Array,
    residuals: Float64Array,
    _variances: Float64Array,
    start: number,
  ): VarianceState {
    const omega = parameters[0] / (1 - this.beta(parameters));
    return FigarchState.after(omega, this.weightsOf(parameters), residuals, start);
  }
}

function positivity(p: number, q: number): LinearConstraint[] {
  const count = 2 + p + q;
  const constraints: LinearConstraint[] = [];
  if (p > 0) {
    // φ ≤ (1 - d) / 2
    const coefficients = new Float64Array(count);
    coefficients[1] = -1;
    coefficients[1 + p] = -0.5;
    constraints.push({ coefficients, bound: -0.5 });
  }
  if (q > 0) {
    // β ≤ d + φ
    const coefficients = new Float64Array(count);
    if (p > 0) coefficients[1] = 1;
    coefficients[1 + p] = 1;
    coefficients[2 + p] = -1;
    constraints.push({ coefficients, bound: 0 });
  }
  return constraints;
}

/** The squares that have weights, in a ring buffer. */
class FigarchState implements VarianceState {
  private readonly omega: number;
  private readonly weights: Float64Array;
  private readonly squares: Float64Array;
  private newest = 0;
  nextVariance = 0;

  private constructor(omega: number, weights: Float64Array) {
    this.omega = omega;
    this.weights = weights;
    this.squares = new Float64Array(weights.length);
  }

  static after(omega: number, weights: Float64Array, residuals: Float64Array, start: number): FigarchState {
    const state = new FigarchState(omega, weights);
    state.squares.fill(start);
    for (let lag = 0; lag < Math.min(residuals.length, weights.length); lag++) {
      state.squares[lag] = residuals[residuals.length - 1 - lag] ** 2;
    }
    state.nextVariance = state.evaluate();
    return state;
  }

  push(residual: number): void {
    this.pushSquare(residual * residual);
  }

  private pushSquare(square: number): void {
    this.newest = (this.newest + this.squares.length - 1) % this.squares.length;
    this.squares[this.newest] = square;
    this.nextVariance = this.evaluate();
  }

  copyFrom(other: FigarchState): void {
    this.squares.set(other.squares);
    this.newest = other.newest;
    this.nextVariance = other.nextVariance;
  }

  clone(): FigarchState {
    const state = new FigarchState(this.omega, this.weights);
    state.copyFrom(this);
    return state;
  }

  expected(horizon: number): Float64Array {
    const ahead = this.clone();
    const result = new Float64Array(horizon);
    for (let step = 0; step < horizon; step++) {
      result[step] = ahead.nextVariance;
      ahead.pushSquare(ahead.nextVariance);
    }
    return result;
  }

  private evaluate(): number {
    const { weights, squares, newest } = this;
    const length = squares.length;
    let variance = this.omega;
    const unbroken = length - newest;
    for (let lag = 0; lag < unbroken; lag++) variance += weights[lag] * squares[newest + lag];
    for (let lag = unbroken; lag < length; lag++) variance += weights[lag] * squares[lag - unbroken];
    return variance;
  }
}

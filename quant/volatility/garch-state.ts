import type { GarchOrders } from './orders.ts';
import type { VarianceState } from './variance-process.ts';

interface GarchHistory {
  readonly parameters: Float64Array;
  readonly residuals: Float64Array;
  readonly variances: Float64Array;
  readonly start: number;
}

/** The last squares and variances of a GARCH process, newest first. */
export class GarchState implements VarianceState {
  private readonly orders: GarchOrders;
  private readonly parameters: Float64Array;
  private readonly squares: Float64Array;
  private readonly negatives: Float64Array;
  private readonly variances: Float64Array;
  nextVariance = 0;

  private constructor(orders: GarchOrders, parameters: Float64Array) {
    this.orders = orders;
    this.parameters = parameters;
    this.squares = new Float64Array(orders.p);
    this.negatives = new Float64Array(orders.o);
    this.variances = new Float64Array(orders.q);
  }

  static after(orders: GarchOrders, { parameters, residuals, variances, start }: GarchHistory): GarchState {
    const state = new GarchState(orders, parameters.slice());
    const length = residuals.length;
    for (let lag = 1; lag <= orders.p; lag++)
      state.squares[lag - 1] = lag <= length ? residuals[length - lag] ** 2 : start;
    for (let lag = 1; lag <= orders.o; lag++) {
      state.negatives[lag - 1] = lag <= length ? Math.min(0, residuals[length - lag]) ** 2 : 0.5 * start;
    }
    for (let lag = 1; lag <= orders.q; lag++)
      state.variances[lag - 1] = lag <= length ? variances[length - lag] : start;
    state.nextVariance = state.evaluate();
    return state;
  }

  push(residual: number): void {
    const square = residual * residual;
    shift(this.squares, square);
    shift(this.negatives, residual < 0 ? square : 0);
    shift(this.variances, this.nextVariance);
    this.nextVariance = this.evaluate();
  }

  copyFrom(other: GarchState): void {
    this.squares.set(other.squares);
    this.negatives.set(other.negatives);
    this.variances.set(other.variances);
    this.nextVariance = other.nextVariance;
  }

  clone(): GarchState {
    const state = new GarchState(this.orders, this.parameters);
    state.copyFrom(this);
    return state;
  }

  expected(horizon: number): Float64Array {
    const ahead = this.clone();
    const result = new Float64Array(horizon);
    for (let step = 0; step < horizon; step++) {
      const variance = ahead.nextVariance;
      result[step] = variance;
      shift(ahead.squares, variance);
      shift(ahead.negatives, 0.5 * variance);
      shift(ahead.variances, variance);
      ahead.nextVariance = ahead.evaluate();
    }
    return result;
  }

  private evaluate(): number {
    const { p, o, q } = this.orders;
    let variance = this.parameters[0];
    for (let i = 0; i < p; i++) variance += this.parameters[1 + i] * this.squares[i];
    for (let i = 0; i < o; i++) variance += this.parameters[1 + p + i] * this.negatives[i];
    for (let i = 0; i < q; i++) variance += this.parameters[1 + p + o + i] * this.variances[i];
    return variance;
  }
}

/** Inserts a value at the front and removes the last one. */
export function shift(values: Float64Array, newest: number): void {
  for (let i = values.length - 1; i > 0; i--) values[i] = values[i - 1];
  if (values.length > 0) values[0] = newest;
}

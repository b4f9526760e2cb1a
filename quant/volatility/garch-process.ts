import type { LinearConstraint } from '../optimization/quadratic-program.ts';
import { GarchState } from './garch-state.ts';
import { type GarchOrders, numberedNames, sharedEqually } from './orders.ts';
import type { BackwardPass, VarianceProcess, VarianceState } from './variance-process.ts';

const SMALLEST_OMEGA = 1e-8;
const LARGEST_OMEGA = 100;

/**
 * σ²_t = ω + Σ α_i e²_{t-i} + Σ γ_j e²_{t-j} [e_{t-j} < 0] + Σ β_k σ²_{t-k}
 * (Bollerslev 1986; Glosten, Jagannathan and Runkle 1993). Before the first observation e² and σ² are `start`, and half
 * of e² belongs to negative residuals.
 */
export class GarchProcess implements VarianceProcess {
  readonly orders: GarchOrders;
  readonly parameterNames: readonly string[];
  readonly lowerBounds: readonly number[];
  readonly upperBounds: readonly number[];
  readonly constraints: readonly LinearConstraint[];
  readonly hasAnalyticForecast = true;

  /** @param isStationary - whether Σα + Σγ/2 + Σβ is limited to 1 */
  constructor(orders: GarchOrders, isStationary = true) {
    const { p, o, q } = orders;
    this.orders = orders;
    this.parameterNames = [
      'omega',
      ...numberedNames('alpha', p),
      ...numberedNames('gamma', o),
      ...numberedNames('beta', q),
    ];
    const count = this.parameterNames.length;
    // γ may be negative if α + γ is not
    this.lowerBounds = this.parameterNames.map((_, index) =>
      index === 0 ? SMALLEST_OMEGA : index > p && index <= p + o ? (index - p <= p ? -1 : 0) : 0,
    );
    this.upperBounds = this.parameterNames.map((_, index) => (index === 0 ? LARGEST_OMEGA : 2));
    const constraints: LinearConstraint[] = [];
    for (let lag = 0; lag < Math.min(p, o); lag++) {
      const coefficients = new Float64Array(count);
      coefficients[1 + lag] = 1;
      coefficients[1 + p + lag] = 1;
      constraints.push({ coefficients, bound: 0 });
    }
    if (isStationary) {
      const coefficients = Float64Array.from({ length: count }, (_, index) =>
        index === 0 ? 0 : index > p && index <= p + o ? -0.5 : -1,
      );
      constraints.push({ coefficients, bound: -1 });
    }
    this.constraints = constraints;
  }

  startingPoints(): number[][] {
    const { p, o, q } = this.orders;
    const points: number[][] = [];
    for (const persistence of q > 0 ? [0.95, 0.985, 0.8, 0.5] : [0.3, 0.7]) {
      for (const news of q > 0 ? [0.08, 0.04, 0.2] : [persistence]) {
        if (news > persistence) continue;
        const alpha = p > 0 ? news / (o > 0 ? 2 : 1) : 0;
        const gamma = o > 0 ? (p > 0 ? news : 2 * news) : 0;
        const beta = persistence - alpha - gamma / 2;
        points.push([
          1 - persistence,
          ...sharedEqually(alpha, p),
          ...sharedEqually(gamma, o),
          ...sharedEqually(beta, q),
        ]);
      }
    }
    return points;
  }

  filter(parameters: Float64Array, residuals: Float64Array, start: number, variances: Float64Array): void {
    const { p, o, q } = this.orders;
    if (p === 1 && o <= 1 && q === 1) {
      const omega = parameters[0];
      const alpha = parameters[1];
      const gamma = o === 1 ? parameters[2] : 0;
      const beta = parameters[2 + o];
      let variance = omega + (alpha + 0.5 * gamma + beta) * start;
      for (let t = 0; t < residuals.length; t++) {
        variances[t] = variance;
        const residual = residuals[t];
        variance = omega + (residual < 0 ? alpha + gamma : alpha) * residual * residual + beta * variance;
      }
      return;
    }
    for (let t = 0; t < residuals.length; t++) {
      let variance = parameters[0];
      for (let lag = 1; lag <= p; lag++) {
        const residual = residuals[t - lag];
        variance += parameters[lag] * (lag <= t ? residual * residual : start);
      }
      for (let lag = 1; lag <= o; lag++) {
        const residual = residuals[t - lag];
        variance += parameters[p + lag] * (lag > t ? 0.5 * start : residual < 0 ? residual * residual : 0);
      }
      for (let lag = 1; lag <= q; lag++) variance += parameters[p + o + lag] * (lag <= t ? variances[t - lag] : start);
      variances[t] = variance;
    }
  }

  carryBack(pass: BackwardPass): number {
    const { p, o, q } = this.orders;
    return p === 1 && o <= 1 && q === 1 ? this.carryBackOne(pass) : this.carryBackMany(pass);
  }

  private carryBackOne(pass: BackwardPass): number {
    const { parameters, residuals, start, variances, byVariance, byResidual, byParameter } = pass;
    const { o } = this.orders;
    const alpha = parameters[1];
    const gamma = o === 1 ? parameters[2] : 0;
    const beta = parameters[2 + o];
    let byOmega = 0;
    let byAlpha = 0;
    let byGamma = 0;
    let byBeta = 0;
    let carried = byVariance[residuals.length - 1];
    for (let t = residuals.length - 1; t > 0; t--) {
      const residual = residuals[t - 1];
      const weighted = carried * residual;
      byOmega += carried;
      byAlpha += weighted * residual;
      byBeta += carried * variances[t - 1];
      if (residual < 0) {
        byGamma += weighted * residual;
        byResidual[t - 1] += 2 * (alpha + gamma) * weighted;
      } else byResidual[t - 1] += 2 * alpha * weighted;
      carried = byVariance[t - 1] + beta * carried;
    }
    byParameter[0] = byOmega + carried;
    byParameter[1] = byAlpha + carried * start;
    if (o === 1) byParameter[2] = byGamma + 0.5 * carried * start;
    byParameter[2 + o] = byBeta + carried * start;
    return carried * (alpha + 0.5 * gamma + beta);
  }

  private carryBackMany(pass: BackwardPass): number {
    const { parameters, residuals, start, variances, byVariance, byResidual, byParameter } = pass;
    const { p, o, q } = this.orders;
    byParameter.fill(0);
    let byStart = 0;
    for (let t = residuals.length - 1; t >= 0; t--) {
      const carried = byVariance[t];
      byParameter[0] += carried;
      for (let lag = 1; lag <= p; lag++) {
        const before = t - lag;
        const residual = before >= 0 ? residuals[before] : 0;
        byParameter[lag] += carried * (before >= 0 ? residual * residual : start);
        if (before >= 0) byResidual[before] += 2 * parameters[lag] * carried * residual;
        else byStart += parameters[lag] * carried;
      }
      for (let lag = 1; lag <= o; lag++) {
        const before = t - lag;
        const residual = before >= 0 ? Math.min(0, residuals[before]) : 0;
        byParameter[p + lag] += carried * (before >= 0 ? residual * residual : 0.5 * start);
        if (before >= 0) byResidual[before] += 2 * parameters[p + lag] * carried * residual;
        else byStart += 0.5 * parameters[p + lag] * carried;
      }
      for (let lag = 1; lag <= q; lag++) {
        const before = t - lag;
        const beta = parameters[p + o + lag];
        byParameter[p + o + lag] += carried * (before >= 0 ? variances[before] : start);
        if (before >= 0) byVariance[before] += beta * carried;
        else byStart += beta * carried;
      }
    }
    return byStart;
  }

  persistence(parameters: ArrayLike<number>): number {
    const { p, o, q } = this.orders;
    let sum = 0;
    for (let i = 1; i <= p + o + q; i++) sum += (i > p && i <= p + o ? 0.5 : 1) * parameters[i];
    return sum;
  }

  longRunVariance(parameters: ArrayLike<number>): number {
    const persistence = this.persistence(parameters);
    return persistence < 1 ? parameters[0] / (1 - persistence) : Infinity;
  }

  rescaled(parameters: ArrayLike<number>, scale: number): Float64Array {
    const result = Float64Array.from(parameters);
    result[0] *= scale * scale;
    return result;
  }

  stateAfter(parameters: Float64Array, residuals: Float64Array, variances: Float64Array, start: number): VarianceState {
    return GarchState.after(this.orders, { parameters, residuals, variances, start });
  }
}

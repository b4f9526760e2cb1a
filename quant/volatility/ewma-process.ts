import { GarchProcess } from './garch-process.ts';
import type { BackwardPass, VarianceProcess, VarianceState } from './variance-process.ts';

/**
 * The exponentially weighted moving average of squares, σ²_t = λ σ²_{t-1} + (1 - λ) e²_{t-1} (RiskMetrics 1996). λ is
 * given, or a parameter of the fit.
 */
export class EwmaProcess implements VarianceProcess {
  readonly parameterNames: readonly string[];
  readonly lowerBounds: readonly number[];
  readonly upperBounds: readonly number[];
  readonly constraints = [];
  readonly hasAnalyticForecast = true;
  private readonly lambda: number | undefined;
  private readonly garch = new GarchProcess({ p: 1, o: 0, q: 1 });
  private readonly garchParameters = new Float64Array(3);
  private readonly byGarchParameter = new Float64Array(3);

  /** @param lambda - undefined to fit it */
  constructor(lambda: number | undefined) {
    this.lambda = lambda;
    this.parameterNames = lambda === undefined ? ['lambda'] : [];
    this.lowerBounds = lambda === undefined ? [0.01] : [];
    this.upperBounds = lambda === undefined ? [0.99999] : [];
  }

  startingPoints(): number[][] {
    return this.lambda === undefined ? [[0.94], [0.97], [0.85]] : [[]];
  }

  filter(parameters: Float64Array, residuals: Float64Array, start: number, variances: Float64Array): void {
    this.garch.filter(this.asGarch(parameters), residuals, start, variances);
  }

  carryBack(pass: BackwardPass): number {
    const byParameter = this.byGarchParameter;
    const byStart = this.garch.carryBack({ ...pass, parameters: this.asGarch(pass.parameters), byParameter });
    if (this.lambda === undefined) pass.byParameter[0] = byParameter[2] - byParameter[1];
    return byStart;
  }

  persistence(): number {
    return 1;
  }

  longRunVariance(): number {
    return Infinity;
  }

  rescaled(parameters: ArrayLike<number>): Float64Array {
    return Float64Array.from(parameters);
  }

  stateAfter(parameters: Float64Array, residuals: Float64Array, variances: Float64Array, start: number): VarianceState {
    return this.garch.stateAfter(this.asGarch(parameters), residuals, variances, start);
  }

  private asGarch(parameters: ArrayLike<number>): Float64Array {
    const lambda = this.lambda ?? parameters[0];
    this.garchParameters[1] = 1 - lambda;
    this.garchParameters[2] = lambda;
    return this.garchParameters;
  }
}

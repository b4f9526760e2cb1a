import { EngineError } from '../model/engine-error.ts';
import { INDICATOR_ERRORS } from './errors.ts';
import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { NormalEquations } from './normal-equations.ts';
import { requirePeriod } from './require-period.ts';
import { ValueWindow } from './value-window.ts';

/** The orders of an ARIMA model: number of past values, of differences and of past errors. */
export interface ArimaOrders {
  readonly arOrder: number;
  readonly diffOrder: number;
  readonly maOrder: number;
}

/**
 * Forecast of the next input by an ARIMA(p, d, q) model that is refitted to the last `period` inputs at each update, by
 * least squares in two steps: first on past values, then on past values and the errors of the first step (LEAN:
 * AutoRegressiveIntegratedMovingAverage.cs, TimeSeriesIndicator.cs). 0 until ready and when the fit has no solution.
 *
 * As in LEAN the series is ordered newest first throughout, so a "past" value of the fit is the newer neighbour.
 */
export class AutoRegressiveIntegratedMovingAverage extends Indicator {
  /** Coefficients of past values (the phi terms) of the last fit. */
  readonly arParameters: Float64Array;
  /** Coefficients of past errors (the theta terms) of the last fit. */
  readonly maParameters: Float64Array;
  intercept = 0;
  /** Variances of the residuals of the two steps. */
  arResidualError = 0;
  maResidualError = 0;
  private readonly orders: ArimaOrders;
  private readonly inputs: ValueWindow;
  /** The inputs after differencing; the last number of each stage is kept in `heads`. */
  private readonly series: Float64Array;
  private readonly heads: Float64Array;
  private readonly residuals: Float64Array;
  private readonly length: number;
  private readonly first: NormalEquations;
  private readonly second: NormalEquations;
  private readonly firstFit: Float64Array;
  private readonly secondFit: Float64Array;
  private readonly constants: 0 | 1;

  constructor(orders: ArimaOrders, period: number, intercept = true, name = arimaName(orders, period, intercept)) {
    super(name);
    requireOrders(name, orders, period);
    const { arOrder, diffOrder, maOrder } = orders;
    this.orders = orders;
    this.inputs = new ValueWindow(period);
    this.series = new Float64Array(period);
    this.heads = new Float64Array(diffOrder);
    this.residuals = new Float64Array(period);
    this.length = period - diffOrder;
    this.constants = intercept ? 1 : 0;
    this.first = new NormalEquations(arOrder);
    this.second = new NormalEquations(this.constants + arOrder + maOrder);
    this.firstFit = new Float64Array(this.first.columns);
    this.secondFit = new Float64Array(this.second.columns);
    this.arParameters = new Float64Array(arOrder);
    this.maParameters = new Float64Array(maOrder);
  }

  get isReady(): boolean {
    return this.inputs.isFull;
  }

  get warmUpPeriod(): number {
    return this.inputs.size;
  }

  updateFrom(point: DataPoint): boolean {
    const { value } = point;
    if (!this.accepts(point)) return this.isReady;
    this.inputs.add(value);
    this.publish(point, this.inputs.isFull ? this.forecast() : 0);
    return this.inputs.isFull;
  }

  override reset(): void {
    super.reset();
    this.inputs.clear();
  }

  private forecast(): number {
    const { arOrder, diffOrder, maOrder } = this.orders;
    this.difference();
    this.fitPastValues();
    if (maOrder > 0) this.fitPastErrors();
    let forecast = this.intercept;
    for (let lag = 0; lag < arOrder; lag++) forecast += this.arParameters[lag] * this.series[lag];
    for (let lag = 0; lag < maOrder; lag++) forecast += this.maParameters[lag] * this.residuals[maOrder + lag + 1];
    if (diffOrder === 0) return forecast;
    return this.integrate(forecast);
  }

  private difference(): void {
    const { series } = this;
    this.inputs.copyTo(series);
    for (let stage = 0; stage < this.heads.length; stage++) {
      const last = series.length - 1 - stage;
      this.heads[stage] = series[last];
      for (let index = 0; index < last; index++) series[index] -= series[index + 1];
    }
  }

  /** Integrates the series with its forecast and the kept heads, and returns the newest number. */
  private integrate(forecast: number): number {
    const sums = [forecast, ...this.series.subarray(0, this.length)];
    for (const head of this.heads) {
      sums.push(head);
      for (let index = sums.length - 2; index >= 0; index--) sums[index] += sums[index + 1];
    }
    return sums[0];
  }

  private fitPastValues(): void {
    const { arOrder, maOrder } = this.orders;
    this.first.clear();
    for (let index = arOrder; index < this.length; index++) {
      this.fillLags(this.first, 0, index);
      this.first.addRow(this.series[index]);
    }
    this.first.solve(this.firstFit);
    let squares = 0;
    this.residuals.fill(0, 0, arOrder);
    for (let index = arOrder; index < this.length; index++) {
      this.fillLags(this.first, 0, index);
      const residual = this.series[index] - this.first.dot(this.firstFit);
      this.residuals[index] = residual;
      squares += residual * residual;
    }
    this.arResidualError = squares / (this.length - arOrder - 1);
    if (maOrder === 0) this.arParameters.set(this.firstFit);
  }

  private fitPastErrors(): void {
    const { arOrder, maOrder } = this.orders;
    this.second.clear();
    for (let index = maOrder; index < this.length; index++) {
      this.fillSecondRow(index);
      this.second.addRow(this.series[index]);
    }
    this.second.solve(this.secondFit);
    let squares = 0;
    for (let index = maOrder; index < this.length; index++) {
      this.fillSecondRow(index);
      const residual = this.series[index] - this.second.dot(this.secondFit, this.constants);
      squares += residual * residual;
    }
    this.maResidualError = squares / (this.length - Math.max(arOrder, maOrder) - 1);
    this.intercept = this.constants === 1 ? this.secondFit[0] : 0;
    for (let lag = 0; lag < arOrder; lag++) this.arParameters[lag] = this.secondFit[this.constants + lag];
    for (let lag = 0; lag < maOrder; lag++) this.maParameters[lag] = this.secondFit[this.constants + arOrder + lag];
  }

  /** With unequal orders the n-th row of past values is paired with the n-th row of past errors, as in LEAN. */
  private fillSecondRow(index: number): void {
    const { arOrder, maOrder } = this.orders;
    const row = this.second.row;
    if (this.constants === 1) row[0] = 1;
    this.fillLags(this.second, this.constants, index - maOrder + arOrder);
    for (let lag = 1; lag <= maOrder; lag++) row[this.constants + arOrder + lag - 1] = this.residuals[index - lag];
  }

  private fillLags(equations: NormalEquations, from: number, index: number): void {
    for (let lag = 1; lag <= this.orders.arOrder; lag++) equations.row[from + lag - 1] = this.series[index - lag];
  }
}

function arimaName(orders: ArimaOrders, period: number, intercept: boolean): string {
  const { arOrder, diffOrder, maOrder } = orders;
  return `ARIMA((${arOrder}, ${diffOrder}, ${maOrder}), ${period}, ${intercept ? 'True' : 'False'})`;
}

function requireOrders(name: string, { arOrder, diffOrder, maOrder }: ArimaOrders, period: number): void {
  requirePeriod(`${name}, order of past values,`, arOrder);
  requirePeriod(`${name}, order of differences,`, diffOrder, 0);
  requirePeriod(`${name}, order of past errors,`, maOrder, 0);
  requirePeriod(name, period, diffOrder + Math.max(arOrder, 2 * maOrder) + 1);
  if (maOrder > 0 && maOrder < arOrder) {
    throw new EngineError(
      INDICATOR_ERRORS.INVALID_ARGUMENT,
      `${name} has ${maOrder} past errors but ${arOrder} past values. Give no past errors, or at least as many as past values.`,
    );
  }
}

import { QUANT_ERRORS } from '../numeric/errors.ts';
import type { Matrix } from '../numeric/matrix.ts';
import { QuantError } from '../numeric/quant-error.ts';
import { selectSmallest } from './order-statistics.ts';
import { requireLevel, type RiskMeasure } from './risk-measure.ts';

/** Number of changes after which the sums are recomputed, so that rounding errors do not accumulate. */
const REFRESH_AFTER = 10_000;

/**
 * Value at risk of a portfolio with incremental updates: the profit of each scenario is stored, so a change of one
 * position costs one pass over its scenarios instead of a product of all positions with all scenarios.
 */
export class PortfolioRisk {
  private readonly level: number;
  /** Returns of each position. */
  private readonly scenarios: readonly Float64Array[];
  private readonly values: Float64Array;
  private readonly profits: Float64Array;
  private readonly scratch: Float64Array;
  private changes = 0;

  /**
   * @param scenarios - returns, one row per scenario and one column per position
   * @param values - money in each position; default 0
   */
  constructor(scenarios: Matrix, level: number, values: ArrayLike<number> = new Float64Array(scenarios.columns)) {
    requireLevel(level);
    if (values.length !== scenarios.columns || scenarios.rows < 2) {
      throw new QuantError(
        QUANT_ERRORS.SHAPE,
        `${values.length} values need as many columns of at least 2 scenarios; there are ${scenarios.columns} columns and ${scenarios.rows} scenarios.`,
      );
    }
    this.level = level;
    this.scenarios = Array.from({ length: scenarios.columns }, (_, index) => scenarios.column(index));
    this.values = Float64Array.from(values);
    this.profits = new Float64Array(scenarios.rows);
    this.scratch = new Float64Array(scenarios.rows);
    this.refresh();
  }

  /** Money in one position. */
  value(position: number): number {
    return this.values[position];
  }

  /** Sets the money in one position. */
  set(position: number, value: number): void {
    const returns = this.returnsOf(position);
    const change = value - this.values[position];
    this.values[position] = value;
    if (++this.changes >= REFRESH_AFTER) {
      this.refresh();
      return;
    }
    const { profits } = this;
    for (let i = 0; i < profits.length; i++) profits[i] += change * returns[i];
  }

  /** Value at risk (the quantile of type 7) and expected shortfall, in money. */
  measure(): RiskMeasure {
    this.scratch.set(this.profits);
    return this.measureScratch();
  }

  /** The risk after a hypothetical change of the money in one position. */
  measureWith(position: number, change: number): RiskMeasure {
    const returns = this.returnsOf(position);
    const { profits, scratch } = this;
    for (let i = 0; i < profits.length; i++) scratch[i] = profits[i] + change * returns[i];
    return this.measureScratch();
  }

  private returnsOf(position: number): Float64Array {
    const returns = this.scenarios[position];
    if (returns !== undefined) return returns;
    throw new QuantError(
      QUANT_ERRORS.OUT_OF_DOMAIN,
      `There is no position ${position}; positions are 0 to ${this.values.length - 1}.`,
    );
  }

  private refresh(): void {
    const { profits, values } = this;
    this.changes = 0;
    profits.fill(0);
    for (const [position, returns] of this.scenarios.entries()) {
      const value = values[position];
      if (value === 0) continue;
      for (let i = 0; i < profits.length; i++) profits[i] += value * returns[i];
    }
  }

  private measureScratch(): RiskMeasure {
    const { scratch } = this;
    const position = (scratch.length - 1) * (1 - this.level);
    const below = Math.floor(position);
    selectSmallest(scratch, below + 1);
    const lower = scratch[below];
    let upper = Infinity;
    for (let i = below + 1; i < scratch.length; i++) if (scratch[i] < upper) upper = scratch[i];
    const cut = position === below ? lower : lower + (position - below) * (upper - lower);
    let sum = 0;
    let count = 0;
    for (let i = 0; i < scratch.length; i++) {
      if (scratch[i] > cut) continue;
      sum += scratch[i];
      count++;
    }
    return { valueAtRisk: -cut, expectedShortfall: -sum / count };
  }
}

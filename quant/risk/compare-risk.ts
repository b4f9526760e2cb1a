import { extremeValueRisk } from './extreme-value-risk.ts';
import { filteredHistoricalRisk, historicalRisk } from './historical-risk.ts';
import { cornishFisherRisk, normalRisk, studentTRisk } from './parametric-risk.ts';
import type { RiskMeasure } from './risk-measure.ts';
import { portfolioReturns, type ScenarioOptions, simulateScenarios } from './simulated-risk.ts';
import { Matrix } from '../numeric/matrix.ts';
import type { VolatilitySpecification } from '../volatility/specification.ts';

export type RiskMethod =
  | 'historical'
  | 'normal'
  | 'cornish-fisher'
  | 'student-t'
  | 'filtered-historical'
  | 'extreme-value'
  | 'monte-carlo';

/** The figures of one method at one level, or the reason why it has none. */
export interface RiskComparisonRow {
  readonly method: RiskMethod;
  readonly level: number;
  readonly valueAtRisk: number | undefined;
  readonly expectedShortfall: number | undefined;
  /** A caveat of the figures: the number of returns behind them, or the reason why there are none. */
  readonly note: string;
}

export interface RiskComparison {
  readonly rows: readonly RiskComparisonRow[];
  /** For each level, the ratio of the largest to the smallest value at risk: the influence of the method. */
  readonly spreads: ReadonlyMap<number, number>;
}

/** Value at risk and expected shortfall of the next return of one series, by every method. */
export function compareRisk(
  returns: Float64Array,
  levels: readonly number[] = [0.95, 0.99],
  specification: VolatilitySpecification = {},
): RiskComparison {
  const rows = levels.flatMap((level) => rowsAt(returns, level, specification));
  return { rows, spreads: spreadsOf(rows, levels) };
}

/**
 * The same for a portfolio: every method on the past returns of its present weights, and a Monte Carlo simulation of
 * volatility models of each series joined by a copula.
 */
export function comparePortfolioRisk(
  columns: readonly Float64Array[],
  weights: ArrayLike<number>,
  { levels = [0.95, 0.99], ...options }: ScenarioOptions & { readonly levels?: readonly number[] },
): RiskComparison {
  const past = portfolioReturns(Matrix.fromColumns(columns), weights);
  const scenarios = simulateScenarios(columns, { ...options, horizon: 1 });
  const rows = levels.flatMap((level) => [
    ...rowsAt(past, level, options.specification ?? {}),
    scenarios.status === 'failed'
      ? rowOf('monte-carlo', level, scenarios, '')
      : rowOf(
          'monte-carlo',
          level,
          historicalRisk(portfolioReturns(scenarios.returns, weights), level),
          `${scenarios.returns.rows} scenarios of ${columns.length} series, copula ${options.copula ?? 'student-t'}`,
        ),
  ]);
  return { rows, spreads: spreadsOf(rows, levels) };
}

function spreadsOf(rows: readonly RiskComparisonRow[], levels: readonly number[]): ReadonlyMap<number, number> {
  return new Map(
    levels.map((level) => {
      const values = rows.flatMap((row) =>
        row.level === level && row.valueAtRisk !== undefined ? [row.valueAtRisk] : [],
      );
      return [level, Math.max(...values) / Math.min(...values)];
    }),
  );
}

/** A row with figures, or with the reason why there are none. */
function rowOf(
  method: RiskMethod,
  level: number,
  measure: RiskMeasure | { readonly message: string },
  note: string,
): RiskComparisonRow {
  if ('message' in measure) {
    return { method, level, valueAtRisk: undefined, expectedShortfall: undefined, note: measure.message };
  }
  const { valueAtRisk, expectedShortfall } = measure;
  return { method, level, valueAtRisk, expectedShortfall, note };
}

function rowsAt(returns: Float64Array, level: number, specification: VolatilitySpecification): RiskComparisonRow[] {
  const historical = historicalRisk(returns, level);
  const expansion = cornishFisherRisk(returns, level);
  const student = studentTRisk(returns, level);
  const filtered = filteredHistoricalRisk(returns, level, { specification });
  const extreme = extremeValueRisk(returns, level);
  const row = (
    method: RiskMethod,
    measure: RiskMeasure | { readonly message: string },
    note: string,
  ): RiskComparisonRow => rowOf(method, level, measure, note);
  return [
    row('historical', historical, `mean of ${historical.tailCount} returns`),
    row('normal', normalRisk(returns, level), 'understates fat tails'),
    row('cornish-fisher', expansion, NOTES[expansion.validity]),
    row('student-t', student, `${student.parameters.nu.toFixed(1)} degrees of freedom`),
    row(
      'filtered-historical',
      filtered,
      'status' in filtered && filtered.status === 'fitted'
        ? `mean of ${filtered.tailCount} residuals at today's volatility`
        : '',
    ),
    row(
      'extreme-value',
      extreme,
      extreme.status === 'fitted' ? `${extreme.exceedances} losses beyond ${extreme.threshold.toPrecision(3)}` : '',
    ),
  ];
}

const NOTES = {
  valid: 'the expansion is valid',
  'moments-not-reproduced': 'the moments of the expansion are far from those of the sample: it exaggerates the tail',
  'not-monotone': 'the expansion is not a distribution here: the figures are historical',
} as const;

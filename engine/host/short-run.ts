import type { RunRecord } from '../api/result-handler.ts';
import type { BacktestResult } from '../runtime/run-request.ts';

/** LEAN works out no statistics from fewer daily returns than this and prints zeros. */
const FEWEST_RETURNS = 2;
/** Of the daily samples these are no returns: the start, and the day that orders may fill in. */
const SAMPLES_BEFORE_RETURNS = 2;
const TOO_FEW = 'too few days';

/** What LEAN prints of any run. */
const ALWAYS = new Set([
  'Total Orders',
  'Start Equity',
  'End Equity',
  'Total Fees',
  'Estimated Strategy Capacity',
  'Lowest Capacity Asset',
  'Portfolio Turnover',
]);

/**
 * Statistics and figures as results show them: of a run that is too short for figures of a year, the real net profit and drawdown
 * in place of LEAN's zeros, and words in place of the others.
 */
export function shownFigures(result: BacktestResult): Pick<RunRecord, 'statistics' | 'figures'> {
  const { statistics, figures, equity, daily } = result;
  if (daily.time.length - SAMPLES_BEFORE_RETURNS >= FEWEST_RETURNS || equity.value.length === 0)
    return { statistics, figures };
  const totalNetProfit = figures.startEquity === 0 ? 0 : figures.endEquity / figures.startEquity - 1;
  const drawdown = largestDrawdown(equity.value);
  const real: Readonly<Record<string, string>> = {
    'Net Profit': percent(totalNetProfit),
    Drawdown: percent(drawdown),
  };
  return {
    statistics: Object.fromEntries(
      Object.entries(statistics).map(([name, text]) => [name, ALWAYS.has(name) ? text : (real[name] ?? TOO_FEW)]),
    ),
    figures: { ...figures, totalNetProfit, drawdown },
  };
}

function largestDrawdown(values: Float64Array): number {
  let peak = values[0];
  let largest = 0;
  for (const value of values) {
    if (value > peak) peak = value;
    else if (peak > 0) largest = Math.max(largest, 1 - value / peak);
  }
  return largest;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(3)}%`;
}

import type { RunRecord } from '../api/result-handler.ts';
import type { BacktestResult } from '../runtime/run-request.ts';

/** With fewer daily returns LEAN computes no statistics and prints zeros. */
const FEWEST_RETURNS = 2;
/** Daily samples that are not returns: the start and the first trading day. */
const SAMPLES_BEFORE_RETURNS = 2;
const TOO_FEW = 'too few days';

/** Statistics that LEAN prints for any run. */
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
 * Statistics and figures for results. For a run that is too short for annualized figures they contain the real net
 * profit and drawdown instead of LEAN's zeros, and text instead of the others.
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

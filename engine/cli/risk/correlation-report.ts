import {
  correlationOf,
  kendallTau,
  ledoitWolfCovariance,
  Matrix,
  nearestCorrelation,
  pearsonCorrelation,
  spearmanRho,
} from '../../../quant/index.ts';
import { heatMap } from './chart.ts';
import { type DailyCloses, returnsOf } from './daily-closes.ts';
import type { Report } from './report-folder.ts';

/** How correlations are measured. */
export const CORRELATION_METHODS = ['pearson', 'spearman', 'kendall', 'ledoit-wolf'] as const;
export type CorrelationMethod = (typeof CORRELATION_METHODS)[number];

const PAIRS = { pearson: pearsonCorrelation, spearman: spearmanRho, kendall: kendallTau } as const;

/** Correlations of the daily returns of several symbols. */
export function correlationReport({ symbols, dates, closes }: DailyCloses, method: CorrelationMethod): Report {
  const columns = closes.map(returnsOf);
  const raw = matrixOf(columns, method);
  const repair = nearestCorrelation(raw);
  const { matrix } = repair;
  const notes = [
    `${method} correlations of ${columns[0].length} daily returns, ${dates[0]} to ${dates.at(-1)}, on the days that all symbols have.`,
    ...(repair.isRepaired
      ? [`The matrix was not positive definite; the nearest one that is differs by ${repair.distance.toPrecision(3)}.`]
      : []),
  ];
  return {
    title: 'Correlations',
    notes,
    parts: [
      {
        title: 'Matrix',
        head: ['', ...symbols],
        rows: symbols.map((symbol, row) => [symbol, ...symbols.map((_, column) => matrix.at(row, column).toFixed(3))]),
      },
      { svg: heatMap('Correlations', symbols, (row, column) => matrix.at(row, column)) },
    ],
    document: {
      method,
      symbols,
      start: dates[0],
      end: dates.at(-1),
      returns: columns[0].length,
      matrix: symbols.map((_, row) => symbols.map((_other, column) => matrix.at(row, column))),
      isRepaired: repair.isRepaired,
    },
  };
}

function matrixOf(columns: readonly Float64Array[], method: CorrelationMethod): Matrix {
  if (method === 'ledoit-wolf') return correlationOf(ledoitWolfCovariance(columns).matrix);
  const pair = PAIRS[method];
  return Matrix.fromRows(
    columns.map((one, row) => columns.map((other, column) => (row === column ? 1 : pair(one, other)))),
  );
}

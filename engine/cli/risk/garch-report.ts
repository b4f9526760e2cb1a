import {
  fitVolatility,
  forecastVolatility,
  ljungBoxTest,
  Random,
  type VolatilityFit,
  type VolatilitySpecification,
} from '../../../quant/index.ts';
import { EngineError } from '../../model/engine-error.ts';
import { CLI_ERRORS } from '../errors.ts';
import { lineChart } from './chart.ts';
import { type DailyCloses, returnsOf } from './daily-closes.ts';
import type { Report, ReportTable } from './report-folder.ts';

const TRADING_DAYS = 252;
const LAGS = 10;

/** What the command fits and how far it looks ahead. */
export interface GarchWish {
  readonly specification: VolatilitySpecification;
  readonly horizon: number;
  readonly seed: number;
}

/** Fit, diagnostics and forecast of the volatility of one symbol. @throws EngineError where the returns cannot be fitted */
export function garchReport(
  { symbols, dates, closes }: DailyCloses,
  { specification, horizon, seed }: GarchWish,
): Report {
  const [symbol] = symbols;
  // in percent, as models of volatility are usually printed
  const returns = returnsOf(closes[0]).map((value) => 100 * value);
  const fit = fitVolatility(returns, specification);
  if (fit.status === 'failed') {
    throw new EngineError(
      CLI_ERRORS.NO_FIT,
      `The returns of ${symbol} cannot be fitted (${fit.code}): ${fit.message}`,
      { data: { code: fit.code } },
    );
  }
  const isAnalytic = horizon === 1 || fit.parts.process.hasAnalyticForecast;
  const method = isAnalytic ? 'analytic' : 'simulation';
  const { variances } = forecastVolatility(fit, { horizon, method, random: new Random(seed) });
  const volatilities = Array.from(variances, Math.sqrt);
  const tables = [parameterTable(fit), diagnosticTable(fit), forecastTable(volatilities)];
  const yearly = fit.conditionalVolatility.map((value) => value * Math.sqrt(TRADING_DAYS));
  return {
    title: `Volatility of ${symbol}, ${dates[0]} to ${dates.at(-1)}`,
    notes: notesOf(fit),
    parts: [
      ...tables,
      {
        svg: lineChart(
          'Conditional volatility, % a year',
          [{ name: symbol, values: yearly }],
          [dates[1], dates.at(-1) ?? ''],
        ),
      },
      {
        svg: lineChart(
          'Forecast, % a year',
          [{ name: 'volatility', values: volatilities.map((value) => value * Math.sqrt(TRADING_DAYS)) }],
          ['1 day', `${horizon} days`],
        ),
      },
    ],
    document: {
      symbol,
      start: dates[0],
      end: dates.at(-1),
      observations: fit.observations,
      parameters: Object.fromEntries(fit.parameterNames.map((name, index) => [name, fit.parameters[index]])),
      logLikelihood: fit.logLikelihood,
      akaike: fit.akaike,
      bayesian: fit.bayesian,
      persistence: fit.persistence,
      halfLife: fit.halfLife,
      warnings: fit.warnings,
      forecast: { method, volatilities },
    },
  };
}

function notesOf(fit: VolatilityFit): string[] {
  return [
    'Returns are logarithmic, in percent a day; volatility is their standard deviation.',
    ...fit.warnings.map(({ message }) => message),
  ];
}

function parameterTable(fit: VolatilityFit): ReportTable {
  const errors = fit.standardErrors;
  return {
    title: 'Fit',
    note: `Log-likelihood ${fit.logLikelihood.toFixed(4)}, AIC ${fit.akaike.toFixed(2)}, BIC ${fit.bayesian.toFixed(2)}, ${fit.observations} returns.`,
    head: ['parameter', 'estimate', 'robust error'],
    rows: fit.parameterNames.map((name, index) => [
      name,
      fit.parameters[index].toPrecision(6),
      errors === undefined ? 'none' : errors[index].toPrecision(3),
    ]),
  };
}

function diagnosticTable(fit: VolatilityFit): ReportTable {
  const residuals = fit.standardizedResiduals;
  const row = (name: string, values: Float64Array): string[] => {
    const { statistic, pValue } = ljungBoxTest(values, LAGS);
    return [name, statistic.toFixed(3), pValue.toFixed(4)];
  };
  return {
    title: 'Diagnostics',
    note: 'A small p-value means that something is left that the model does not explain.',
    head: ['', 'value', 'p-value'],
    rows: [
      row(`Ljung-Box, residuals, ${LAGS} lags`, residuals),
      row(
        `Ljung-Box, squared residuals, ${LAGS} lags`,
        residuals.map((value) => value * value),
      ),
      ['persistence', fit.persistence.toFixed(4), ''],
      ['half-life of a shock, days', fit.halfLife.toFixed(1), ''],
      ['long-run volatility, % a year', Math.sqrt(fit.longRunVariance * TRADING_DAYS).toFixed(2), ''],
    ],
  };
}

function forecastTable(volatilities: readonly number[]): ReportTable {
  return {
    title: 'Forecast',
    head: ['days ahead', '% a day', '% a year'],
    rows: volatilities.map((value, index) => [
      String(index + 1),
      value.toFixed(4),
      (value * Math.sqrt(TRADING_DAYS)).toFixed(2),
    ]),
  };
}

import {
  acerbiSzekelyTest,
  christoffersenTest,
  compareRisk,
  historicalRisk,
  kupiecTest,
  normalRisk,
} from '../../../quant/index.ts';
import type { RunRecord } from '../../api/result-handler.ts';
import { dateText } from '../../host/dates.ts';
import { barChart, lineChart } from './chart.ts';
import { contributionTable } from './contributions.ts';
import { dailyReturns, drawdownsOf } from './equity-returns.ts';
import type { Report, ReportTable } from './report-folder.ts';
import { stressTables } from './stress.ts';

/** Days that the value at risk of a day is estimated from. */
const WINDOW = 250;
/** Fewer days with a change of the portfolio are not measured. */
const LEAST_ACTIVE = 30;
const LEVELS = [0.95, 0.99] as const;

/** Forecasts of the value at risk of each day from the days before it, with what happened. */
interface BackTest {
  readonly method: string;
  readonly level: number;
  readonly returns: Float64Array;
  readonly valuesAtRisk: Float64Array;
  readonly expectedShortfalls: Float64Array;
}

/** Risk of a finished backtest. */
export function portfolioReport(record: RunRecord): Report {
  const { returns, benchmark, times } = dailyReturns(record);
  const dates = Array.from(times, (time) => dateText(time));
  const labels: [string, string] = [dates[0] ?? '', dates.at(-1) ?? ''];
  const drawdowns = drawdownsOf(returns);
  const parts: Report['parts'][number][] = [];
  const tests = returns.length > WINDOW + 50 ? backTestsOf(returns) : [];
  // days in cash would hide the risk of the others
  const active = returns.filter((value) => value !== 0);
  const isMeasurable = active.length >= LEAST_ACTIVE;
  if (isMeasurable) parts.push(methodTable(active));
  if (tests.length > 0) {
    parts.push(backTestTable(tests));
    const shown = tests.find(({ level, method }) => level === 0.99 && method === 'historical');
    if (shown !== undefined) parts.push({ svg: backTestChart(shown, dates) });
  }
  const { long, short } = record.daily;
  parts.push(
    { svg: lineChart('Drawdown', [{ name: 'drawdown', values: drawdowns }], labels) },
    {
      svg: lineChart(
        'Exposure, shares of the portfolio',
        [
          { name: 'long', values: long },
          { name: 'short', values: short },
        ],
        labels,
      ),
    },
  );
  const contributions = contributionTable(record);
  if (contributions !== undefined) parts.push(contributions.table, { svg: contributions.svg });
  const stress = stressTables({ record, returns, benchmark, times });
  parts.push(...stress.tables);
  if (stress.bars.length > 0) parts.push({ svg: barChart('Stress, share of the portfolio', stress.bars) });
  return {
    title: `Risk of ${record.strategy}, ${record.start} to ${record.end}`,
    notes: [
      `${returns.length} daily returns of the portfolio. Losses, value at risk and expected shortfall are positive.`,
      ...(tests.length === 0 ? [`Back-tests need more than ${WINDOW + 50} days.`] : []),
    ],
    parts,
    document: {
      strategy: record.strategy,
      start: record.start,
      end: record.end,
      days: returns.length,
      activeDays: active.length,
      methods: isMeasurable ? compareRisk(active).rows : [],
      backTests: tests.map(resultOf),
      largestDrawdown: -Math.min(0, ...drawdowns),
      stress: stress.bars.map(({ name, value }) => ({ name, value })),
    },
  };
}

function methodTable(returns: Float64Array): ReportTable {
  const { rows, spreads } = compareRisk(returns, [...LEVELS]);
  const spread = [...spreads].map(([level, factor]) => `${factor.toFixed(2)} at ${level * 100} %`).join(', ');
  return {
    title: 'Value at risk and expected shortfall of the next day, by every method',
    note: `From ${returns.length} days on which the portfolio changed. The largest value at risk over the smallest is ${spread}.`,
    head: ['method', 'level', 'value at risk', 'expected shortfall', 'note'],
    rows: rows.map(({ method, level, valueAtRisk, expectedShortfall, note }) => [
      method,
      `${level * 100} %`,
      valueAtRisk === undefined ? '' : percent(valueAtRisk),
      expectedShortfall === undefined ? '' : percent(expectedShortfall),
      note,
    ]),
  };
}

/** Each day's forecast uses the days before it alone. */
function backTestsOf(returns: Float64Array): BackTest[] {
  const methods = { historical: historicalRisk, normal: normalRisk };
  return Object.entries(methods).flatMap(([method, measure]) =>
    LEVELS.map((level) => {
      const count = returns.length - WINDOW;
      const valuesAtRisk = new Float64Array(count);
      const expectedShortfalls = new Float64Array(count);
      for (let day = 0; day < count; day++) {
        const risk = measure(returns.subarray(day, day + WINDOW), level);
        // a portfolio without positions has no risk; a tiny one keeps the ratios of the tests finite
        valuesAtRisk[day] = Math.max(risk.valueAtRisk, 1e-9);
        expectedShortfalls[day] = Math.max(risk.expectedShortfall, 1e-9);
      }
      return { method, level, returns: returns.slice(WINDOW), valuesAtRisk, expectedShortfalls };
    }),
  );
}

function resultOf(test: BackTest) {
  const { method, level, returns, valuesAtRisk } = test;
  const violations = Array.from(returns, (value, day) => value < -valuesAtRisk[day]);
  const count = violations.filter(Boolean).length;
  return {
    method,
    level,
    days: returns.length,
    violations: count,
    expected: returns.length * (1 - level),
    kupiec: kupiecTest(count, returns.length, level).pValue,
    independence: christoffersenTest(violations, level).independence.pValue,
    z2: acerbiSzekelyTest(test).z2,
  };
}

function backTestTable(tests: readonly BackTest[]): ReportTable {
  return {
    title: `Back-tests of the value at risk, each day from the ${WINDOW} days before it`,
    note: 'A small p-value rejects the method: too many or too few violations (Kupiec), violations in clusters (Christoffersen). Z2 of Acerbi and Szekely below 0: losses were larger or more frequent than forecast.',
    head: ['method', 'level', 'days', 'violations', 'expected', 'Kupiec p', 'Christoffersen p', 'Z2'],
    rows: tests
      .map(resultOf)
      .map(({ method, level, days, violations, expected, kupiec, independence, z2 }) => [
        method,
        `${level * 100} %`,
        String(days),
        String(violations),
        expected.toFixed(1),
        kupiec.toFixed(4),
        independence.toFixed(4),
        z2.toFixed(3),
      ]),
  };
}

function backTestChart({ returns, valuesAtRisk }: BackTest, dates: readonly string[]): string {
  return lineChart(
    'Daily returns and the historical value at risk at 99 %',
    [
      { name: 'return', values: returns },
      { name: 'value at risk, negative', values: valuesAtRisk.map((value) => -value) },
    ],
    [dates[WINDOW] ?? '', dates.at(-1) ?? ''],
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(3)} %`;
}

import { Matrix, scenarioContributions } from '../../../quant/index.ts';
import type { RunRecord } from '../../api/result-handler.ts';
import { barChart } from './chart.ts';
import type { ReportTable } from './report-folder.ts';

const LEVEL = 0.95;
const LEAST = 60;

/** The positions at the end of a run: signed quantities by symbol. */
function finalQuantities({ fills }: Pick<RunRecord, 'fills'>): Map<string, number> {
  const quantities = new Map<string, number>();
  for (const { symbol, quantity } of fills) quantities.set(symbol, (quantities.get(symbol) ?? 0) + quantity);
  return new Map([...quantities].filter(([, quantity]) => Math.abs(quantity) > 1e-9));
}

/** What each position at the end of the run adds to value at risk and expected shortfall (Euler); undefined without positions. */
export function contributionTable(record: RunRecord): { table: ReportTable; svg: string } | undefined {
  const quantities = finalQuantities(record);
  const held = record.daily.prices.filter(({ symbol, close }) => quantities.has(symbol) && close.length > LEAST);
  if (held.length === 0) return undefined;
  const count = Math.min(...held.map(({ close }) => close.length - 1));
  const columns = held.map(({ close }) => {
    const last = close.slice(-count - 1);
    return Float64Array.from({ length: count }, (_, i) => last[i + 1] / last[i] - 1);
  });
  const weights = Float64Array.from(
    held,
    ({ symbol, close }) => ((quantities.get(symbol) ?? 0) * (close.at(-1) ?? 0)) / record.finalEquity,
  );
  const { valueAtRisk, expectedShortfall } = scenarioContributions(Matrix.fromColumns(columns), weights, LEVEL);
  const names = held.map(({ symbol }) => symbol.split('/').at(-1) ?? symbol);
  return {
    table: {
      title: `Contributions of the last positions at ${LEVEL * 100} %, from ${count} days`,
      note: `Value at risk ${part(valueAtRisk.total)}, expected shortfall ${part(expectedShortfall.total)} of the portfolio; the parts sum to them.`,
      head: ['position', 'weight', 'value at risk', 'expected shortfall', 'marginal'],
      rows: names.map((name, index) => [
        name,
        part(weights[index]),
        part(valueAtRisk.component[index]),
        part(expectedShortfall.component[index]),
        expectedShortfall.marginal[index].toFixed(4),
      ]),
    },
    svg: barChart(
      'Contributions to expected shortfall',
      names.map((name, index) => ({
        name,
        value: expectedShortfall.component[index],
        text: part(expectedShortfall.component[index]),
      })),
    ),
  };
}

function part(value: number): string {
  return `${(100 * value).toFixed(3)} %`;
}

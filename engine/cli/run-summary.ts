import type { Evidence, RunRecord } from '../api/result-handler.ts';
import type { Output } from './output.ts';
import { duration, scaled } from './progress.ts';
import { table } from './table.ts';

/** The JSON output for a finished run. */
export function summaryDocument(record: RunRecord, folder: string): Record<string, unknown> {
  const { strategy, status, start, end, statistics, dataPoints, orderListHash, finalEquity, resultHash, baseline } =
    record;
  const orders = record.orders.length;
  return {
    strategy,
    status,
    ending: record.ending,
    start,
    end,
    statistics,
    dataPoints,
    orders,
    orderListHash,
    finalEquity,
    resultHash,
    evidence: record.evidence,
    baseline: baseline && { ...baseline, equity: undefined },
    folder,
  };
}

/** Prints the summary of a run. */
export function printSummary(record: RunRecord, shownFolder: string, output: Output): void {
  const { strategy, start, end, status, dataPoints, timings } = record;
  const seconds =
    (Number(timings.prepare) + Number(timings.load) + Number(timings.run) + Number(timings.statistics)) / 1000;
  const took = seconds < 1 ? `${Math.round(seconds * 1000)} ms` : duration(seconds * 1000);
  output.print(`${strategy}, ${start} to ${end}${STANDING[status]}\n`);
  output.print(statisticsTable(record));
  output.print(`\n${scaled(dataPoints)} data points in ${took}`);
  for (const sentence of endingSentences(record)) output.print(sentence);
  if (record.evidence !== undefined) output.print(`\n${evidenceTable(record.evidence)}\n`);
  for (const caveat of record.caveats) output.print(caveat);
  output.print(`Results: ${shownFolder}`);
}

/** The table of the evidence: how far the result can be distinguished from luck. */
function evidenceTable({ grade, rows }: Evidence): string {
  return table([['Evidence', `grade ${grade}`], ...rows.map(({ name, text }) => [`  ${name}`, text])]);
}

/** The reason why the run, or its baseline, ended early. */
export function endingSentences({ ending, baseline }: Pick<RunRecord, 'ending' | 'baseline'>): string[] {
  const own = ending === undefined ? [] : [ending.message];
  return baseline?.ending === undefined ? own : [...own, `${baseline.strategy}: ${baseline.ending.message}`];
}

const STANDING: Readonly<Record<RunRecord['status'], string>> = {
  completed: '',
  'ended-early': ', ENDED EARLY',
  interrupted: ', PARTIAL',
};

/** The statistics, beside those of the baseline if there is one. */
function statisticsTable({ strategy, statistics, orderListHash, baseline }: RunRecord): string {
  const rows = Object.entries({ ...statistics, OrderListHash: orderListHash });
  if (baseline === undefined) return table(rows);
  const others: Readonly<Record<string, string>> = { ...baseline.statistics, OrderListHash: baseline.orderListHash };
  return table(
    rows.map(([name, value]) => [name, value, others[name] ?? '']),
    ['', strategy, baseline.strategy],
  );
}

/** One line of a run's log, with the time of the run. */
export function logLine(level: 'debug' | 'info' | 'error', time: number, message: string): string {
  const when = Number.isNaN(time) ? '' : `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} `;
  return `${when}${level === 'error' ? 'ERROR ' : ''}${message}`;
}

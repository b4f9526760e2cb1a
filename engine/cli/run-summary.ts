import type { RunRecord } from '../api/result-handler.ts';
import type { Output } from './output.ts';
import { duration, scaled } from './progress.ts';
import { table } from './table.ts';

/** What programs are told of a run that has ended. */
export function summaryDocument(record: RunRecord, folder: string): Record<string, unknown> {
  const { strategy, status, start, end, statistics, dataPoints, orderListHash, finalEquity, resultHash } = record;
  const orders = record.orders.length;
  return {
    strategy,
    status,
    start,
    end,
    statistics,
    dataPoints,
    orders,
    orderListHash,
    finalEquity,
    resultHash,
    folder,
  };
}

/** Tells people what came out of a run. */
export function printSummary(record: RunRecord, shownFolder: string, output: Output): void {
  const { strategy, start, end, status, statistics, dataPoints, orderListHash, timings } = record;
  const seconds =
    (Number(timings.prepare) + Number(timings.load) + Number(timings.run) + Number(timings.statistics)) / 1000;
  const took = seconds < 1 ? `${Math.round(seconds * 1000)} ms` : duration(seconds * 1000);
  output.print(`${strategy}, ${start} to ${end}${status === 'interrupted' ? ', PARTIAL' : ''}\n`);
  output.print(table([...Object.entries(statistics), ['OrderListHash', orderListHash]]));
  output.print(`\n${scaled(dataPoints)} data points in ${took}`);
  for (const caveat of record.caveats) output.print(caveat);
  output.print(`Results: ${shownFolder}`);
}

/** One line of a run's log, with the run's own time. */
export function logLine(level: 'debug' | 'info' | 'error', time: number, message: string): string {
  const when = Number.isNaN(time) ? '' : `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} `;
  return `${when}${level === 'error' ? 'ERROR ' : ''}${message}`;
}

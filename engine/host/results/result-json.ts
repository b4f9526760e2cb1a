import type { ResultFile, ResultHandler, RunRecord, TimeSeries } from '../../api/result-handler.ts';
import { orderEventRow } from './order-rows.ts';

/** Raised when the layout of result.json changes. */
const FORMAT = 1;

/** result.json: everything about a run in one document, the same bytes for the same inputs but for the block `timings`. */
export class JsonResultHandler implements ResultHandler {
  files(record: RunRecord): readonly ResultFile[] {
    return [{ name: 'result.json', content: resultJson(record) }];
  }
}

/** The document, one line for each event so that two runs can be compared line by line. */
export function resultJson(record: RunRecord): string {
  const { statistics, figures, data, orderEvents, equity, benchmark, plots, timings, orders, ...head } = record;
  const scalars = Object.entries({ format: FORMAT, ...head, orders: orders.length }).filter(
    ([, value]) => value !== undefined,
  );
  const members = [
    ...scalars.map(([name, value]) => member(name, JSON.stringify(value, undefined, 1))),
    member('statistics', JSON.stringify(statistics, undefined, 1)),
    member('figures', JSON.stringify(figures, undefined, 1)),
    member('data', list(data.map((row) => JSON.stringify(row)))),
    member('orderEvents', list(orderEvents.map((event) => JSON.stringify(orderEventRow(event))))),
    member('equity', series(equity)),
    member('benchmark', series(benchmark)),
    member('plots', list(plots.map((point) => JSON.stringify(point)))),
    member('timings', JSON.stringify(timings, undefined, 1)),
  ];
  return `{\n${members.join(',\n')}\n}\n`;
}

function member(name: string, json: string): string {
  return `${JSON.stringify(name)}: ${json}`;
}

function list(lines: readonly string[]): string {
  return lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n]`;
}

function series({ time, value }: TimeSeries): string {
  return `{\n"time": [${time.join()}],\n"value": [${value.join()}]\n}`;
}

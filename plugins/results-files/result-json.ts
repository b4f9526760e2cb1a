import {
  inBatches,
  numberTexts,
  orderEventLines,
  type ResultFile,
  type ResultHandler,
  type RunRecord,
  type TimeSeries,
} from 'tradewright/plugin';

/** Version of the layout of result.json. */
const FORMAT = 1;

/**
 * result.json: everything about a run in one document. The same inputs give the same bytes, except for the block
 * `timings`.
 */
export class JsonResultHandler implements ResultHandler {
  files(record: RunRecord): readonly ResultFile[] {
    return [{ name: 'result.json', content: resultJson(record) }];
  }
}

/** The parts of the document, with one line per event so that two runs can be compared line by line. */
function resultJson(record: RunRecord): string[] {
  const {
    statistics,
    figures,
    data,
    orderEvents,
    equity,
    benchmark,
    daily,
    intraday,
    trades,
    plots,
    timings,
    orders,
    ...others
  } = record;
  const { baseline, ...rest } = others;
  return [
    `{\n"format": ${FORMAT}`,
    ...Object.entries({ ...rest, orderRows: undefined, fills: undefined, orders: orders.length })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => block(name, value)),
    block('statistics', statistics),
    block('figures', figures),
    ...list(
      'data',
      data.map((row) => JSON.stringify(row)),
    ),
    ...list('orderEvents', orderEventLines(orderEvents)),
    ...series('equity', equity),
    ...series('benchmark', benchmark),
    ...(baseline === undefined ? [] : baselineBlock(baseline)),
    ...trailBlock('daily', daily),
    ...(intraday === undefined ? [] : trailBlock('intraday', intraday)),
    ...list(
      'trades',
      (trades ?? []).map((trade) => JSON.stringify(trade)),
    ),
    ...list(
      'plots',
      plots.map((point) => JSON.stringify(point)),
    ),
    block('timings', timings),
    '\n}\n',
  ];
}

function block(name: string, value: unknown): string {
  return `,\n"${name}": ${JSON.stringify(value, undefined, 1)}`;
}

function* list(name: string, lines: readonly string[]): Generator<string, void, void> {
  yield `,\n"${name}": [\n`;
  let separator = '';
  for (const text of inBatches(lines, ',\n')) {
    yield separator + text;
    separator = ',\n';
  }
  yield '\n]';
}

/** The block of the baseline: its settings and results, then its equity. */
function baselineBlock({ equity, ...rest }: NonNullable<RunRecord['baseline']>): string[] {
  const head = JSON.stringify(rest, undefined, 1).replace(/\n\}$/, '');
  return [`,\n"baseline": ${head}`, ...series('equity', equity), '\n}'];
}

/** A block of values over time, one line per series. */
function trailBlock(name: string, { time, equity, long, short, prices }: RunRecord['daily']): string[] {
  const lines = prices.map(
    ({ symbol, from, close }) => `{"symbol":${JSON.stringify(symbol)},"from":${from},"close":[${close.join()}]}`,
  );
  return [
    `,\n"${name}": {\n"time": [${time.join()}],\n"equity": [${equity.join()}],\n"long": [${long.join()}],\n"short": [${short.join()}]`,
    ...list('prices', lines),
    '\n}',
  ];
}

function series(name: string, { time, value }: TimeSeries): string[] {
  return [`,\n"${name}": {\n"time": [`, time.join(), '],\n"value": [', numberTexts(value).join(), ']\n}'];
}

import { schemaFaults } from '../schema.ts';
import type { Schema } from '../schema.ts';

const TEXT = { type: 'string' };
const NUMBER = { type: 'number' };
const TEXTS = { type: 'object', additionalProperties: TEXT };
/** JSON has null for figures that are not finite. */
const FIGURES = { type: 'object', additionalProperties: { type: ['number', 'null', 'string'] } };
const PARAMETERS = {
  type: 'object',
  additionalProperties: {
    anyOf: [TEXT, NUMBER, { type: 'boolean' }, { type: 'array', items: TEXT }],
  },
};
const ENDING = { type: 'object', properties: { message: TEXT }, required: ['message'] };
/** {@link requireColumns} validates long columns, which is faster. */
const SERIES = {
  type: 'object',
  properties: { time: { type: 'array' }, value: { type: 'array' } },
  required: ['time', 'value'],
};

/** {@link requireColumns} validates its columns. */
const TRAIL = {
  type: 'object',
  properties: {
    time: { type: 'array' },
    equity: { type: 'array' },
    long: { type: 'array' },
    short: { type: 'array' },
    prices: {
      type: 'array',
      items: {
        type: 'object',
        properties: { symbol: TEXT, from: { type: 'integer', minimum: 0 }, close: { type: 'array' } },
        required: ['symbol', 'from', 'close'],
      },
    },
  },
  required: ['time', 'long', 'short', 'prices'],
};

/** The part of result.json that commands read; it may contain more. */
const STORED_RUN: Schema = {
  type: 'object',
  properties: {
    format: { const: 1 },
    strategy: TEXT,
    status: { enum: ['completed', 'ended-early', 'interrupted'] },
    ending: ENDING,
    engineVersion: TEXT,
    start: TEXT,
    end: TEXT,
    seed: NUMBER,
    parameters: PARAMETERS,
    choices: TEXTS,
    statistics: TEXTS,
    runtimeStatistics: TEXTS,
    figures: FIGURES,
    dataPoints: NUMBER,
    finalEquity: { type: ['number', 'null'] },
    accountCurrency: TEXT,
    orderListHash: TEXT,
    resultHash: TEXT,
    hashes: {
      type: 'object',
      properties: { code: TEXT, data: TEXT, parameters: TEXT },
      required: ['code', 'data', 'parameters'],
    },
    data: {
      type: 'array',
      items: {
        type: 'object',
        properties: { symbol: TEXT, resolution: TEXT, kind: TEXT, rows: NUMBER, first: TEXT, last: TEXT, hash: TEXT },
        required: ['symbol', 'resolution', 'kind', 'rows', 'first', 'last', 'hash'],
      },
    },
    caveats: { type: 'array', items: TEXT },
    evidence: {
      type: 'object',
      properties: {
        grade: TEXT,
        rows: {
          type: 'array',
          items: { type: 'object', properties: { name: TEXT, text: TEXT }, required: ['name', 'text'] },
        },
      },
      required: ['grade', 'rows'],
    },
    contracts: { type: 'array', items: { type: 'object' } },
    splits: { type: 'array', items: { type: 'object' } },
    orderEvents: { type: 'array' },
    plots: { type: 'array' },
    equity: SERIES,
    benchmark: SERIES,
    baseline: {
      type: 'object',
      properties: {
        strategy: TEXT,
        parameters: PARAMETERS,
        statistics: TEXTS,
        figures: FIGURES,
        ending: ENDING,
        equity: SERIES,
      },
      required: ['strategy', 'parameters', 'statistics', 'figures', 'equity'],
    },
    trades: { type: 'array', items: { type: 'object' } },
    timeZone: TEXT,
    daily: TRAIL,
    intraday: TRAIL,
  },
  required: [
    'format',
    'strategy',
    'status',
    'engineVersion',
    'start',
    'end',
    'parameters',
    'choices',
    'statistics',
    'figures',
    'dataPoints',
    'orderListHash',
    'resultHash',
    'hashes',
    'data',
    'caveats',
    'orderEvents',
    'equity',
    'benchmark',
  ],
};

/** Maximum number of faults in a message: a foreign file may have thousands. */
const MOST_FAULTS = 3;

const EVENT = { texts: ['symbol', 'status', 'time'], numbers: ['orderId'] };
const TRADE = {
  texts: ['symbol', 'currency'],
  numbers: ['quantity', 'entryTime', 'exitTime', 'entryPrice', 'exitPrice', 'profit', 'return'],
};
const PLOT = { texts: ['chart', 'series'], numbers: ['time', 'value'] };

/** Validates the content of a result.json for commands. @throws Error with the differences */
export function requireStoredRun(document: unknown): void {
  const faults = schemaFaults(document, STORED_RUN);
  if (faults.length > 0) throw new Error(faults.slice(0, MOST_FAULTS).join('; '));
  const { equity, benchmark, daily, intraday, baseline, orderEvents, plots = [], trades = [] } = document as Columns;
  const columns = {
    equity,
    benchmark,
    'baseline.equity': baseline?.equity,
    daily: daily && lists(daily),
    intraday: intraday && lists(intraday),
  };
  for (const [name, values] of Object.entries(columns)) if (values !== undefined) requireColumns(name, values);
  for (const [name, one] of Object.entries({ daily, intraday }))
    for (const { symbol, close } of one?.prices ?? []) requireColumns(`${name}.prices of ${symbol}`, { close });
  orderEvents.forEach((row, index) => requireRow(`orderEvents.${index}`, row, EVENT));
  plots.forEach((row, index) => requireRow(`plots.${index}`, row, PLOT));
  trades.forEach((row, index) => requireRow(`trades.${index}`, row, TRADE));
}

interface Columns {
  readonly equity: Lists;
  readonly benchmark: Lists;
  readonly baseline?: { readonly equity: Lists };
  readonly daily?: Trail;
  readonly intraday?: Trail;
  readonly trades?: readonly unknown[];
  readonly orderEvents: readonly unknown[];
  readonly plots?: readonly unknown[];
}

interface Trail {
  readonly time: readonly unknown[];
  readonly equity?: readonly unknown[];
  readonly long: readonly unknown[];
  readonly short: readonly unknown[];
  readonly prices: readonly { readonly symbol: string; readonly close: readonly unknown[] }[];
}

type Lists = Readonly<Record<string, readonly unknown[]>>;

function lists({ time, equity = time, long, short }: Trail): Lists {
  return { time, equity, long, short };
}

/** Columns of one series: numbers, equally many in each. JSON has null for numbers that are not finite. */
function requireColumns(name: string, columns: Lists): void {
  const [first, ...others] = Object.values(columns);
  if (others.some(({ length }) => length !== first.length)) throw new Error(`the columns of ${name} differ in length`);
  for (const column of [first, ...others])
    if (!column.every((value) => typeof value === 'number' || value === null))
      throw new Error(`${name} has a value that is no number`);
}

function requireRow(name: string, row: unknown, { texts, numbers }: typeof EVENT): void {
  const values = (typeof row === 'object' && row !== null ? row : {}) as Readonly<Record<string, unknown>>;
  for (const key of texts) if (typeof values[key] !== 'string') throw new Error(`${name} has no ${key}`);
  for (const key of numbers)
    if (typeof values[key] !== 'number' && values[key] !== null) throw new Error(`${name} has no ${key}`);
}

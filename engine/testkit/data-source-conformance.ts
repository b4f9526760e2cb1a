import { expect } from 'vitest';
import type { DataSource, RowReader, RowRequest } from '../api/data-source.ts';
import { COLUMN_NAMES, RowKind } from '../model/columns.ts';
import type { RowColumns } from '../model/columns.ts';
import { TickType } from '../model/data-kinds.ts';
import { EngineError } from '../model/engine-error.ts';
import { Resolution } from '../model/resolution.ts';
import { SecuritySymbol } from '../model/security-symbol.ts';
import { conformanceSuite, SENTENCE } from './conformance-suite.ts';
import type { SuiteCases } from './conformance-suite.ts';

const DAY = 86_400_000;

/** A data source under test. */
export interface DataSourceSubject {
  readonly create: () => DataSource;
  /** A request for rows that the source has, at least three. */
  readonly held: Omit<RowRequest, 'tickerOn'>;
  /** The same source with a broken file for `held`, or a whole sentence that states why its data cannot be broken. */
  readonly broken: (() => DataSource) | string;
}

/**
 * Tests that a data source satisfies the contract of {@link DataSource}: rows, their order, and missing or broken data.
 */
export function dataSourceConformance(name: string, subject: DataSourceSubject): void {
  conformanceSuite({ name, kind: 'data sources' }, subject, DATA_SOURCE_CASES);
}

/** One row: its time, followed by its values. */
type Row = readonly number[];

export const DATA_SOURCE_CASES: SuiteCases<DataSourceSubject> = {
  'has a label'({ create }) {
    expect(create().name).toMatch(/^[a-z][a-z0-9-]*$/);
  },
  'returns rows in chronological order, each within the requested days'({ create, held }) {
    const rows = rowsOf(create(), held);
    expect(rows.length).toBeGreaterThanOrEqual(3);
    const times = rows.map(([time]) => time);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    if (held.resolution !== Resolution.Tick) expect(new Set(times).size).toBe(times.length);
    expect(times.filter((time) => time < held.fromDate || time >= held.toDate + DAY)).toEqual([]);
  },
  'has the columns of its kind of rows, of equal length and with decimal places'({ create, held }) {
    for (const columns of chunksOf(create(), held)) {
      const { kind, length, time, values, scales } = columns;
      expect(values.map((column) => column.length)).toEqual(COLUMN_NAMES[kind].map(() => length));
      expect([length > 0, time.length]).toEqual([true, length]);
      expect(typeof scales === 'number' || scales.length === length).toBe(true);
    }
  },
  'returns valid bars'({ create, held }) {
    for (const { kind, length, values } of chunksOf(create(), held)) {
      if (kind !== RowKind.TradeBar) continue;
      const [open, high, low, close, volume] = values;
      for (let row = 0; row < length; row++) {
        const prices = [open[row], high[row], low[row], close[row]];
        expect([Math.max(...prices), Math.min(...prices)]).toEqual([high[row], low[row]]);
        expect(low[row] > 0 && volume[row] >= 0).toBe(true);
      }
    }
  },
  'returns the same rows to two simultaneous readers, and nothing after the end'({ create, held }) {
    const source = create();
    const [one, other] = [source.open(whole(held)), source.open(whole(held))];
    const found: Row[][] = [[], []];
    for (let isOpen = true; isOpen;) {
      const chunks = [one.next(), other.next()];
      chunks.forEach((chunk, index) => chunk && found[index].push(...rowsIn(chunk)));
      isOpen = chunks.some((chunk) => chunk !== undefined);
    }
    expect(found[1]).toEqual(found[0]);
    expect(rowsOf(source, held)).toEqual(found[0]);
    expect([one.next(), other.next()]).toEqual([undefined, undefined]);
  },
  'returns for fewer days the rows of those days'({ create, held }) {
    const source = create();
    const rows = rowsOf(source, held);
    const [middle] = rows[Math.floor(rows.length / 2)];
    const date = middle - (middle % DAY);
    const ofDay = rows.filter(([time]) => time >= date && time < date + DAY);
    expect(rowsOf(source, { ...held, fromDate: date, toDate: date })).toEqual(ofDay);
    expect(rowsOf(source, { ...held, fromDate: held.toDate + DAY, toDate: held.toDate })).toEqual([]);
  },
  'returns nothing for series that it does not have'({ create, held }) {
    const source = create();
    const { ticker, securityType, market } = held.symbol;
    const unknown = new SecuritySymbol(`NO${ticker}`, securityType, market, `NO${ticker} NONE`);
    expect(rowsOf(source, { ...held, symbol: unknown })).toEqual([]);
    expect([source.factorRows(unknown), source.mapRows(unknown)]).toEqual([[], []]);
    for (const resolution of Object.values(Resolution)) {
      for (const tickType of Object.values(TickType)) rowsOf(source, { ...held, resolution, tickType });
    }
  },
  'returns factors and tickers in the order of their dates'({ create, held }) {
    const source = create();
    for (const rows of [source.factorRows(held.symbol), source.mapRows(held.symbol)]) {
      const dates = rows.map(({ date }) => date);
      expect(dates).toEqual(dates.toSorted((one, other) => one - other));
    }
  },
  'states caveats in whole sentences'({ create, held }) {
    const source = create();
    rowsOf(source, held);
    for (const caveat of source.caveats ?? []) expect(caveat).toMatch(SENTENCE);
  },
  'reports a broken file by a fault that says what to do'({ broken, held }) {
    if (typeof broken === 'string') {
      expect(broken).toMatch(SENTENCE);
      return;
    }
    let fault: unknown;
    try {
      rowsOf(broken(), held);
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(EngineError);
    expect((fault as EngineError).message).toMatch(SENTENCE);
  },
};

function whole(request: DataSourceSubject['held']): RowRequest {
  return { ...request, tickerOn: () => request.symbol.ticker };
}

function chunksOf(source: DataSource, request: DataSourceSubject['held']): RowColumns[] {
  const reader: RowReader = source.open(whole(request));
  const chunks: RowColumns[] = [];
  for (let chunk = reader.next(); chunk !== undefined; chunk = reader.next()) chunks.push(chunk);
  return chunks;
}

function rowsOf(source: DataSource, request: DataSourceSubject['held']): Row[] {
  return chunksOf(source, request).flatMap(rowsIn);
}

function rowsIn({ length, time, values }: RowColumns): Row[] {
  return Array.from({ length }, (_row, index) => [time[index], ...values.map((column) => column[index])]);
}

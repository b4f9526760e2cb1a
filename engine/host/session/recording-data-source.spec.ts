import { MemoryDataSource } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import type { DataSource, RowRequest } from '../../api/data-source.ts';
import type { RowColumns } from '../../model/columns.ts';
import { TickType } from '../../model/data-kinds.ts';
import { Resolution } from '../../model/resolution.ts';
import { SecuritySymbol } from '../../model/security-symbol.ts';
import { SecurityType } from '../../model/security-type.ts';
import { RecordingDataSource } from './recording-data-source.ts';
import { SharedDataSource } from './shared-data-source.ts';

const DAY = 86_400_000;
const SYMBOL = new SecuritySymbol('AAA', SecurityType.Equity, 'usa', 'AAA R735QTJ8XC9X');
const REQUEST: RowRequest = {
  symbol: SYMBOL,
  resolution: Resolution.Daily,
  tickType: TickType.Trade,
  fromDate: 0,
  toDate: 10 * DAY,
  tickerOn: () => 'AAA',
};

function barsAt(closes: readonly number[]) {
  return closes.map((close, day) => ({ time: day * DAY, open: close, high: close, low: close, close, volume: 1 }));
}

function readAll(source: DataSource): RecordingDataSource {
  const recording = new RecordingDataSource(new SharedDataSource(source, 0));
  const reader = recording.open(REQUEST);
  while (reader.next() !== undefined);
  recording.factorRows(SYMBOL);
  return recording;
}

/** The same rows in chunks of one. */
class OneByOne extends MemoryDataSource {
  override open(request: RowRequest) {
    const all = super.open(request).next();
    let row = 0;
    return {
      next(): RowColumns | undefined {
        if (all === undefined || row === all.length) return undefined;
        const [from, to] = [row, ++row];
        return {
          ...all,
          length: 1,
          time: all.time.subarray(from, to),
          values: all.values.map((column) => column.subarray(from, to)),
        };
      },
    };
  }
}

describe('RecordingDataSource', () => {
  const source = new MemoryDataSource({ AAA: barsAt([1, 2, 3]) }, Resolution.Daily);

  it('reports the rows read', () => {
    expect(readAll(source).fingerprints()).toEqual([
      {
        symbol: 'equity/usa/AAA',
        resolution: 'daily',
        kind: 'trade',
        rows: 3,
        first: '1970-01-01',
        last: '1970-01-03',
        hash: expect.stringMatching(/^[0-9a-f]{48}$/) as string,
      },
    ]);
  });

  it('gives equal rows the same hash for any chunk size', () => {
    expect(readAll(new OneByOne({ AAA: barsAt([1, 2, 3]) }, Resolution.Daily)).hash()).toBe(readAll(source).hash());
  });

  it('detects a changed price and a changed corporate action', () => {
    expect(readAll(new MemoryDataSource({ AAA: barsAt([1, 2, 4]) }, Resolution.Daily)).hash()).not.toBe(
      readAll(source).hash(),
    );
    const recording = readAll(source);
    const before = recording.hash();
    recording.mapRows(SYMBOL);
    expect(recording.hash()).not.toBe(before);
  });

  it('counts rows that were read twice once', () => {
    const recording = readAll(source);
    const before = recording.hash();
    recording.open(REQUEST).next();
    expect(recording.hash()).toBe(before);
    expect(recording.fingerprints()).toHaveLength(1);
  });
});

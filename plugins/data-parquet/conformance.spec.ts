import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import {
  Resolution,
  RowKind,
  SecuritySymbol,
  SecurityType,
  seriesPath,
  TickType,
  type StoredSeries,
} from 'tradewright/plugin';
import { dataSourceConformance } from 'tradewright/testkit';
import { ParquetDataSource } from './parquet-data-source.ts';
import { ParquetStore } from './parquet-store.ts';

const DAY = 86_400_000;
const START = Date.UTC(2014, 3, 1);
const SERIES: StoredSeries = {
  securityType: SecurityType.Equity,
  market: 'usa',
  ticker: 'SPY',
  resolution: Resolution.Daily,
  tickType: TickType.Trade,
};

const root = mkdtempSync(join(tmpdir(), 'parquet-conformance-'));
const brokenRoot = mkdtempSync(join(tmpdir(), 'parquet-conformance-'));
const sources: ParquetDataSource[] = [];

function open(folder: string): ParquetDataSource {
  const source = new ParquetDataSource({ folder, threads: 1 });
  sources.push(source);
  return source;
}

beforeAll(async () => {
  for (const folder of [root, brokenRoot]) {
    const store = new ParquetStore(folder, 1);
    const writer = await store.write(SERIES);
    const column = (value: number): Float64Array => Float64Array.from({ length: 9 }, (_, row) => value + row);
    const numbers = [2, 3, 1, 2, 100].map(column);
    const time = Float64Array.from({ length: 9 }, (_, row) => START + row * DAY);
    writer.add({ kind: RowKind.TradeBar, length: 9, time, numbers, places: 0, texts: [] });
    await writer.finish();
    await store.close();
  }
  writeFileSync(join(brokenRoot, seriesPath(SERIES, 'parquet')), 'PAR1');
});

afterAll(async () => {
  for (const source of sources) await source.stop();
  rmSync(root, { recursive: true });
  rmSync(brokenRoot, { recursive: true });
});

dataSourceConformance('parquet', {
  create: () => open(root),
  held: {
    symbol: new SecuritySymbol('SPY', SecurityType.Equity, 'usa', ''),
    resolution: Resolution.Daily,
    tickType: TickType.Trade,
    fromDate: START,
    toDate: START + 8 * DAY,
  },
  broken: () => open(brokenRoot),
});

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Algorithm, Resolution } from 'tradewright';
import { backtestOnDailyBars, temporaryFolder } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../api/result-handler.ts';
import { contractTerms, fillRow, fillRows, isoTime, orderEventLines, orderRow } from '../../statistics/order-rows.ts';
import type { OrderEventRow } from '../../statistics/order-rows.ts';
import { resultHash } from './result-hash.ts';
import { RunFolder } from './run-folder.ts';

class BuyOnce extends Algorithm {
  override initialize(): void {
    this.addEquity('AAA', Resolution.Daily);
  }

  override onData(): void {
    if (this.portfolio.invested) return;
    this.marketOrder('AAA', 10, { tag: 'first, "only"' });
    this.plot('Prices', 'AAA', this.securities.of('AAA').price);
  }
}

const result = await backtestOnDailyBars(BuyOnce, { bars: { AAA: [100, [101, 103, 99, 102], 104] }, cash: 10_000 });
const { statistics, equity, orderEvents } = result;
const RECORD: RunRecord = {
  strategy: 'buy-once',
  status: 'completed',
  engineVersion: '0.1.0',
  start: '2004-01-02',
  end: '2004-01-06',
  seed: 1,
  parameters: { symbols: ['AAA'] },
  choices: { dataSource: 'memory' },
  dataPoints: result.dataPoints,
  historyDataPoints: 0,
  finalEquity: result.finalEquity,
  orderListHash: result.orderListHash,
  resultHash: resultHash(result),
  hashes: { code: 'c', data: 'd', parameters: 'p' },
  data: [
    {
      symbol: 'equity/usa/AAA',
      resolution: 'daily',
      kind: 'trade',
      rows: 3,
      first: '2004-01-02',
      last: '2004-01-06',
      hash: 'h',
    },
  ],
  caveats: ['Made up.'],
  statistics,
  figures: result.figures,
  orders: result.orders,
  orderRows: result.orders.map(orderRow),
  orderEvents,
  fills: fillRows(orderEvents),
  equity,
  benchmark: result.benchmark,
  daily: result.daily,
  plots: result.plots,
  timings: { run: 1 },
};

describe('executions', () => {
  it('are the same from events and from result.json', () => {
    const stored = orderEventLines(orderEvents)
      .map((line) => JSON.parse(line) as OrderEventRow)
      .filter(({ fillQuantity }) => fillQuantity !== undefined);
    expect(fillRows(orderEvents)).toEqual([
      {
        orderId: 1,
        symbol: 'equity/usa/AAA',
        time: Date.UTC(2004, 0, 5, 21),
        quantity: 10,
        price: 101,
        fee: 1,
        feeCurrency: 'USD',
      },
    ]);
    expect(stored.map((row) => fillRow(row))).toEqual(fillRows(orderEvents));
  });

  it('state the currency of prices only if it is not the account currency', () => {
    expect(contractTerms(orderEvents, 'USD')).toBeUndefined();
    expect(contractTerms(orderEvents, 'EUR')).toEqual([{ symbol: 'equity/usa/AAA', currency: 'USD', multiplier: 1 }]);
  });
});

describe('isoTime', () => {
  it.each([0, 1_072_904_400_000, 951_782_400_000, 1_709_164_800_123, -86_400_000])('writes %i as Date does', (utc) => {
    expect(isoTime(utc)).toBe(new Date(utc).toISOString().replace('.000Z', 'Z'));
  });

  it('writes every day of 200 years as Date does', () => {
    const days = Array.from({ length: 73_050 }, (_, day) => Date.UTC(1900, 0, 1 + day));
    expect(days.filter((day) => isoTime(day) !== new Date(day).toISOString().replace('.000Z', 'Z'))).toEqual([]);
  });

  it('writes nothing for "not yet"', () => expect(isoTime(NaN)).toBe(''));
});

describe('the result hash', () => {
  it('depends on statistics, events and equity only', () => {
    expect(resultHash({ ...result, statistics: { ...statistics, 'Net Profit': '7%' } })).not.toBe(RECORD.resultHash);
    expect(resultHash({ ...result, orderEvents: orderEvents.slice(1) })).not.toBe(RECORD.resultHash);
    expect(resultHash({ ...result, equity: { ...equity, value: equity.value.map((value) => value + 1) } })).not.toBe(
      RECORD.resultHash,
    );
    expect(resultHash({ ...result, timings: undefined } as never)).toBe(RECORD.resultHash);
  });
});

describe('RunFolder', () => {
  const STARTED = new Date(2026, 10, 21, 9, 45).getTime();

  it('publishes all files at once under time and name, and never overwrites another run', () => {
    const { path, remove } = temporaryFolder();
    const names = [1, 2].map((run) => {
      const folder = RunFolder.create(path, 'mine', STARTED);
      expect(readdirSync(path).filter((name) => !name.startsWith('.'))).toHaveLength(run - 1);
      return folder.write([{ name: 'a.txt', content: `run ${run}` }]);
    });
    expect(names).toEqual([join(path, '20261121-094500-mine'), join(path, '20261121-094500-mine-2')]);
    expect(readFileSync(join(names[1], 'a.txt'), 'utf8')).toBe('run 2');
    expect(readdirSync(path)).toHaveLength(2);
    remove();
  });

  it('leaves nothing behind when it is discarded or a file cannot be written', () => {
    const { path, remove } = temporaryFolder();
    RunFolder.create(path, 'mine', STARTED).discard();
    const folder = RunFolder.create(path, 'mine', STARTED);
    mkdirSync(join(path, readdirSync(path)[0], 'a.txt'));
    expect(() =>
      folder.write([
        { name: 'b.txt', content: '' },
        { name: 'a.txt', content: '' },
      ]),
    ).toThrow(/^The results cannot be written to .* \(EISDIR.*\)\. Choose another folder/);
    expect(readdirSync(path)).toEqual([]);
    remove();
  });

  it('cleans up after killed runs, also if another run does so concurrently', () => {
    const { path, remove } = temporaryFolder();
    const ended = spawnSync(process.execPath, ['-e', '0']).pid;
    mkdirSync(join(path, `.20261121-094400-mine-${ended}.partial`));
    mkdirSync(join(path, `.20261121-094400-full-${ended}.partial`, 'file'), { recursive: true });
    const folder = RunFolder.create(path, 'mine', STARTED);
    expect(readdirSync(path)).toEqual([`.20261121-094500-mine-${process.pid}.partial`]);
    rmdirSync(join(path, `.20261121-094500-mine-${process.pid}.partial`));
    expect(readdirSync(folder.write([{ name: 'a.txt', content: '' }]))).toEqual(['a.txt']);
    remove();
  });

  it('reports at once that a folder cannot be created', () => {
    const { path, remove } = temporaryFolder();
    writeFileSync(join(path, 'file'), '');
    expect(() => RunFolder.create(join(path, 'file', 'below'), 'mine', STARTED)).toThrow(
      'The results cannot be written to',
    );
    expect(existsSync(join(path, 'file', 'below'))).toBe(false);
    remove();
  });
});

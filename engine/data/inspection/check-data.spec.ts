import { describe, expect, it } from 'vitest';
import type { FactorRow, RowReader } from '../../api/data-source.ts';
import { TickType } from '../../model/data-kinds.ts';
import { Resolution } from '../../model/resolution.ts';
import { SecurityType } from '../../model/security-type.ts';
import { parseFactorFile } from '../formats/lean-auxiliary-files.ts';
import { leanRowFormat } from '../formats/lean-row-format.ts';
import { inspectLeanRows } from '../formats/lean-rows.ts';
import type { InspectedRows } from '../formats/lean-rows.ts';
import type { LeanFile } from '../formats/lean-folder.ts';
import { weekdayIndex } from '../time/calendar-math.ts';
import { formatDate } from '../time/date-text.ts';
import { checkData } from './check-data.ts';
import type { DataSet, InspectableSource } from './data-set.ts';
import { listData } from './list-data.ts';

/** An in-memory source of LEAN rows: texts by path, all of one series. */
class TextSource implements InspectableSource {
  readonly name = 'text';
  private readonly series: Omit<DataSet, 'files' | 'ticker'>;
  private readonly texts: ReadonlyMap<string, string>;
  private readonly factors: readonly FactorRow[];

  constructor(texts: Readonly<Record<string, string>>, change: Partial<DataSet> = {}, factorFile = '') {
    this.texts = new Map(Object.entries(texts));
    this.series = {
      securityType: SecurityType.Crypto,
      market: 'coinbase',
      resolution: Resolution.Daily,
      tickType: TickType.Trade,
      ...change,
    };
    this.factors = parseFactorFile(factorFile, 'factors.csv');
  }

  open(): RowReader {
    return { next: () => undefined };
  }

  factorRows(): readonly FactorRow[] {
    return this.factors;
  }

  mapRows(): [] {
    return [];
  }

  dataSets(): DataSet[] {
    return [{ ...this.series, ticker: 'X', files: [...this.texts.keys()].map((path) => ({ path, date: undefined })) }];
  }

  inspect(set: DataSet, { path }: LeanFile): InspectedRows {
    const format = leanRowFormat(set.securityType, set.resolution, set.tickType)!;
    return inspectLeanRows(Buffer.from(this.texts.get(path)!), format, { path, date: Date.UTC(2020, 0, 6) });
  }
}

const isWeekday = (_: unknown, date: number): boolean => weekdayIndex(date) % 6 !== 0;

function found(source: InspectableSource): string[] {
  return checkData(source, { isTradingDay: isWeekday }).map(({ severity, kind, file, line, time, count }) => {
    const place = `${file}:${line} ${Number.isNaN(time) ? '' : formatDate(time)}`.trim();
    return `${severity} ${kind} ${place} x${count}`;
  });
}

function daily(rows: readonly string[]): TextSource {
  return new TextSource({ x: rows.join('\n') });
}

describe('checkData', () => {
  it('finds nothing in valid data', () => {
    expect(
      found(daily(['20200102 00:00,1,2,1,2,5', '20200103 00:00,2,2.5,1.9,2,6', '20200106 00:00,2,2,2,2,7'])),
    ).toEqual([]);
  });

  it('finds duplicate and unordered rows', () => {
    expect(found(daily(['20200103 00:00,2,2,2,2,5', '20200103 00:00,2,2,2,2,6', '20200102 00:00,2,2,2,2,5']))).toEqual([
      'warning duplicate x:2 2020-01-03 x1',
      'error out-of-order x:3 2020-01-02 x1',
    ]);
  });

  it('finds impossible prices and inconsistent bars', () => {
    const rows = ['20200102 00:00,0,2,0,2,5', '20200103 00:00,2,1.9,1.5,1.6,6', '20200106 00:00,2,3,2.5,2.6,6'];
    expect(found(daily(rows))).toEqual([
      'error bad-price x:1 2020-01-02 x1',
      'error inconsistent-bar x:2 2020-01-03 x2',
    ]);
  });

  it('finds stale rows and rows without volume', () => {
    const days = ['02', '03', '06', '07', '08', '09'];
    expect(found(daily(days.map((day, index) => `202001${day} 00:00,2,2,2,2,${index === 0 ? 0 : 9}`)))).toEqual([
      'info zero-volume x:1 2020-01-02 x1',
      'warning stale x:2 2020-01-03 x1',
    ]);
    expect(found(daily(days.map((day) => `202001${day} 00:00,2,2,2,2,0`)))).toEqual([
      'warning stale x:1 2020-01-02 x1',
    ]);
  });

  it('finds missing days across files, and rows on closed days', () => {
    const source = new TextSource({
      a: '20200102 00:00,1,1,1,1,5',
      b: '20200105 00:00,1,1,1,1,6\n20200108 00:00,1,1,1,1,7',
    });
    expect(found(source)).toEqual(['info closed-day :0 2020-01-05 x1', 'warning gap :0 2020-01-03 x3']);
  });

  it('finds jumps that look like splits, unless the factor file has them', () => {
    const rows = {
      x: '20200102 00:00,1000000,1000000,1000000,1000000,5\n20200103 00:00,505000,505000,505000,505000,6',
    };
    const equity = { securityType: SecurityType.Equity, market: 'usa' };
    expect(found(new TextSource(rows, equity))).toEqual(['warning unknown-split x:0 2020-01-03 x1']);
    expect(found(new TextSource(rows, equity, '20200102,1,0.5,100\n20501231,1,1,0'))).toEqual([]);
    const reverse = { x: '20200102 00:00,10000,10000,10000,10000,5\n20200103 00:00,100100,100100,100100,100100,6' };
    expect(checkData(new TextSource(reverse, equity), { isTradingDay: isWeekday })[0].message).toContain(
      'looks like a 1:10 split',
    );
  });

  it('finds crossed and empty quotes', () => {
    const rows = '0,5,5,5,5,1,4,4,4,4,1\n60000,0,0,0,0,0,0,0,0,0,0\n120000,5,5,5,6,1,0,0,0,0,0';
    const source = new TextSource({ x: rows }, { resolution: Resolution.Minute, tickType: TickType.Quote });
    expect(found(source)).toEqual([
      'error inconsistent-bar x:3 2020-01-06 x1',
      'warning crossed-quote x:1 2020-01-06 x1',
      'error bad-price x:2 2020-01-06 x1',
    ]);
  });

  it('checks ticks', () => {
    const ticks = { resolution: Resolution.Tick };
    expect(found(new TextSource({ x: '1,5,1\n1,0,1' }, ticks))).toEqual(['error bad-price x:2 2020-01-06 x1']);
    expect(found(new TextSource({ x: '1,5,1,4,1\n1,0,0,5,1' }, { ...ticks, tickType: TickType.Quote }))).toEqual([
      'warning crossed-quote x:1 2020-01-06 x1',
    ]);
  });

  it('reports a broken file with its line and continues', () => {
    const source = new TextSource({
      a: '20200102 00:00,1,1,1,1,5\n20200103 00:00,1,1,x',
      b: '20200106 00:00,1,1,1,0,5',
    });
    expect(found(source)).toEqual([
      'error unreadable a:2 x1',
      'error bad-price b:1 2020-01-06 x1',
      'error inconsistent-bar b:1 2020-01-06 x1',
    ]);
  });

  it('checks only the requested series', () => {
    expect(checkData(daily(['x']), { isTradingDay: isWeekday, includes: () => false })).toEqual([]);
  });
});

describe('listData', () => {
  it('counts rows and broken files and returns first and last time', () => {
    const source = new TextSource({
      a: '20200102 00:00,1,1,1,1,5',
      b: 'x',
      c: '',
      d: '20200106 00:00,1,1,1,0,5\n20200107 00:00,1,1,1,0,5',
    });
    const [summary] = listData(source);
    expect([summary.rows, summary.brokenFiles, formatDate(summary.first), formatDate(summary.last)]).toEqual([
      3,
      1,
      '2020-01-02',
      '2020-01-07',
    ]);
    expect(listData(source, () => false)).toEqual([]);
  });
});

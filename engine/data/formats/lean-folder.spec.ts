import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { TickType } from '../../model/data-kinds.ts';
import { Resolution } from '../../model/resolution.ts';
import { SecurityType } from '../../model/security-type.ts';
import { createSymbol } from '../security-identifier.ts';
import { listLeanDataSets } from './lean-data-sets.ts';
import { LeanFolder } from './lean-folder.ts';
import { MapFileResolver } from './map-file-resolver.ts';
import { writeZip } from './zip-writer.ts';

const root = mkdtempSync(join(tmpdir(), 'lean-'));
afterAll(() => rmSync(root, { recursive: true }));

function put(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(
    join(root, path),
    path.endsWith('.zip') ? writeZip([{ name: 'x.csv', bytes: Buffer.from(content) }]) : content,
  );
}

put('equity/usa/daily/goog.zip', '20140401 00:00,1,1,1,1,1\n');
put('equity/usa/minute/spy/20131008_trade.zip', '0,10000,10000,10000,10000,1\n');
put('equity/usa/minute/spy/20131007_trade.zip', '0,20000,20000,20000,20000,1\n');
put('equity/usa/minute/spy/20131007_quote.zip', '0,1,1,1,1,1,1,1,1,1,1\n');
put('equity/usa/minute/spy/notes.txt', '');
put('crypto/coinbase/daily/btcusd_trade.zip', '20150101 00:00,1,1,1,1,1\n');
put('forex/oanda/hour/eurusd.zip', '20150101 00:00,1,1,1,1,1,1,1,1,1,1\n');
put('equity/usa/map_files/goog.csv', '20140327,goocv,Q\n20140402,goocv,Q\n20501231,goog,Q\n');
put('equity/usa/map_files/googl.csv', '20040819,goog,Q\n20140402,goog,Q\n20501231,googl,Q\n');
put('equity/usa/map_files/twx.1.csv', '19980102,twx\n20010111,twx\n');
put('equity/usa/map_files/twx.csv', '19980102,aol,N\n20031015,aol,N\n20180615,twx,N\n');
put('equity/usa/factor_files/googl.csv', '20040819,1,0.5,1\n20501231,1,1,0\n');

const folder = new LeanFolder(root);
const usaEquity = { securityType: SecurityType.Equity, market: 'usa', tickType: TickType.Trade };

describe('LeanFolder', () => {
  it('lists the days of a series in order', () => {
    const files = folder.files({ ...usaEquity, resolution: Resolution.Minute }, 'SPY');
    expect(files.map(({ date }) => date)).toEqual([Date.UTC(2013, 9, 7), Date.UTC(2013, 9, 8)]);
    expect(folder.read({ ...usaEquity, resolution: Resolution.Minute }, files[1])!.values[0][0]).toBe(1);
  });

  it('names hour and daily files, of crypto with the tick type', () => {
    const crypto = {
      securityType: SecurityType.Crypto,
      market: 'coinbase',
      resolution: Resolution.Daily,
      tickType: TickType.Trade,
    };
    expect(folder.files(crypto, 'BTCUSD').map(({ path }) => path.slice(root.length))).toEqual([
      '/crypto/coinbase/daily/btcusd_trade.zip',
    ]);
    expect(
      folder.files({ ...usaEquity, resolution: Resolution.Daily }, 'SPY').map(({ path }) => path.slice(root.length)),
    ).toEqual(['/equity/usa/daily/spy.zip']);
  });

  it('has no rows without a file, and no files without a format', () => {
    const daily = { ...usaEquity, resolution: Resolution.Daily };
    expect(folder.read(daily, folder.files(daily, 'NONE')[0])).toBeUndefined();
    expect(folder.files({ ...daily, tickType: TickType.Quote }, 'GOOG')).toEqual([]);
    expect(folder.files({ ...usaEquity, resolution: Resolution.Tick }, 'GOOG')).toEqual([]);
  });

  it('rejects options and missing folders', () => {
    const option = { ...usaEquity, securityType: SecurityType.Option, resolution: Resolution.Daily };
    expect(() => folder.files(option, 'SPY')).toThrow('SPY is of type option, whose files cannot be read.');
    expect(() => new LeanFolder(join(root, 'nowhere'))).toThrow(`There is no data folder ${join(root, 'nowhere')}.`);
  });

  it('finds the map and factor file of the company, not of the ticker', () => {
    const google = createSymbol(folder, 'googl', SecurityType.Equity, 'usa');
    expect(google.id).toBe('GOOG T1AZ164W5VTX');
    expect(folder.mapRows(google).map((row) => row.ticker)).toEqual(['GOOG', 'GOOG', 'GOOGL']);
    expect(folder.factorRows(google)).toHaveLength(2);
    const classC = createSymbol(folder, 'GOOG', SecurityType.Equity, 'usa');
    expect(classC.id).toBe('GOOCV VP83T1ZUHROL');
    expect(folder.factorRows(classC)).toEqual([]);
    expect(folder.mapRows(createSymbol(folder, 'SPX', SecurityType.Index, 'usa'))).toEqual([]);
  });
});

describe('MapFileResolver', () => {
  const resolver = new MapFileResolver(join(root, 'equity/usa/map_files'));
  const permtick = (ticker: string, date: number): string | undefined => resolver.resolve(ticker, date)?.permtick;

  it('finds the company that used a ticker on a date', () => {
    expect(permtick('TWX', Date.UTC(2000, 0, 1))).toBe('TWX.1');
    expect(permtick('TWX', Date.UTC(2010, 0, 1))).toBe('TWX');
    expect(permtick('goog', Date.UTC(2010, 0, 1))).toBe('GOOGL');
    expect(permtick('GOOG', Date.UTC(2015, 0, 1))).toBe('GOOG');
  });

  it('finds the latest user of a ticker that is no longer in use', () => {
    expect(permtick('AOL', Date.UTC(2050, 11, 31))).toBe('TWX');
    expect(permtick('TWX', Date.UTC(2050, 11, 31))).toBe('TWX');
  });

  it('finds none before the first date, nor for tickers without a file', () => {
    expect(permtick('GOOCV', Date.UTC(2010, 0, 1))).toBeUndefined();
    expect(permtick('SHY', Date.UTC(2010, 0, 1))).toBeUndefined();
  });
});

describe('listLeanDataSets', () => {
  it('finds all readable series', () => {
    const found = listLeanDataSets(folder).map(
      (set) => `${set.securityType} ${set.market} ${set.resolution} ${set.ticker} ${set.tickType} ${set.files.length}`,
    );
    expect(found).toEqual([
      'equity usa daily GOOG trade 1',
      'equity usa minute SPY trade 2',
      'equity usa minute SPY quote 1',
      'crypto coinbase daily BTCUSD trade 1',
      'forex oanda hour EURUSD quote 1',
    ]);
  });
});

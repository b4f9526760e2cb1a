import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ColumnCache } from '../../engine/data/column-cache.ts';
import { CorporateActions } from '../../engine/data/corporate-actions.ts';
import { parseFactorFile, parseMapFile } from '../../engine/data/formats/lean-auxiliary-files.ts';
import { listLeanDataSets } from '../../engine/data/formats/lean-data-sets.ts';
import { LeanFolder } from '../../engine/data/formats/lean-folder.ts';
import { leanRowFormat } from '../../engine/data/formats/lean-row-format.ts';
import { readLeanZip } from '../../engine/data/formats/lean-zip.ts';
import { priceScale } from '../../engine/data/formats/price-scales.ts';
import { ZipFile } from '../../engine/data/formats/zip-file.ts';
import { createSymbol, securityIdentifier } from '../../engine/data/security-identifier.ts';
import { SymbolPropertiesDatabase } from '../../engine/data/symbol-properties.ts';
import { COLUMN_NAMES } from '../../engine/model/columns.ts';
import { DataNormalizationMode } from '../../engine/model/data-kinds.ts';
import { Resolution } from '../../engine/model/resolution.ts';
import { parseSecurityType, SecurityType } from '../../engine/model/security-type.ts';
import { hasLeanData, LEAN_DATA } from './lean-reference.ts';

const cacheFolder = mkdtempSync(join(tmpdir(), 'columns-'));
const cache = new ColumnCache(cacheFolder);
afterAll(() => rmSync(cacheFolder, { recursive: true }));

const sets = hasLeanData ? listLeanDataSets(new LeanFolder(LEAN_DATA)) : [];
const groups = [...new Set(sets.map(groupOf))];

function groupOf({ securityType, resolution }: (typeof sets)[number]): string {
  return `${securityType} ${resolution}`;
}

describe.runIf(hasLeanData)("LEAN's sample files", () => {
  it('exist', () => {
    expect(groups.length).toBeGreaterThan(15);
  });

  it.each(groups)('%s: each has as many rows as lines, and the same rows from the cache', (group) => {
    for (const set of sets.filter((one) => groupOf(one) === group)) {
      const format = leanRowFormat(set.securityType, set.resolution, set.tickType)!;
      for (const { path, date = 0 } of set.files) {
        const zip = new ZipFile(path);
        const text = Buffer.from(zip.read(zip.entries[0])).toString('latin1');
        const columns = readLeanZip(path, format, date);
        expect(columns.length, path).toBe(text.trimEnd().split('\n').length);
        if (set.resolution === Resolution.Tick) continue;
        expectSameNumbers(text.trimEnd().split(/\r?\n/), columns, format.priceShift === 4);
        expect(readLeanZip(path, format, date, cache)).toEqual(readLeanZip(path, format, date, cache));
      }
    }
  });
});

/** Compares the last row and every hundredth with the result of `split` and `Number`. */
function expectSameNumbers(lines: readonly string[], columns: ReturnType<typeof readLeanZip>, isEquity: boolean): void {
  for (let row = lines.length - 1; row >= 0; row -= 100) {
    const fields = lines[row].split(',').slice(1);
    const names = COLUMN_NAMES[columns.kind];
    expect(fields).toHaveLength(names.length);
    let priceIndex = 0;
    names.forEach((name, column) => {
      const isSize = name === 'volume' || name.endsWith('Size');
      const text = fields[column];
      const value = columns.values[column][row];
      if (text === '' || (Number(text) === 0 && !isSize)) expect(value).toBeNaN();
      else if (!Number.isNaN(value)) expect(value).toBe(isEquity && !isSize ? Number(text) / 10_000 : Number(text));
      if (isSize) return;
      if (!Number.isNaN(value))
        expect(priceScale(columns, row, priceIndex)).toBe(isEquity ? 4 : (text.split('.')[1] ?? '').length);
      priceIndex++;
    });
  }
}

describe.runIf(hasLeanData)("LEAN's factor and map files", () => {
  const folder = join(LEAN_DATA, 'equity/usa');

  it('can all be read', () => {
    for (const name of readdirSync(join(folder, 'factor_files'))) {
      const rows = parseFactorFile(readFileSync(join(folder, 'factor_files', name), 'utf8'), name);
      expect(rows.length).toBeGreaterThan(0);
    }
    for (const name of readdirSync(join(folder, 'map_files'))) {
      expect(parseMapFile(readFileSync(join(folder, 'map_files', name), 'utf8'), name).length).toBeGreaterThan(1);
    }
  });

  it("contain AAPL's splits and dividends", () => {
    const source = new LeanFolder(LEAN_DATA);
    const actions = new CorporateActions(
      source.factorRows(createSymbol(source, 'AAPL', SecurityType.Equity, 'usa')),
      [],
    );
    const splits = actions.splits.map((split) => [
      new Date(split.date).toISOString().slice(0, 10),
      Number(split.factor.toNumber().toFixed(4)),
    ]);
    expect(splits.slice(0, 3)).toEqual([
      ['2000-06-20', 0.5],
      ['2005-02-25', 0.5],
      ['2014-06-06', 0.1429],
    ]);
    expect(actions.dividends.slice(0, 3).map((dividend) => dividend.distribution.toString())).toEqual([
      '2.65',
      '2.65',
      '2.65',
    ]);
  });

  it('keep the scale of the order hash', () => {
    const source = new LeanFolder(LEAN_DATA);
    const actions = new CorporateActions(
      source.factorRows(createSymbol(source, 'SPY', SecurityType.Equity, 'usa')),
      [],
    );
    const factor = actions.factorOn(Date.UTC(2013, 9, 7), DataNormalizationMode.Adjusted);
    expect(factor.decimal.toString()).toMatch(/^0\.\d{7}$/);
  });
});

describe.runIf(hasLeanData)("LEAN's security identifiers", () => {
  it.each([
    ['SPY', 'SPY R735QTJ8XC9X'],
    ['AAPL', 'AAPL R735QTJ8XC9X'],
    ['BAC', 'NB R735QTJ8XC9X'],
    ['GOOG', 'GOOCV VP83T1ZUHROL'],
    ['GOOGL', 'GOOG T1AZ164W5VTX'],
    ['FB', 'FB V6OIPNZEM8V9'],
    ['BNO', 'BNO UN3IMQ2JU1YD'],
    ['SPWR', 'SPWR TDQZFPKOZ5UT'],
    ['SHY', 'SHY 2T'],
    ['FOXA', 'NWSA T3MO1488O0H1'],
  ])('of %s is %s', (ticker, id) => {
    const source = new LeanFolder(LEAN_DATA);
    const symbol = createSymbol(source, ticker, SecurityType.Equity, 'usa');
    expect(symbol.id).toBe(id);
    expect(source.mapRows(symbol)).toEqual(source.mapRows(createSymbol(source, ticker, SecurityType.Equity, 'usa')));
  });

  it('equal those in the results of its regression tests', () => {
    const printed = new Set<string>();
    const runs = JSON.parse(readFileSync(join(LEAN_DATA, '../expected.json'), 'utf8')) as {
      statistics: Record<string, string>;
    }[];
    for (const { statistics } of runs)
      if (statistics['Lowest Capacity Asset']) printed.add(statistics['Lowest Capacity Asset']);
    const ours = [
      securityIdentifier({ ticker: 'EURUSD', market: 'oanda', securityType: SecurityType.Forex }),
      securityIdentifier({ ticker: 'BTCUSD', market: 'coinbase', securityType: SecurityType.Crypto }),
      securityIdentifier({ ticker: 'BTCUSD', market: 'bitfinex', securityType: SecurityType.Crypto }),
      securityIdentifier({ ticker: 'BTCBUSD', market: 'binance', securityType: SecurityType.Crypto }),
      securityIdentifier({ ticker: 'DE30EUR', market: 'oanda', securityType: SecurityType.Cfd }),
      securityIdentifier({ ticker: 'YESBANK', market: 'india', securityType: SecurityType.Equity }),
    ];
    expect(ours.filter((id) => !printed.has(id))).toEqual([]);
  });
});

describe.runIf(hasLeanData)("LEAN's symbol properties", () => {
  const database = SymbolPropertiesDatabase.fromFolder(LEAN_DATA);

  it('are found row by row', () => {
    const text = readFileSync(join(LEAN_DATA, 'symbol-properties/symbol-properties-database.csv'), 'utf8');
    const rows = text
      .split('\n')
      .slice(1)
      .filter((line) => line !== '' && !line.startsWith('#'));
    for (const row of rows.filter((_, index) => index % 50 === 0)) {
      const [market, ticker, type, description, currency, multiplier, step] = row.split(',');
      const securityType = parseSecurityType(type);
      if (securityType === undefined || ticker === '[*]') continue;
      expect(database.has(market, ticker, securityType), row).toBe(true);
      const found = database.get(market, ticker, securityType, 'USD');
      expect([found.description, found.quoteCurrency, found.contractMultiplier.toNumber()]).toEqual([
        description,
        currency,
        Number(multiplier),
      ]);
      expect(found.minimumPriceVariation.toNumber()).toBe(Number(step));
    }
  });

  it('name the first market of a ticker', () => {
    expect(database.marketOf('EURUSD', SecurityType.Forex)).toBe('fxcm');
    expect(database.marketOf('BTCUSD', SecurityType.Crypto)).toBe('coinbase');
  });
});

import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Resolution } from '../../model/resolution.ts';
import { ZipFile } from '../formats/zip-file.ts';
import { writeZip } from '../formats/zip-writer.ts';
import { convertFolder, detectFormat } from './convert-folder.ts';
import type { Conversion, ConvertOptions } from './convert-folder.ts';
import { CsvStore } from './csv-store.ts';
import { FlatCsvStore } from './flat-csv-store.ts';
import { readLeanFiles } from './lean-files.ts';
import { LeanStore } from './lean-store.ts';
import { seriesName } from './series-store.ts';
import { fillFolder } from './staged-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'convert-'));
afterAll(() => rmSync(root, { recursive: true }));

let folders = 0;
function newFolder(files: Readonly<Record<string, string>>): string {
  const folder = join(root, `folder-${folders++}`);
  mkdirSync(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    const [file, entry] = path.split('#');
    const bytes = entry === undefined ? text : writeZip([{ name: entry, bytes: Buffer.from(text) }]);
    writeFileSync(join(folder, file), bytes);
  }
  return folder;
}

const LEAN = {
  'equity/usa/daily/spy.zip#spy.csv': '20131007 00:00,1000000,1010000,990000,1005000,12345\n20131008 00:00,1,2,1,1,0',
  'equity/usa/minute/spy/20131007_trade.zip#20131007_spy_minute_trade.csv':
    '34200000,1,2,1,2,3\r\n34260000,1,2,1,2,3\r\n',
  'equity/usa/minute/spy/20131007_quote.zip#odd name.csv': '34200000,,,,,0,1,2,1,2,3\n',
  'equity/usa/minute/spy/20131008_trade.zip#20131008_spy_minute_trade.csv': '',
  'equity/usa/tick/spy/20131007_trade.zip#20131007_spy_Trade_Tick.csv':
    '34200000,1671400,100,P,20002000,0\n34200000,1671400,7,,,0\n',
  'crypto/coinbase/daily/btcusd_quote.zip#btcusd.csv': '20131007 00:00,1.10,2,1.0,2,0.5,1.10,2.000,1,2,01.5\n',
  'equity/usa/map_files/spyold.csv': '20100101,spyold\n20501231,spy\n',
  'equity/usa/factor_files/spyold.csv': '20501231,1,1,0\n',
  'equity/usa/factor_files/other.csv': '20501231,1,1,0\n',
  'market-hours/market-hours-database.json': '{"entries":{}}',
  'symbol-properties/symbol-properties-database.csv': 'market,symbol\n',
  'alternative/interest-rate/usa/interest-rate.csv': 'DATE,PCREDIT8\n',
  'option/usa/minute/x.csv': 'x',
  'dataset.json': '{"description":"Some","source":"lean","caveats":["Little."]}',
};

async function convert(
  from: LeanStore | CsvStore | FlatCsvStore,
  [source, target]: [string, string],
  to: LeanStore | CsvStore,
  options: Partial<ConvertOptions> = {},
): Promise<Conversion> {
  return await convertFolder(
    { folder: source, store: from },
    { folder: target, store: to },
    { includes: () => true, ...options },
  );
}

function textsOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    globSync('**/*.zip', { cwd: folder }).map((path) => {
      const zip = new ZipFile(join(folder, path));
      return [`${path}#${zip.entries[0].name}`, Buffer.from(zip.read(zip.entries[0])).toString()];
    }),
  );
}

describe('convertFolder', () => {
  const source = newFolder(LEAN);

  it("reproduces the texts of LEAN's zips after conversion to CSV and back, with the files that belong to them", async () => {
    const [csv, back] = [newFolder({}), newFolder({})];
    const there = await convert(new LeanStore(source), [source, csv], new CsvStore(csv));
    expect(there.leftOut).toEqual(['option']);
    expect(detectFormat(csv)).toBe('csv');
    await convert(new CsvStore(csv), [csv, back], new LeanStore(back, readLeanFiles(csv)));
    expect(textsOf(back)).toEqual(textsOf(source));
    for (const path of [
      'equity/usa/map_files/spyold.csv',
      'equity/usa/factor_files/spyold.csv',
      'market-hours/market-hours-database.json',
      'symbol-properties/symbol-properties-database.csv',
      'alternative/interest-rate/usa/interest-rate.csv',
    ])
      expect(readFileSync(join(back, path), 'utf8'), path).toBe(readFileSync(join(source, path), 'utf8'));
    expect(existsSync(join(back, 'equity/usa/factor_files/other.csv'))).toBe(false);
    expect(existsSync(join(back, 'option'))).toBe(false);
    expect(JSON.parse(readFileSync(join(back, 'dataset.json'), 'utf8'))).toEqual(JSON.parse(LEAN['dataset.json']));
  });

  it('writes human-readable CSV', async () => {
    const csv = newFolder({});
    await convert(new LeanStore(source), [source, csv], new CsvStore(csv));
    expect(readFileSync(join(csv, 'equity/usa/daily/spy.csv'), 'utf8')).toBe(
      'time,open,high,low,close,volume\n2013-10-07,100.0000,101.0000,99.0000,100.5000,12345\n2013-10-08,0.0001,0.0002,0.0001,0.0001,0\n',
    );
    expect(readFileSync(join(csv, 'equity/usa/tick/spy_trade.csv'), 'utf8').split('\n')[1]).toBe(
      '2013-10-07 09:30:00,167.1400,100,P,20002000,0',
    );
  });

  it('converts the requested series', async () => {
    const csv = newFolder({});
    const { series } = await convert(new LeanStore(source), [source, csv], new CsvStore(csv), {
      includes: ({ resolution }) => resolution === Resolution.Daily,
    });
    expect(series.map((one) => seriesName(one.series))).toEqual([
      'equity usa SPY daily trade',
      'crypto coinbase BTCUSD daily quote',
    ]);
  });

  it('accepts flat CSV folders, with their caveats', async () => {
    const flat = newFolder({ 'KO.csv': 'Date,Close\n2020-01-02,54.99\n2020-01-03,54.690\n' });
    expect(detectFormat(flat)).toBe('flat-csv');
    const lean = newFolder({});
    await convert(new FlatCsvStore(flat), [flat, lean], new LeanStore(lean));
    expect(textsOf(lean)).toEqual({
      'equity/usa/daily/ko.zip#ko.csv':
        '20200102 00:00,549900,549900,549900,549900,0\n20200103 00:00,546900,546900,546900,546900,0\n',
    });
    expect(readFileSync(join(lean, 'dataset.json'), 'utf8')).toContain('has closes only');
  });

  it('names file and line of broken rows', async () => {
    const csv = newFolder({ 'equity/usa/daily/spy.csv': 'time,open,high,low,close,volume\n2013-10-07,1,x,1,1,1\n' });
    const lean = newFolder({});
    await expect(convert(new CsvStore(csv), [csv, lean], new LeanStore(lean))).rejects.toThrow('Line 2 of');
    const other = newFolder({ 'equity/usa/daily/spy.csv': 'date,close\n' });
    await expect(convert(new CsvStore(other), [other, lean], new LeanStore(lean))).rejects.toThrow(
      'does not start with the header',
    );
  });

  it('rejects folders without series or with two formats', async () => {
    expect(() => detectFormat(newFolder({ 'readme.txt': '' }))).toThrow('has nothing to convert');
    expect(() => detectFormat(newFolder({ ...LEAN, 'equity/usa/daily/spy.csv': 'time\n' }))).toThrow('lean and csv');
    const csv = newFolder({});
    await expect(
      convert(new LeanStore(source), [source, csv], new CsvStore(csv), { includes: () => false }),
    ).rejects.toThrow('has nothing to convert');
  });
});

describe('fillFolder', () => {
  const names = (): string[] => readdirSync(root).filter((name) => !name.startsWith('folder-'));

  it('moves the folder into place at the end', async () => {
    const target = join(root, 'deep', 'target');
    await fillFolder(target, async (folder) => {
      expect(existsSync(target)).toBe(false);
      writeFileSync(join(folder, 'x'), '');
      await Promise.resolve();
    });
    expect(readdirSync(target)).toEqual(['x']);
    await expect(fillFolder(target, async () => await Promise.resolve())).rejects.toThrow('is not empty');
    rmSync(join(root, 'deep'), { recursive: true });
  });

  it('removes everything after an interruption', async () => {
    const source = newFolder(LEAN);
    let batches = 0;
    const work = fillFolder(join(root, 'new', 'target'), async (folder) =>
      convert(new LeanStore(source), [source, folder], new CsvStore(folder), {
        pause: async () => {
          await Promise.resolve();
          if (++batches === 3) throw new Error('Stop.');
        },
      }),
    );
    await expect(work).rejects.toThrow('Stop.');
    expect(names()).toEqual([]);
  });

  it('rejects files and folders that are not empty', async () => {
    const work = async (): Promise<void> => await Promise.resolve();
    writeFileSync(join(root, 'folder-file'), '');
    await expect(fillFolder(join(root, 'folder-file'), work)).rejects.toThrow('is a file');
    await expect(fillFolder(join(root, 'folder-file', 'x'), work)).rejects.toMatchObject({
      code: 'CONVERT_TARGET_UNWRITABLE',
    });
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Resolution } from '../../model/resolution.ts';
import { SecurityType } from '../../model/security-type.ts';
import { parseCsvDescription, readCsvDescription } from './csv-description.ts';
import { CsvFolder } from './csv-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'csv-'));
afterAll(() => rmSync(root, { recursive: true }));

function folderOf(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(root, name);
  mkdirSync(folder);
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
  return folder;
}

describe('CsvFolder', () => {
  it('finds bars by file name and closes by header', () => {
    const folder = new CsvFolder(
      folderOf('mixed', {
        'aapl.csv': 'date,close\n2020-01-02 16:00,1\n2020-01-03 16:00,2',
        'all.CSV': 'date,MSFT\n2020-01-02,5',
        'notes.txt': '',
      }),
    );
    expect(folder.files.map(({ tickers, isWide }) => [tickers, isWide])).toEqual([
      [['AAPL'], false],
      [['MSFT'], true],
    ]);
    expect([...folder.read(folder.find('AAPL')!, 'AAPL').time]).toEqual([Date.UTC(2020, 0, 2), Date.UTC(2020, 0, 3)]);
    expect([...folder.read(folder.find('msft')!, 'msft').values[0]]).toEqual([5]);
    expect(folder.find('ALL')).toBeUndefined();
  });

  it('takes one file as well', () => {
    expect(new CsvFolder(join(root, 'mixed', 'aapl.csv')).files).toHaveLength(1);
  });

  it.each([
    ['2020-01-02,1\n2020-01-03,2', Resolution.Daily],
    ['2020-01-02 09:00,1\n2020-01-02 10:00,2', Resolution.Hour],
    ['2020-01-02 09:00,1\n2020-01-02 09:05,2', Resolution.Minute],
    ['2020-01-02 09:00:00,1\n2020-01-02 09:00:10,2', Resolution.Second],
    ['2020-01-02,1', Resolution.Daily],
  ])('tells the resolution from the steps of %j', (rows, resolution) => {
    const folder = new CsvFolder(
      folderOf(`resolution-${resolution}-${rows.length}`, { 'a.csv': `date,close\n${rows}` }),
    );
    expect(folder.resolution(folder.files[0])).toBe(resolution);
  });

  it('lets the configuration win over the file and the file over the folder', () => {
    const folder = folderOf('described', {
      'a.csv': 'date,close\n2020-01-02T00:00Z,1',
      'a.json': '{ "market": "kraken", "caveats": ["Made up."] }',
      'description.json': '{ "market": "coinbase", "securityType": "crypto", "resolution": "hour", "adjusted": true }',
    });
    const { files } = new CsvFolder(folder, { resolution: Resolution.Minute });
    expect(files[0].description).toMatchObject({
      market: 'kraken',
      securityType: SecurityType.Crypto,
      resolution: Resolution.Minute,
    });
    const caveats = new CsvFolder(folder).caveats(files[0]);
    expect(caveats).toHaveLength(3);
    expect(caveats[2]).toBe('Made up.');
  });

  it('refuses a ticker in two files and a folder that is not there', () => {
    const folder = folderOf('twice', { 'aapl.csv': 'date,close\n', 'all.csv': 'date,AAPL\n' });
    expect(() => new CsvFolder(folder)).toThrow(
      `AAPL is in ${join(folder, 'aapl.csv')} and in ${join(folder, 'all.csv')}.`,
    );
    expect(() => new CsvFolder(join(root, 'nowhere'))).toThrow('There is no file or folder');
  });
});

describe('parseCsvDescription', () => {
  it('passes over fields that are for people', () => {
    expect(
      parseCsvDescription({ name: 'x', columns: { close: 'Kurs' }, dateFormat: 'dd/mm/yyyy' }, 'x.json'),
    ).toMatchObject({ columns: { close: 'Kurs' }, dateFormat: 'dd/mm/yyyy' });
  });

  it.each([
    ['market', 5, 'the name of a market such as usa'],
    ['securityType', 'share', 'the name of a security type such as equity'],
    ['resolution', 'weekly', 'second, minute, hour or daily'],
    ['adjusted', 'yes', 'true or false'],
    ['columns', { close: 'a', open: 2 }, 'an object of column names or positions by role'],
    ['columns', { closing: 'a' }, 'an object of column names or positions by role'],
    ['dateFormat', 'yyyy', 'mm/dd/yyyy or dd/mm/yyyy'],
    ['caveats', 'one', 'a list of sentences'],
  ])('names the field %s when it is %j', (name, value, wanted) => {
    expect(() => parseCsvDescription({ [name]: value }, 'x.json')).toThrow(
      `x.json has ${JSON.stringify(value)} as ${name}, which must be ${wanted}`,
    );
  });

  it('refuses what is no JSON object', () => {
    expect(() => parseCsvDescription([], 'x.json')).toThrow('x.json is no JSON object');
    const broken = join(root, 'broken.json');
    writeFileSync(broken, '{');
    expect(() => readCsvDescription(broken)).toThrow(`${broken} is no JSON`);
    expect(readCsvDescription(join(root, 'none.json'))).toEqual({});
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { EngineError } from '../../model/engine-error.ts';
import { Resolution } from '../../model/resolution.ts';
import { SecurityType } from '../../model/security-type.ts';
import { parseCsvDescription, readCsvDescription } from './csv-description.ts';
import { CsvFolder } from './csv-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'csv-'));
afterAll(() => rmSync(root, { recursive: true }));

function folderOf(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
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

  it('accepts a single file', () => {
    expect(new CsvFolder(join(root, 'mixed', 'aapl.csv')).files).toHaveLength(1);
  });

  it.each([
    ['2020-01-02,1\n2020-01-03,2', Resolution.Daily],
    ['2020-01-02 09:00,1\n2020-01-02 10:00,2', Resolution.Hour],
    ['2020-01-02 09:00,1\n2020-01-02 09:01,2', Resolution.Minute],
    ['2020-01-02 09:00:00,1\n2020-01-02 09:00:01,2', Resolution.Second],
    ['2020-01-02,1', Resolution.Daily],
  ])('determines the resolution from the steps of %j', (rows, resolution) => {
    const folder = new CsvFolder(
      folderOf(`resolution-${resolution}-${rows.length}`, { 'a.csv': `date,close\n${rows}` }),
    );
    expect(folder.resolution(folder.files[0])).toBe(resolution);
  });

  it('gives the configuration precedence over the file, and the file over the folder', () => {
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

  it('rejects a ticker in two files and a missing folder', () => {
    const folder = folderOf('twice', { 'aapl.csv': 'date,close\n', 'all.csv': 'date,AAPL\n' });
    expect(() => new CsvFolder(folder).find('AAPL')).toThrow(
      `AAPL is in ${join(folder, 'aapl.csv')} and in ${join(folder, 'all.csv')}.`,
    );
    expect(() => new CsvFolder(join(root, 'nowhere'))).toThrow('There is no file or folder');
  });
});

const BARS = 'Date,Open,High,Low,Close,Volume\n2024-01-02,1,2,1,2,5\n2024-01-03,2,3,2,3,6\n';

/** The rows of a folder of one file. */
function rowsOf(name: string, content: string | Uint8Array, file = 'zza.csv'): string[] {
  const path = folderOf(name, { [file]: content });
  const folder = new CsvFolder(path);
  const { time, values, length } = folder.read(folder.find('ZZA')!, 'ZZA');
  return Array.from({ length }, (_, row) => `${new Date(time[row]).toISOString().slice(0, 16)} ${values[3][row]}`);
}

describe('formats that imports read', () => {
  const DAYS = ['2024-01-02T00:00 2', '2024-01-03T00:00 3'];

  it.each([
    ['lines of blanks, blanks around fields', BARS.replaceAll(',', ' , ').replaceAll('\n', '\r\n   \r\n')],
    ['carriage returns', BARS.replaceAll('\n', '\r')],
    ['a title above', `Prices, without guarantee\n\n${BARS}`],
    ['sep=', `sep=;\n${BARS.replaceAll(',', ';')}`],
    ['comments', `# one\n${BARS}# two\n`],
    ['a field at the end of each line', BARS.replaceAll('\n', ',\n')],
    ['UTF-16', Buffer.from(`\u{FEFF}${BARS}`, 'utf16le')],
    ['decimal commas', BARS.replaceAll(',', ';').replace('1;2;1;2', '1,0;2,0;1,0;2,0')],
    ['epochs', BARS.replace('2024-01-02', '1704153600').replace('2024-01-03', '1704240000')],
    ['two-digit years', BARS.replace('2024-01-02', '01/02/24').replace('2024-01-03', '01/13/24')],
    ['midnight in UTC', BARS.replaceAll(/(2024-01-0\d)/g, '$1T00:00:00Z')],
    ['a symbol column', BARS.replace('Date', 'Symbol,Date').replaceAll('2024', 'ZZA,2024')],
  ])('are also read by CSV sources: %s', (name, content) => {
    const rows = rowsOf(`as-imports-${name}`, content);
    expect(rows).toEqual(name === 'two-digit years' ? ['2024-01-02T00:00 2', '2024-01-13T00:00 3'] : DAYS);
  });

  it('reads compressed files', () => {
    expect(rowsOf('gzip', gzipSync(BARS), 'zza.csv.gz')).toEqual(DAYS);
    expect(rowsOf('zstd', zstdCompressSync(BARS), 'zza.csv.zst')).toEqual(DAYS);
  });

  it.each([
    ['more fields than the header', `${BARS}2024-01-04,1,2,1,2,82,488\n`, 'Line 4 of .* has 7 columns instead of 6'],
    ['fewer', `${BARS}2024-01-04,1\n`, 'Line 4 of .* has 2 columns instead of 6'],
    [
      'hexadecimal numbers',
      BARS.replace('1,2,1,2,5', '1,0x10,1,2,5'),
      'Line 2 of .* has "0x10" where a number is expected',
    ],
    ['Infinity', BARS.replace('1,2,1,2,5', '1,Infinity,1,2,5'), 'has "Infinity" where'],
    ['1e308', BARS.replace('1,2,1,2,5', '1,1e308,1,2,5'), 'has "1e308" where'],
    ['several symbols', `Date,Symbol,Close\n2024-01-02,A,1\n2024-01-03,B,2\n`, 'is of "B", and rows above it of "A"'],
    ['rows out of order', `date,close\n2024-01-03,1\n2024-01-02,2\n`, 'Line 3 of .* is earlier than its predecessor'],
    ['two closes', 'date,close,last\n2024-01-02,1,2\n', 'can both be the close'],
    ['no high', 'date,open,close\n2024-01-02,1,2\n', 'has no column that is the high or the low'],
  ])('rejects %s', (name, content, fault) => {
    expect(() => rowsOf(`refused-${name}`, content)).toThrow(new RegExp(fault));
  });
});

describe('bars of other lengths', () => {
  const every = (minutes: number): string =>
    `date,close\n${Array.from({ length: 8 }, (_, row) => `${new Date(Date.UTC(2024, 0, 2, 9, 30) + row * minutes * 60_000).toISOString().slice(0, 16).replace('T', ' ')},${row + 1}\n`).join('')}`;

  it.each([
    [5, 'minute', '2024-01-02T09:34'],
    [15, 'minute', '2024-01-02T09:44'],
    [30, 'minute', '2024-01-02T09:59'],
    [120, 'hour', '2024-01-02T10:30'],
  ])('of %d minutes are rejected, or stored at their end', (minutes, resolution, first) => {
    expect(() => rowsOf(`odd-${minutes}`, every(minutes))).toThrow(
      expect.objectContaining({ code: 'DATA_UNCLEAR_FILE' }),
    );
    const path = folderOf(`kept-${minutes}`, {
      'zza.csv': every(minutes),
      'description.json': JSON.stringify({ resolution }),
    });
    const folder = new CsvFolder(path);
    const [file] = folder.files;
    expect(new Date(folder.read(file, 'ZZA').time[0]).toISOString().slice(0, 16)).toBe(first);
    expect(folder.caveats(file).join(' ')).toContain('are stored at their last');
  });
});

describe('quotes', () => {
  it.each([
    ['forex', 0.0002],
    ['cfd', 0],
    ['forex', 0.01],
  ])('are derived from bars of %s with a spread of %d', (securityType, spread) => {
    const path = folderOf(`quotes-${securityType}-${spread}`, {
      'eurusd.csv': 'date,open,high,low,close\n2024-01-02,1.10,1.20,1.00,1.15\n2024-01-03,1.15,1.25,1.05,1.20\n',
      'description.json': JSON.stringify({ securityType, market: 'oanda', spread }),
    });
    const folder = new CsvFolder(path);
    const [file] = folder.files;
    const { values } = folder.read(file, 'EURUSD');
    expect(folder.tickType(file)).toBe('quote');
    expect(values[3][0]).toBeCloseTo(1.15 - spread / 2, 9);
    expect(values[8][0]).toBeCloseTo(1.15 + spread / 2, 9);
  });
});

describe('a broken file among others', () => {
  it.each([
    ['a picture', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['a header without prices', 'Date,Volume 1\n'],
    ['a bad row', 'date,close\n2024-01-02,x\n'],
  ])('does not affect them: %s', (name, content) => {
    const folder = new CsvFolder(folderOf(`broken-${name}`, { 'bad.csv': content, 'ko.csv': BARS }));
    expect(folder.read(folder.find('KO')!, 'KO').length).toBe(2);
    expect(() => folder.read(folder.find('BAD')!, 'BAD')).toThrow(EngineError);
  });
});

describe('parseCsvDescription', () => {
  it('ignores fields for human readers', () => {
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
    ['dateFormat', 'yyyy', 'mm/dd/yyyy, dd/mm/yyyy or yyyy/mm/dd'],
    ['caveats', 'one', 'a list of sentences'],
  ])('names the field %s when it is %j', (name, value, wanted) => {
    expect(() => parseCsvDescription({ [name]: value }, 'x.json')).toThrow(
      `x.json has ${JSON.stringify(value)} as ${name}, which must be ${wanted}`,
    );
  });

  it('rejects anything but a JSON object', () => {
    expect(() => parseCsvDescription([], 'x.json')).toThrow('x.json is not a JSON object');
    const broken = join(root, 'broken.json');
    writeFileSync(broken, '{');
    expect(() => readCsvDescription(broken)).toThrow(`${broken} is not JSON`);
    expect(readCsvDescription(join(root, 'none.json'))).toEqual({});
  });
});

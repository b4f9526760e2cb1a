import { deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Resolution } from '../../model/resolution.ts';
import { SecurityType } from '../../model/security-type.ts';
import { writeZip } from '../formats/zip-writer.ts';
import { coins, equity, read } from './spec-support.ts';

const BARS = 'Date,Open,High,Low,Close,Volume\n2024-01-02,1,2,1,2,5\n2024-01-03,2,3,2,3,6\n';

describe('rows that do not fit the header', () => {
  it.each([
    ['unquoted thousands', '2024-01-02,1,2,1,2,82,488,700', '2 has 8 columns instead of 6'],
    ['decimal commas', '2024-01-02,1,5,2,5,1,5,2,5,10', '2 has 10 columns instead of 6'],
    ['a date with a comma', 'Jan 2, 2024,1,2,1,2,5', '2 has 7 columns instead of 6'],
    ['a shorter row whose prices are blank', '2024-01-02,,', '2 has 3 columns instead of 6'],
  ])('are bad: %s', async (_, row, fault) => {
    const { bad } = await read(`Date,Open,High,Low,Close,Volume\n${row}\n2024-01-03,2,3,2,3,6\n`, {
      ...equity,
      resolution: Resolution.Daily,
    });
    expect(bad).toEqual([fault]);
  });

  it('may end with blank fields', async () => {
    const { bars, bad } = await read('Date,Close\n2024-01-02,1,\n2024-01-03,2,,\n');
    expect([bars.length, bad]).toEqual([2, []]);
  });
});

describe('lines around the table', () => {
  it.each([
    ['an address', `https://www.example.org/data\n${BARS}`],
    ['a licence with a quote', `"Settlement values are without guarantee\n${BARS}`],
    ['a sentence with commas', `Prices of one share, adjusted, without guarantee\n\n${BARS}`],
    ['sep=', `sep=;\n${BARS.replaceAll(',', ';')}`],
    ['comment signs', `# Source: example\n# Units: USD\n${BARS}# the end\n`],
    ['a comment sign before the header', `# ${BARS}`],
    ['a header of groups', `,Price,Price,Price,Price,Traded\n${BARS}`],
    ['a blank name of the dates', BARS.replace('Date', '')],
    ['blanks and carriage returns', `\u{FEFF}  ${BARS.replaceAll('\n', ' \r')}   \r`],
  ])('are not part of it: %s', async (_, text) => {
    const { bars, bad } = await read(text);
    expect([bars.map(({ time }) => time), bad]).toEqual([['2024-01-02', '2024-01-03'], []]);
  });

  it('counts lines from the top of the file', async () => {
    const { bad } = await read(`a title\n\n${BARS}2024-01-04,1,2,1,x,5\n`);
    expect(bad).toEqual(['6 has "x" where a number is expected']);
  });

  it('rejects a header in the middle', async () => {
    expect((await read(`${BARS}${BARS.split('\n')[0]}\n`)).bad).toEqual(['4 has "Date" where a date is expected']);
  });
});

describe('encodings and compression', () => {
  const be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
  const accented = BARS.replace('Open', 'Eröffnung')
    .replace('High', 'Höchst')
    .replace('Low', 'Tiefst')
    .replace('Close', 'Schluß');
  const named = {
    columns: new Map([
      ['open', 'Eröffnung'],
      ['high', 'Höchst'],
      ['low', 'Tiefst'],
      ['close', 'Schluß'],
    ] as const),
  };

  it.each([
    ['UTF-16 with a mark', Buffer.from(`\u{FEFF}${BARS}`, 'utf16le'), {}],
    ['UTF-16 without', Buffer.from(BARS, 'utf16le'), {}],
    ['UTF-16, big end first', be(`\u{FEFF}${BARS}`), {}],
    ['UTF-16, big end first, without a mark', be(BARS), {}],
    ['UTF-8 with a mark', Buffer.from(`\u{FEFF}${BARS}`), {}],
    ['UTF-8', Buffer.from(accented), named],
    ['Windows-1252', Buffer.from(accented, 'latin1'), named],
    ['gzip', gzipSync(BARS), {}],
    ['zstd', zstdCompressSync(BARS), {}],
    ['zip', writeZip([{ name: 'KO.csv', bytes: Buffer.from(BARS) }]), {}],
    [
      'zip with a text beside the table',
      writeZip([
        { name: 'status.txt', bytes: Buffer.from('nothing') },
        { name: 'KO.csv', bytes: Buffer.from(BARS) },
      ]),
      {},
    ],
    ['gzip of UTF-16', gzipSync(Buffer.from(BARS, 'utf16le')), {}],
  ])('are detected from the first bytes: %s', async (_, bytes, options) => {
    expect((await read(bytes, { ...equity, ...options })).bars).toHaveLength(2);
  });

  it.each([
    ['Parquet', Buffer.from('PAR1....'), 'is a Parquet file'],
    ['xlsx', writeZip([{ name: '[Content_Types].xml', bytes: Buffer.from('<x/>') }]), 'is a spreadsheet'],
    ['xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'is a spreadsheet of the old Excel format'],
    ['bzip2', Buffer.from('BZh91AY'), 'is compressed by bzip2'],
    [
      'two tables',
      writeZip([
        { name: 'a.csv', bytes: Buffer.from(BARS) },
        { name: 'b.csv', bytes: Buffer.from(BARS) },
      ]),
      'contains 2 tables (a.csv, b.csv)',
    ],
    ['bytes that are no text', Buffer.from([1, 0, 0, 5, 0, 9, 9, 9, 0]), 'is not text'],
  ])('names content that is not text: %s', async (_, bytes, fault) => {
    await expect(read(bytes)).rejects.toThrow(fault);
  });

  it.each([
    ['gzip', (bytes: Uint8Array) => gzipSync(bytes)],
    ['zstd', (bytes: Uint8Array) => zstdCompressSync(bytes)],
    ['zip', (bytes: Uint8Array) => writeZip([{ name: 'KO.csv', bytes }])],
  ])('rejects truncated %s', async (_, pack) => {
    const whole = pack(Buffer.from(BARS.repeat(50)));
    await expect(read(whole.subarray(0, whole.length - 12))).rejects.toThrow(
      expect.objectContaining({ code: 'DATA_ZIP_UNREADABLE' }),
    );
  });

  it('rejects an overlong line, and shows little of it', async () => {
    const long = `${BARS}2024-01-04,1,2,1,2,"${'x'.repeat(3_000_000)}`;
    await expect(read(long)).rejects.toThrow(
      /^Line 4 of .* is longer than a megabyte, or has an unclosed quote: ".{20,130}…?"/,
    );
    const wide = await read(`${BARS}2024-01-04,1,2,1,${'9'.repeat(500_000)},5\n`);
    expect(wide.bad[0].length).toBeLessThan(200);
    expect(deflateRawSync(Buffer.from(wide.bad[0])).length).toBeLessThan(200);
  });
});

describe('symbols from columns', () => {
  const withSymbols = (symbols: readonly string[], rows = ['2024-01-02', '2024-01-03', '2024-01-04']): string =>
    `Date,Symbol,Close\n${symbols.flatMap((symbol) => rows.map((day) => `${day},${symbol},5\n`)).join('')}`;

  it.each(['../../outside/ZZA', '..', '.', '/etc/passwd', 'A\\B', 'nul', 'AUX', 'ZZA\u001b[31m', 'a'.repeat(60)])(
    'are rejected when they are no ticker: %j',
    async (symbol) => {
      const { bad, series } = await read(withSymbols([symbol]));
      expect(bad).toHaveLength(3);
      expect(bad[0]).toMatch(/^2 has ".*" where a ticker is expected$/);
      expect(bad[0]).not.toMatch(/\p{Cc}/u);
      expect(series).toEqual([]);
    },
  );

  it.each(['BTC/USDT', 'BTC-USDT', 'BTC_USDT', 'btc:usdt', 'BINANCE:BTCUSDT', 'BTCUSDT', 'btc usdt'])(
    'are pairs in their usual spellings: %s',
    async (symbol) => {
      expect((await read(withSymbols([symbol]), coins)).series.map(({ ticker }) => ticker)).toEqual(['BTCUSDT']);
    },
  );

  it.each([
    ['NASDAQ:AAPL', 'AAPL'],
    ['AAPL.US', 'AAPL'],
    ['BRK/B', 'BRK.B'],
    ['^GSPC', 'GSPC'],
    ['con', 'CON'],
  ])('are shares: %s', async (symbol, ticker) => {
    expect((await read(withSymbols([symbol]))).series.map((one) => one.ticker)).toEqual([ticker]);
  });

  it('are filtered by ticker, and listed when none is left', async () => {
    const { series } = await read(withSymbols(['BTC/USD', 'ETH/USD']), { ...coins, symbol: 'BTCUSD' });
    expect(series.map(({ ticker, rows }) => [ticker, rows])).toEqual([['BTCUSD', 3]]);
    await expect(read(withSymbols(['BTC/USD', 'ETH/USD']), { ...coins, symbol: 'LTCUSD' })).rejects.toThrow(
      'has no rows of LTCUSD: it has "BTC/USD", "ETH/USD". Use one of these',
    );
  });

  it.each(['BTCUSDT-1m-2025-01', 'Binance_BTCUSDT_1h', 'BTCUSDT_d', 'btc-usdt (1)', 'BTCUSDT-1h'])(
    'come from names of files: %s',
    async (name) => {
      expect((await read(BARS, coins, { name: `${name}.csv` })).series[0].ticker).toBe('BTCUSDT');
    },
  );

  it('determine which of two volumes is used', async () => {
    const text =
      'unix,date,symbol,open,high,low,close,Volume USD,Volume BTC\n1,2024-01-02,BTC/USD,1,2,1,2,500,5.5\n1,2024-01-03,BTC/USD,1,2,1,2,500,6.5\n';
    expect((await read(text, coins)).bars.map(({ numbers }) => numbers[4])).toEqual([5.5, 6.5]);
  });
});

describe('columns with the same name', () => {
  const text = 'time,open,high,low,close,Volume,Volume\n2024-01-02,1,2,1,2,5,7\n2024-01-03,1,2,1,2,6,8\n';

  it('are distinguished by their positions', async () => {
    await expect(read(text)).rejects.toThrow('--column "volume=6" or --column "volume=7"');
    await expect(read(text, { ...equity, columns: new Map([['volume', 'Volume']]) })).rejects.toThrow(
      '--column "volume=6"',
    );
    const chosen = await read(text, { ...equity, columns: new Map([['volume', '7']]) });
    expect(chosen.bars.map(({ numbers }) => numbers[4])).toEqual([7, 8]);
  });
});

describe('numbers', () => {
  it.each([
    ['"₹1,187.15"', 1187.15],
    ['"₹1,23,456.75"', 123_456.75],
    ['187.15 USD', 187.15],
    ['CHF 1’187.15', 1187.15],
    ['1’187.15', 1187.15],
    ['1\u{202F}187.15', 1187.15],
    ['1\u{2009}187.15', 1187.15],
    ['¥118700.5', 118_700.5],
    ['187.15₿', 187.15],
  ])('%s is %d', async (text, value) => {
    const { bars } = await read(`date,close\n2024-01-02,${text}\n2024-01-03,${text}\n`);
    expect(bars.map(({ numbers }) => numbers[3])).toEqual([value, value]);
  });

  it.each(['1e308', 'Infinity', '0x10', '-5', '1e-300', '9'.repeat(25), '12,34.5', "1'2345.5", 'NaN5'])(
    '%s is none',
    async (text) => {
      const { bad } = await read(`date,close\n2024-01-02,"${text}"\n2024-01-03,5.25\n2024-01-04,5.5\n`);
      expect(bad).toHaveLength(1);
      expect(bad[0]).toMatch(/^2 has /);
    },
  );
});

describe('forex and CFDs', () => {
  const text =
    '2024.01.02,18:49,1.09510,1.09530,1.09500,1.09520,30\n2024.01.02,18:50,1.09511,1.09531,1.09501,1.09521,31\n2024.01.02,18:51,1.09512,1.09532,1.09502,1.09522,32\n';
  const columns = new Map([
    ['date', '1'],
    ['time', '2'],
    ['open', '3'],
    ['high', '4'],
    ['low', '5'],
    ['close', '6'],
    ['volume', '7'],
  ] as const);

  it.each([
    [SecurityType.Forex, '0.0002', 1.0951 - 0.0001, 1.0951 + 0.0001],
    [SecurityType.Cfd, '0', 1.0951, 1.0951],
    [SecurityType.Forex, '0.00015', 1.095025, 1.095175],
  ])('get a bid and an ask from one price and a spread', async (securityType, width, bid, ask) => {
    const spread = { width: Number(width), places: width.split('.')[1]?.length ?? 0 };
    const { bars, series } = await read(text, { ...coins, securityType, columns, spread }, { name: 'EURUSD.csv' });
    expect([series[0].ticker, bars[0].time]).toEqual(['EURUSD', '2024-01-02T18:49:00']);
    expect(bars[0].numbers[0]).toBeCloseTo(bid, 9);
    expect(bars[0].numbers[5]).toBeCloseTo(ask, 9);
  });
});

describe('files that do not fit into memory', () => {
  const minute = (index: number): string => new Date(Date.UTC(2024, 0, 1) + index * 60_000).toISOString();
  const rows = Array.from({ length: 10_000 }, (_, index) => `${minute(index)},${100 + (index % 7)}.25\n`);

  it.each([
    ['rising', (lines: readonly string[]) => lines],
    ['falling', (lines: readonly string[]) => lines.toReversed()],
    [
      'mixed',
      (lines: readonly string[]) =>
        [...lines.slice(3000), ...lines.slice(0, 3000)].map((_, index, all) => all[(index * 7919) % all.length]),
    ],
  ])('give the same bars: %s', async (_, order) => {
    const text = `date,close\n${order(rows).join('')}`;
    const [whole, spilled] = [await read(text, coins), await read(text, coins, { mostInMemory: 1700 })];
    expect(whole.bars).toHaveLength(10_000);
    expect(whole.bars[9999].time).toBe(minute(9999).slice(0, 19));
    expect(spilled.bars).toEqual(whole.bars);
    expect(spilled.bad).toEqual([]);
  });
});

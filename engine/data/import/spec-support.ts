import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecurityType } from '../../model/security-type.ts';
import { BuiltInMarketHoursDatabase } from '../time/built-in-market-hours.ts';
import { formatDateTime } from '../time/date-text.ts';
import { NEW_YORK, TimeZone } from '../time/time-zone.ts';
import { BadRows } from './bad-rows.ts';
import type { ImportOptions } from './import-options.ts';
import { importSeries } from './import-series.ts';
import type { ImportedSeries } from './import-series.ts';
import { readFile } from './read-file.ts';
import { RowStore } from './row-store.ts';

const root = mkdtempSync(join(tmpdir(), 'vendor-'));
process.on('exit', () => rmSync(root, { recursive: true, force: true }));

const hours = new BuiltInMarketHoursDatabase().entry('usa', 'SPY', SecurityType.Equity).exchangeHours;
export const equity: ImportOptions = {
  securityType: SecurityType.Equity,
  columns: new Map(),
  dataZone: TimeZone.of(NEW_YORK),
  hours,
  adjustedClose: 'factors',
};
export const coins: ImportOptions = {
  securityType: SecurityType.Crypto,
  columns: new Map(),
  dataZone: TimeZone.UTC,
  adjustedClose: 'factors',
};

export interface Read {
  readonly bad: readonly string[];
  readonly series: readonly ImportedSeries[];
  readonly bars: readonly { readonly time: string; readonly numbers: readonly number[] }[];
}

export async function read(
  content: string | Uint8Array,
  options: ImportOptions = equity,
  {
    name = options.securityType === SecurityType.Equity ? 'ZZA.csv' : 'BTCUSD.csv',
    mostInMemory = 1e6,
  }: { name?: string; mostInMemory?: number } = {},
): Promise<Read> {
  const path = join(root, name);
  writeFileSync(path, content);
  const store = new RowStore(root, mostInMemory);
  const bad = new BadRows();
  try {
    const file = await readFile(path, options, { store, bad, file: 0, shown: name });
    const series = importSeries({ files: [{ ...file, path: name }], store, bad }, options);
    const bars = series.slice(0, 1).flatMap(({ batches }) =>
      [...batches()].flatMap(({ time, numbers, length }) =>
        Array.from({ length }, (_, row) => ({
          time: formatDateTime(time[row]).replace(/T00:00:00$/, ''),
          numbers: numbers.map((column) => column[row]),
        })),
      ),
    );
    return { bad: bad.rows.map(({ line, what }) => `${line} ${what}`), series, bars };
  } finally {
    store.close();
  }
}

/** A file of closes at the given times. */
export function closes(times: readonly string[]): string {
  return `date,close\n${times.map((time, index) => `${time},${100 + index}\n`).join('')}`;
}

export async function timesOf(
  times: readonly string[],
  options: Partial<ImportOptions> = {},
  base = equity,
): Promise<string[]> {
  const { bars, bad } = await read(closes(times), { ...base, ...options });
  if (bad.length > 0) throw new Error(bad.join('; '));
  return bars.map(({ time }) => time);
}

import { dateText } from '../host/dates.ts';
import type { BadRow, ImportedFile } from '../data/import/import-file.ts';
import type { ImportedSeries } from '../data/import/import-series.ts';
import type { ImportTarget } from '../data/import/write-import.ts';
import type { Output } from './output.ts';
import { table } from './table.ts';

interface Import {
  readonly files: readonly ImportedFile[];
  readonly series: readonly ImportedSeries[];
  readonly bad: readonly BadRow[];
}

const DELIMITERS: Readonly<Record<string, string>> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' };
/** How the reasons for a column's role are told. */
const REASONS = { name: 'its name', flag: '--column', layout: 'the layout', position: '--column', '': '' } as const;
/** Bad rows that are shown. */
const SHOWN = 10;

export function badRowWords({ file, line, what }: BadRow): string {
  return `${file}:${line} ${what}`;
}

/** How files were understood and what they hold, for programs. */
export function importDocument(
  files: readonly ImportedFile[],
  series: readonly ImportedSeries[],
  bad: readonly BadRow[],
  { securityType, market }: ImportTarget,
): Record<string, unknown> {
  return {
    files: files.map(({ path, layout, delimiter, columns, dateStyle, decimal, timeZone, withoutPrices }) => ({
      path,
      layout: layout?.name ?? '',
      delimiter,
      columns: columns.map(({ column, role, why, sample }) => ({ column, role: role ?? '', why, sample })),
      dates: dateStyle,
      timeZone,
      decimal,
      rowsWithoutPrices: withoutPrices,
    })),
    series: series.map((one) => ({
      type: securityType,
      market,
      ticker: one.ticker,
      resolution: one.resolution,
      ...span(one),
      repeated: one.repeated,
      sorted: one.isSorted,
      dividends: one.factors?.dividends ?? 0,
      splits: one.factors?.splits ?? 0,
      notes: one.notes,
    })),
    badRows: bad,
  };
}

/** How files were understood and what they hold, for people. */
export function printImport(
  { files, series, bad }: Import,
  { securityType, market }: ImportTarget,
  output: Output,
): void {
  for (const file of files) printFile(file, output);
  for (const one of series) {
    const { rows, first, last } = span(one);
    const asides = [
      one.repeated > 0 ? `${one.repeated} repeated left out` : '',
      one.isSorted ? 'put in the order of time' : '',
    ].filter((text) => text !== '');
    output.print(
      `\n${securityType} ${market} ${one.ticker} ${one.resolution}: ${rows} rows from ${first} to ${last}${asides.map((text) => `, ${text}`).join('')}`,
    );
    for (const note of one.notes) output.print(`  ${note}`);
  }
  if (bad.length > 0) output.print(`\nRows that are bad: ${bad.length}`);
  for (const row of bad.slice(0, SHOWN)) output.print(`  ${badRowWords(row)}`);
  if (bad.length > SHOWN) output.print('  …');
}

function printFile(
  { path, layout, delimiter, columns, dateStyle, decimal, timeZone, withoutPrices }: ImportedFile,
  output: Output,
): void {
  const facts = [
    layout === undefined ? 'no known layout' : `layout ${layout.name}`,
    `parted by ${DELIMITERS[delimiter] ?? delimiter}`,
    `dates ${dateStyle}`,
    ...(timeZone === '' ? [] : [`times ${timeZone}`]),
    `decimal ${decimal}`,
  ];
  output.print(`${path}: ${facts.join(', ')}\n`);
  const rows = columns.map(({ column, role, why, sample }) => [column, role ?? 'not used', REASONS[why], sample]);
  output.print(table(rows, ['column', 'read as', 'because of', 'first value']));
  if (withoutPrices > 0)
    output.print(`  ${withoutPrices} ${withoutPrices === 1 ? 'row' : 'rows'} without prices left out`);
}

function span({ rows: { time, length } }: ImportedSeries): { rows: number; first: string; last: string } {
  return { rows: length, first: dateText(time[0]), last: dateText(time[length - 1]) };
}

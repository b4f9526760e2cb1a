import { dateText } from '../host/dates.ts';
import { printable } from '../data/formats/shown-text.ts';
import type { BadRow, BadRows } from '../data/import/bad-rows.ts';
import type { ImportedFile } from '../data/import/read-file.ts';
import type { ImportedSeries } from '../data/import/import-series.ts';
import type { KnownFacts } from '../data/import/symbol-facts.ts';
import type { ImportTarget } from '../data/import/write-import.ts';
import type { Output } from './output.ts';
import { table } from './table.ts';

interface Import {
  readonly files: readonly ImportedFile[];
  readonly series: readonly ImportedSeries[];
  readonly bad: BadRows;
  /** Properties that the import writes for its tickers. */
  readonly facts: readonly KnownFacts[];
}

const DELIMITERS: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'vertical bar',
};
/** Descriptions of the reasons for a column's role. */
const REASONS = { name: 'its name', flag: '--column', layout: 'the layout', position: '--column', '': '' } as const;
/** Maximum number of bad rows shown. */
const SHOWN = 10;

export function badRowWords({ file, line, what }: BadRow): string {
  return line === 0 ? `${file} ${what}` : `${file}:${line} ${what}`;
}

/** How files were read and their content, for programs. */
export function importDocument(
  { files, series, bad, facts }: Import,
  { securityType, market }: ImportTarget,
): Record<string, unknown> {
  return {
    files: files.map(({ path, layout, encoding, delimiter, columns, dateStyle, decimal, timeZone, withoutPrices }) => ({
      path,
      encoding,
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
      kind: one.tickType,
      ...span(one),
      repeated: one.repeated,
      sorted: one.isSorted,
      dividends: one.factors?.dividends ?? 0,
      splits: one.factors?.splits ?? 0,
      notes: one.notes,
    })),
    properties: facts.map((one) => ({
      ticker: one.ticker,
      quoteCurrency: one.quoteCurrency,
      tick: one.minimumPriceVariation.toNumber(),
      lot: one.lotSize.toNumber(),
      multiplier: one.contractMultiplier.toNumber(),
    })),
    badRows: bad.rows,
    badRowCount: bad.count,
  };
}

/** How files were read and their content, for users. */
export function printImport(
  { files, series, bad, facts }: Import,
  { securityType, market }: ImportTarget,
  output: Output,
): void {
  for (const file of files) printFile(file, output);
  for (const one of series) {
    const { rows, first, last } = span(one);
    const asides = [
      one.repeated > 0 ? `${one.repeated} duplicates dropped` : '',
      one.isSorted ? 'sorted by time' : '',
    ].filter((text) => text !== '');
    output.print(
      `\n${securityType} ${market} ${one.ticker} ${one.resolution}: ${rows} rows from ${first} to ${last}${asides.map((text) => `, ${text}`).join('')}`,
    );
    for (const note of one.notes) output.print(`  ${note}`);
  }
  for (const one of facts)
    output.print(
      `\nSymbol properties of ${one.ticker}: quoted in ${one.quoteCurrency}, tick ${one.minimumPriceVariation.toString()}, lot ${one.lotSize.toString()}, multiplier ${one.contractMultiplier.toString()}`,
    );
  if (bad.count > 0) output.print(`\nBad rows: ${bad.count}`);
  for (const row of bad.rows.slice(0, SHOWN)) output.print(`  ${badRowWords(row)}`);
  if (bad.count > SHOWN) output.print('  …');
}

function printFile(
  { path, layout, encoding, delimiter, columns, dateStyle, decimal, timeZone, withoutPrices }: ImportedFile,
  output: Output,
): void {
  const facts = [
    layout === undefined ? 'no known layout' : `layout ${layout.name}`,
    `delimiter ${DELIMITERS[delimiter] ?? delimiter}`,
    ...(encoding === 'utf-8' ? [] : [`encoded as ${encoding}`]),
    `dates ${dateStyle}`,
    ...(timeZone === '' ? [] : [`times ${timeZone}`]),
    `decimal ${decimal}`,
  ];
  output.print(`${path}: ${facts.join(', ')}\n`);
  const rows = columns.map(({ column, role, why, sample }) => [
    printable(column, 60),
    role ?? 'not used',
    REASONS[why],
    printable(sample, 60),
  ]);
  output.print(table(rows, ['column', 'read as', 'because of', 'first value']));
  if (withoutPrices > 0)
    output.print(`  ${withoutPrices} ${withoutPrices === 1 ? 'row' : 'rows'} without prices skipped`);
}

function span({ rows, first, last }: ImportedSeries): { rows: number; first: string; last: string } {
  return { rows, first: day(first), last: day(last) };
}

function day(time: number): string {
  return Number.isNaN(time) ? '' : dateText(time);
}

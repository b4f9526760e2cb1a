import type { FactorRow, MapRow } from '../../api/data-source.ts';
import { Decimal } from '../../model/decimal.ts';
import { parseCompactDate } from '../time/date-text.ts';
import { isFileName } from './path-inside.ts';
import { malformedRow, numberedLines } from './text-file.ts';

/** An upper bound of the adjustment of any company's prices. */
const LARGEST_FACTOR = Decimal.parse('1000000000');

/**
 * The rows of a factor file, ascending. Rows with `inf` or an exponent, or with a scale factor that is not above zero,
 * are skipped, as in LEAN (Common/Data/Auxiliary/CorporateFactorRow.cs); of equal dates the first row counts. A file of
 * which every row would be skipped is a fault.
 *
 * @throws EngineError DATA_MALFORMED_ROW with file and line.
 */
export function parseFactorFile(text: string, path: string): FactorRow[] {
  const rows = new Map<number, FactorRow>();
  const lines = numberedLines(text);
  for (const { line, text: row } of lines) {
    if (row.includes('inf') || row.includes('e+')) continue;
    const fields = row.split(',');
    const date = parseCompactDate(fields[0]);
    const priceFactor = Decimal.tryParse(fields[1] ?? '');
    const splitFactor = Decimal.tryParse(fields[2] ?? '');
    const referencePrice = fields.length > 3 ? Decimal.tryParse(fields[3]) : Decimal.zero;
    if (date === undefined || priceFactor === undefined || splitFactor === undefined || referencePrice === undefined) {
      throw malformedRow(
        path,
        line,
        row,
        'is not a row of a factor file (yyyyMMdd,priceFactor,splitFactor,referencePrice)',
      );
    }
    for (const factor of [priceFactor, splitFactor])
      if (factor.abs().gt(LARGEST_FACTOR))
        throw malformedRow(path, line, row, 'has a factor outside the range of dividends and splits');
    if (priceFactor.mul(splitFactor).sign > 0 && !rows.has(date))
      rows.set(date, { date, priceFactor, splitFactor, referencePrice });
  }
  if (rows.size === 0 && lines.length > 0)
    throw malformedRow(
      path,
      lines[0].line,
      lines[0].text,
      'is not a factor above zero, and no other row of the file is',
    );
  return [...rows.values()].toSorted((left, right) => left.date - right.date);
}

/**
 * The rows of a map file, ascending, without duplicates; tickers in upper case.
 *
 * @throws EngineError DATA_MALFORMED_ROW with file and line.
 */
export function parseMapFile(text: string, path: string): MapRow[] {
  const rows = new Map<string, MapRow>();
  for (const { line, text: row } of numberedLines(text)) {
    const [dateText, ticker, primaryExchange] = row.split(',').map((field) => field.trim());
    const date = parseCompactDate(dateText);
    if (date === undefined || ticker === undefined || ticker === '')
      throw malformedRow(path, line, row, 'is not a row of a map file (yyyyMMdd,ticker)');
    if (!isFileName(ticker)) throw malformedRow(path, line, row, 'has a ticker that is not a valid file name');
    const mapRow = { date, ticker: ticker.toUpperCase(), primaryExchange: primaryExchange || undefined };
    rows.set(`${date} ${mapRow.ticker} ${primaryExchange ?? ''}`, mapRow);
  }
  return [...rows.values()].toSorted((left, right) => left.date - right.date);
}

import { EngineError } from '../../model/engine-error.ts';
import type { SecurityType } from '../../model/security-type.ts';
import { shownText } from '../formats/shown-text.ts';
import { malformedRow, numberedLines, readFileIfThere } from '../formats/text-file.ts';
import { DATA_ERRORS } from '../errors.ts';
import { parseDate } from '../time/date-text.ts';
import { tickerOf } from './tickers.ts';

/** A split or dividend that the user provides in addition to the prices. */
export interface GivenAction {
  /** The ex-date, as a wall-clock midnight. */
  readonly date: number;
  /** Empty when the file names no ticker: the action applies to any imported ticker. */
  readonly ticker: string;
  readonly kind: 'split' | 'dividend';
  /**
   * For a split, new price divided by old price (0.5 for two shares in place of one); for a dividend, cash per share.
   */
  readonly value: number;
}

const HEADER = 'date,ticker,action,value';

/**
 * Reads a file of actions: `date,ticker,action,value`, with a split as `2:1` (new shares for old) and a dividend as
 * cash per share. The ticker may be empty, or its column may be omitted.
 *
 * @throws EngineError DATA_MALFORMED_ROW with file and line
 */
export function readActions(path: string, securityType: SecurityType): GivenAction[] {
  const bytes = readFileIfThere(path);
  if (bytes === undefined)
    throw new EngineError(DATA_ERRORS.FOLDER_MISSING, `There is no file ${path}. Name a file of actions that exists.`, {
      data: { file: path },
    });
  const [header, ...lines] = numberedLines(bytes.toString('utf8').replace(/^\u{FEFF}/u, ''));
  const names =
    header?.text
      .toLowerCase()
      .split(',')
      .map((name) => name.trim()) ?? [];
  const place = (name: string): number => names.indexOf(name);
  if (place('date') < 0 || place('action') < 0 || place('value') < 0)
    throw malformedRow(path, 1, header?.text ?? '', `is not the header ${HEADER}`);
  return lines.map(({ line, text }) => {
    const fields = text.split(',').map((field) => field.trim());
    const date = parseDate(fields[place('date')] ?? '');
    if (date === undefined) throw malformedRow(path, line, text, 'does not start with a date yyyy-mm-dd');
    const symbol = place('ticker') < 0 ? '' : (fields[place('ticker')] ?? '');
    const ticker = symbol === '' ? '' : tickerOf(symbol, securityType);
    if (ticker === undefined)
      throw malformedRow(path, line, text, `has ${shownText(symbol)} where a ticker is expected`);
    const kind = fields[place('action')]?.toLowerCase();
    const value = fields[place('value')] ?? '';
    if (kind === 'split')
      return {
        date,
        ticker,
        kind,
        value: splitFactor(value) ?? fail(path, line, text, 'is no split such as 2:1 (new shares for old)'),
      };
    if (kind === 'dividend' && Number(value) > 0 && Number(value) < 1e9)
      return { date, ticker, kind, value: Number(value) };
    return fail(path, line, text, 'is neither a split such as 2:1 nor a dividend such as 0.25');
  });
}

function splitFactor(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(?::|\/|for)\s*(\d+(?:\.\d+)?)$/.exec(text);
  const factor = match === null ? NaN : Number(match[2]) / Number(match[1]);
  return factor > 1e-6 && factor < 1e6 ? factor : undefined;
}

function fail(path: string, line: number, row: string, what: string): never {
  throw malformedRow(path, line, row, what);
}

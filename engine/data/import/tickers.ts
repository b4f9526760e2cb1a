import { basename } from 'node:path';
import { EngineError } from '../../model/engine-error.ts';
import { IMPORT_ERRORS } from './errors.ts';

const TICKER = /^[A-Z0-9^][A-Z0-9.^-]{0,14}$/;
/** Endings that downloads carry behind the ticker: a copy's number, an exchange, a period. */
const ENDINGS = [
  /\s*\(\d+\)$/,
  /[ _.-](?:us|usa)(?:[ _.-](?:d|w|m|\d+))?$/i,
  /[ _-](?:1?d|daily|day|1?h|hour(?:ly)?|1?m(?:in(?:ute)?s?)?|bars|history|historical|prices?)$/i,
];

/** A ticker as LEAN's folders have it, from a column: in upper case, without the exchange that Stooq writes behind it. */
export function tickerOf(text: string): string {
  return text.trim().toUpperCase().replace(/\.US$/, '');
}

/** The ticker that a file tells: by its own words, else by its name. @throws EngineError IMPORT_NO_SYMBOL */
export function tickerOfFile(told: string | undefined, path: string): string {
  let name = told ?? basename(path).replace(/\.[^.]*$/, '');
  if (told === undefined) for (const ending of ENDINGS) name = name.replace(ending, '');
  const ticker = tickerOf(name).replace(/^\^/, '');
  if (TICKER.test(ticker)) return ticker;
  throw new EngineError(
    IMPORT_ERRORS.NO_SYMBOL,
    `Nothing tells whose prices ${path} holds: it has no column of symbols, and its name is no ticker. ${IMPORT_ERRORS.NO_SYMBOL.remedy}`,
    { data: { file: path } },
  );
}

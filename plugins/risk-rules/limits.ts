import { readFileSync } from 'node:fs';
import { EngineError } from 'tradewright/plugin';
import type { PluginConfiguration } from 'tradewright/plugin';
import { RISK_ERRORS } from './errors.ts';

/** One number after a rule's name. */
interface LimitWish {
  readonly example: string;
  /** 100 for shares: a position on margin may be larger than the portfolio. */
  readonly largest?: number;
  readonly isWhole?: boolean;
  /** Taken where the number is left out. */
  readonly otherwise?: number;
}

/** An amount above zero. @throws EngineError RISK_BAD_LIMIT */
export function amountOf(rule: string, parts: readonly string[]): number {
  return numbersOf(rule, parts, [{ example: '1000' }])[0];
}

/**
 * A share above zero; 1 is the whole portfolio, and a position on margin may exceed it.
 * @throws EngineError RISK_BAD_LIMIT
 */
export function shareOf(rule: string, parts: readonly string[]): number {
  return numbersOf(rule, parts, [{ example: '0.05', largest: 100 }])[0];
}

/** Several numbers above zero, in their order. @throws EngineError RISK_BAD_LIMIT */
export function numbersOf(rule: string, parts: readonly string[], wishes: readonly LimitWish[]): number[] {
  const values = wishes.map((wish, index) => numberOf(parts[index], wish));
  if (parts.length <= wishes.length && values.every((value) => value !== undefined)) return values;
  const example = wishes.map((one) => one.example).join(',');
  const [{ largest = Infinity }] = wishes;
  const many = wishes.length === 1 ? 'one number' : `${wishes.length} numbers, the first`;
  throw new EngineError(
    RISK_ERRORS.BAD_LIMIT,
    `The risk rule ${rule} was given "${parts.join(',')}" as its limit. Write ${many} above zero${largest === Infinity ? '' : ` and at most ${largest}`} after the name, for example ${rule}:${example}.`,
    { data: { rule, parts } },
  );
}

function numberOf(text: string | undefined, { largest = Infinity, isWhole, otherwise }: LimitWish): number | undefined {
  if (text === undefined) return otherwise;
  const value = text.trim() === '' ? NaN : Number(text);
  const isValid =
    Number.isFinite(value) && value > 0 && value <= largest && (isWhole !== true || Number.isInteger(value));
  return isValid ? value : undefined;
}

/** Tickers after a rule's name. @throws EngineError RISK_BAD_LIMIT */
export function tickersOf(rule: string, parts: readonly string[]): readonly string[] {
  if (parts.length > 0 && parts.every((ticker) => ticker !== '')) return parts;
  throw new EngineError(
    RISK_ERRORS.BAD_LIMIT,
    `The risk rule ${rule} names no ticker. Write them after the name, for example ${rule}:AAPL,MSFT.`,
    { data: { rule, parts } },
  );
}

/**
 * Sectors by ticker: an object in the plugin's settings, or the path of a CSV file of two columns, ticker and sector.
 * @throws EngineError RISK_BAD_SECTORS
 */
export function sectorsOf({ sectors }: PluginConfiguration): ReadonlyMap<string, string> {
  if (sectors === undefined) return new Map();
  if (typeof sectors === 'object' && sectors !== null)
    return new Map(Object.entries(sectors as Record<string, string>));
  const path = typeof sectors === 'string' ? sectors : '';
  const rows = readSectorFile(path)
    .split(/\r?\n/)
    .map((line) => line.split(',').map((cell) => cell.trim()))
    .filter(([ticker, sector]) => ticker !== '' && sector !== undefined && ticker.toLowerCase() !== 'ticker');
  if (rows.length > 0) return new Map(rows.map(([ticker, sector]) => [ticker, sector]));
  throw badSectors(
    `The file of sectors ${path} has no rows of a ticker and a sector. Write lines such as "AAPL,Technology".`,
    path,
  );
}

function readSectorFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw badSectors(`The file of sectors ${path} cannot be read: ${(cause as Error).message}.`, path, cause);
  }
}

function badSectors(message: string, path: string, cause?: unknown): EngineError {
  return new EngineError(RISK_ERRORS.BAD_SECTORS, message, { data: { path }, cause });
}

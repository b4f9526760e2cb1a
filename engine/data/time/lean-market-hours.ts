import type { SecurityType } from '../../model/security-type.ts';
import { EngineError } from '../../model/engine-error.ts';
import { dateFromParts, DAY, daysInMonth } from './calendar-math.ts';
import { formatTimeOfDay, parseTimeSpan } from './date-text.ts';
import { DayHours, MarketHoursState } from './day-hours.ts';
import type { MarketHoursSegment } from './day-hours.ts';
import { TIME_ERRORS } from './errors.ts';
import { ExchangeHours } from './exchange-hours.ts';
import { MarketHoursDatabase } from './market-hours-database.ts';
import type { MarketHoursEntry } from './market-hours-database.ts';
import { TimeZone } from './time-zone.ts';

/** The names of security types in the keys of the file. */
const TYPE_NAMES: Readonly<Record<SecurityType, string>> = {
  base: 'Base',
  equity: 'Equity',
  option: 'Option',
  commodity: 'Commodity',
  forex: 'Forex',
  future: 'Future',
  cfd: 'Cfd',
  crypto: 'Crypto',
  futureoption: 'FutureOption',
  index: 'Index',
  indexoption: 'IndexOption',
  cryptofuture: 'CryptoFuture',
};
const WILDCARD = '[*]';
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const STATES: Readonly<Record<string, MarketHoursState>> = {
  closed: MarketHoursState.Closed,
  premarket: MarketHoursState.PreMarket,
  market: MarketHoursState.Market,
  postmarket: MarketHoursState.PostMarket,
};
const US_DATE = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const QUOTE = 34;
const BACKSLASH = 92;
const OPENING_BRACE = 123;
const CLOSING_BRACE = 125;

type Json = Readonly<Record<string, unknown>>;

/**
 * The market hours of a LEAN data folder: `market-hours/market-hours-database.json`.
 *
 * The file has several megabytes and a run needs one or two of its entries. So keys are found in the text, in one pass
 * for each pair of security type and market, and only the requested entries are parsed. An instrument's entry inherits
 * holidays, early closes and late opens of its market's `[*]` entry (Common/Util/MarketHoursDatabaseJsonConverter.cs).
 * Inheritance of options from their underlyings is not implemented.
 */
export class LeanMarketHoursDatabase extends MarketHoursDatabase {
  protected override readonly description = 'market-hours-database.json';

  private readonly load: () => string;
  private text: string | undefined;
  /** By type and market (`Equity-usa-`): the offset in the text at which the object of each symbol starts. */
  private readonly families = new Map<string, ReadonlyMap<string, number>>();
  private readonly parsed = new Map<string, MarketHoursEntry>();

  /** @param load reads the file's text (plain ASCII); called once, at the first request */
  constructor(load: () => string) {
    super();
    this.load = load;
  }

  static fromText(text: string): LeanMarketHoursDatabase {
    return new LeanMarketHoursDatabase(() => text);
  }

  protected override find(market: string, ticker: string, securityType: SecurityType): MarketHoursEntry | undefined {
    const prefix = `${TYPE_NAMES[securityType]}-${market}-`;
    const common = this.parse(prefix, WILDCARD, undefined);
    return this.parse(prefix, ticker, common) ?? common;
  }

  private parse(prefix: string, symbol: string, common: MarketHoursEntry | undefined): MarketHoursEntry | undefined {
    const key = prefix + symbol;
    let entry = this.parsed.get(key);
    const start = entry === undefined ? this.family(prefix).get(symbol) : undefined;
    if (start !== undefined) {
      entry = readEntry(key, this.source.slice(start, objectEnd(this.source, start)), common?.exchangeHours);
      this.parsed.set(key, entry);
    }
    return entry;
  }

  private get source(): string {
    this.text ??= this.load();
    return this.text;
  }

  private family(prefix: string): ReadonlyMap<string, number> {
    let family = this.families.get(prefix);
    if (family === undefined) {
      family = keysWithPrefix(this.source, prefix);
      this.families.set(prefix, family);
    }
    return family;
  }
}

function keysWithPrefix(text: string, prefix: string): ReadonlyMap<string, number> {
  const family = new Map<string, number>();
  const needle = `"${prefix}`;
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
    const end = text.indexOf('"', at + 1);
    const start = text.indexOf('{', end);
    if (end > 0 && start > 0 && text.slice(end + 1, start).trim() === ':') {
      family.set(text.slice(at + needle.length, end).toUpperCase(), start);
    }
  }
  return family;
}

/** The end offset (exclusive) of the object that starts at a brace; the end of the text when it is not closed. */
function objectEnd(text: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (quoted) {
      if (code === BACKSLASH) i += 1;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) {
      quoted = true;
    } else if (code === OPENING_BRACE) {
      depth += 1;
    } else if (code === CLOSING_BRACE) {
      depth -= 1;
      if (depth === 0) return i + 1;
    }
  }
  return text.length;
}

function readEntry(key: string, text: string, common: ExchangeHours | undefined): MarketHoursEntry {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw malformed(key, 'it is not valid JSON', cause);
  }
  if (!isObject(json)) throw malformed(key, 'it is not an object');
  const exchangeHours = new ExchangeHours({
    name: key,
    timeZone: TimeZone.of(readText(key, json, 'exchangeTimeZone')),
    week: DAYS.map((day) => new DayHours(readArray(key, json, day).map((segment) => readSegment(key, day, segment)))),
    holidays: [...readDates(key, json, 'holidays'), ...(common?.holidays ?? [])],
    bankHolidays: [...readDates(key, json, 'bankHolidays'), ...(common?.bankHolidays ?? [])],
    earlyCloses: new Map([...(common?.earlyCloses ?? []), ...readTimes(key, json, 'earlyCloses')]),
    lateOpens: new Map([...(common?.lateOpens ?? []), ...readTimes(key, json, 'lateOpens')]),
  });
  return { dataTimeZone: TimeZone.of(readText(key, json, 'dataTimeZone')), exchangeHours };
}

function readSegment(key: string, day: string, segment: unknown): MarketHoursSegment {
  if (!isObject(segment)) throw malformed(key, `a segment of ${day} is not an object`);
  const state = STATES[readText(key, segment, 'state')];
  if (state === undefined) throw malformed(key, `${day} has the unknown state ${JSON.stringify(segment.state)}`);
  const [start, end] = [readTime(key, segment.start), readTime(key, segment.end)];
  if (end < start || end > DAY)
    throw malformed(key, `a segment of ${day} runs from ${formatTimeOfDay(start)} back to ${formatTimeOfDay(end)}`);
  return { state, start, end };
}

function readDates(key: string, json: Json, field: string): number[] {
  return readArray(key, json, field).map((text) => readDate(key, text));
}

function readTimes(key: string, json: Json, field: string): [number, number][] {
  const times = json[field] ?? {};
  if (!isObject(times)) throw malformed(key, `${field} is not an object`);
  return Object.entries(times).map(([date, time]) => [readDate(key, date), readTime(key, time)]);
}

function readDate(key: string, text: unknown): number {
  const match = typeof text === 'string' ? US_DATE.exec(text) : null;
  const [month, day, year] = match === null ? [0, 0, 0] : [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
    throw malformed(key, `${JSON.stringify(text)} is not a date of the form M/d/yyyy`);
  return dateFromParts(year, month, day);
}

function readTime(key: string, text: unknown): number {
  const time = typeof text === 'string' ? parseTimeSpan(text) : undefined;
  if (time === undefined) throw malformed(key, `${JSON.stringify(text)} is not a time of the form HH:mm:ss`);
  return time;
}

function readText(key: string, json: Json, field: string): string {
  const text = json[field];
  if (typeof text !== 'string') throw malformed(key, `${field} is not a string`);
  return text;
}

function readArray(key: string, json: Json, field: string): readonly unknown[] {
  const array: unknown = json[field] ?? [];
  if (!Array.isArray(array)) throw malformed(key, `${field} is not a list`);
  return array;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(key: string, what: string, cause?: unknown): EngineError {
  return new EngineError(
    TIME_ERRORS.MALFORMED_MARKET_HOURS,
    `The entry ${key} of market-hours-database.json cannot be used: ${what}. Repair the entry or copy the file from LEAN again.`,
    { data: { key }, cause },
  );
}

import { RowKind } from '../../model/columns.ts';
import { EngineError } from '../../model/engine-error.ts';
import { Resolution, resolutionPeriod } from '../../model/resolution.ts';
import { NumberText } from '../convert/number-text.ts';
import { SeriesRowsBuilder } from '../convert/series-rows.ts';
import type { SeriesRows } from '../convert/series-rows.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../time/calendar-math.ts';
import { deriveFactors } from './adjusted-close.ts';
import type { AdjustedRow, DerivedFactors } from './adjusted-close.ts';
import { IMPORT_ERRORS } from './errors.ts';
import type { BadRow, ImportedFile, ImportedRow } from './import-file.ts';
import type { AdjustedCloseUse, ImportOptions } from './import-options.ts';

/** The rows of one ticker, ready to be written. */
export interface ImportedSeries {
  readonly ticker: string;
  readonly resolution: Resolution;
  readonly rows: SeriesRows;
  readonly factors: DerivedFactors | undefined;
  /** Rows that repeat another to the digit. */
  readonly repeated: number;
  /** Whether rows had to be put in order. */
  readonly isSorted: boolean;
  readonly notes: readonly string[];
  /** What the reader of results must know. */
  readonly caveats: readonly string[];
}

export interface ImportedSet {
  readonly series: readonly ImportedSeries[];
  readonly bad: readonly BadRow[];
}

/** Puts the rows of all files together by ticker, in the order of time. @throws EngineError IMPORT_ODD_RESOLUTION */
export function importSeries(files: readonly ImportedFile[], options: ImportOptions): ImportedSet {
  const bad = files.flatMap((file) => file.bad);
  const tickers = [...new Set(files.flatMap(({ rows }) => [...rows.keys()]))];
  const series = tickers.map((ticker) => {
    const own = files.filter(({ rows }) => rows.has(ticker));
    return seriesOf(ticker, own, options, bad);
  });
  return { series, bad };
}

function seriesOf(
  ticker: string,
  files: readonly ImportedFile[],
  options: ImportOptions,
  bad: BadRow[],
): ImportedSeries {
  const all = files.flatMap(({ rows }) => rows.get(ticker) ?? []);
  const hasTimes = files.some((file) => file.hasTimes);
  const resolution = options.resolution ?? findResolution(all, hasTimes, ticker);
  const timed = all.map((row) => ({ ...row, time: startOf(row.time, resolution, options) }));
  const isSorted = timed.some(({ time }, index) => index > 0 && time < timed[index - 1].time);
  const { rows, repeated } = withoutRepeated(
    isSorted ? timed.toSorted((left, right) => left.time - right.time) : timed,
    bad,
  );
  const isClosesOnly = files.some((file) => file.isClosesOnly);
  const adjusted = adjust(rows, files, { use: options.adjustedClose, resolution });
  const notes = [...new Set(files.flatMap(({ layout }) => layout?.note ?? [])), ...adjusted.notes];
  const caveats = [...new Set(files.flatMap(({ layout }) => layout?.caveat?.(ticker) ?? []))];
  const contradictory = rows.filter(contradictsItself).length;
  if (contradictory > 0)
    notes.push(
      `${count(contradictory, 'bar')} with an open or close outside of high and low: \`engine data check\` names the first.`,
    );
  if (isClosesOnly) {
    notes.push('There are closes only: bars have four equal prices.');
    caveats.push(
      `${ticker}: there are closes only: bars have four equal prices, and an order that waits for the open fills at that day's close.`,
    );
  }
  if (adjusted.isAdjusted)
    caveats.push(
      `${ticker}: prices are adjusted for splits and dividends: early prices are not those that were paid, so fees a share mislead.`,
    );
  return {
    ticker,
    resolution,
    rows: adjusted.rows,
    factors: adjusted.factors,
    repeated,
    isSorted,
    notes,
    caveats: [...new Set(caveats)],
  };
}

/** The start of a row's bar: midnight for days. */
function startOf(time: number, resolution: Resolution, { namesEnds = false }: ImportOptions): number {
  if (resolution === Resolution.Daily) return Math.floor(time / DAY) * DAY;
  return namesEnds ? time - resolutionPeriod(resolution) : time;
}

function contradictsItself({ prices }: ImportedRow): boolean {
  const [open, high, low, close] = prices.map(Number);
  return high < Math.max(open, close) || low > Math.min(open, close);
}

/** Rows that are the same in all are one; those that contradict each other are bad. */
function withoutRepeated(rows: readonly ImportedRow[], bad: BadRow[]): { rows: ImportedRow[]; repeated: number } {
  const kept: ImportedRow[] = [];
  let repeated = 0;
  for (const row of rows) {
    const last = kept.at(-1);
    if (last?.time !== row.time) kept.push(row);
    else if (numbersOf(last) === numbersOf(row)) repeated++;
    else
      bad.push({
        file: row.file,
        line: row.line,
        what: `has the time of line ${last.line}${last.file === row.file ? '' : ` of ${last.file}`} and other numbers`,
      });
  }
  return { rows: kept, repeated };
}

function numbersOf({ prices, volume, adjustedClose }: ImportedRow): string {
  return [...prices, volume, adjustedClose].join();
}

/** The resolution by the most frequent step from row to row. @throws EngineError IMPORT_ODD_RESOLUTION */
function findResolution(rows: readonly ImportedRow[], hasTimes: boolean, ticker: string): Resolution {
  const times = [...new Set(rows.map(({ time }) => time))].toSorted((left, right) => left - right);
  if (times.length < 2) {
    if (!hasTimes) return Resolution.Daily;
    throw odd(ticker, 'There is one row, so nothing tells how long its period is');
  }
  const counts = new Map<number, number>();
  for (let index = 1; index < times.length; index++) {
    const step = times[index] - times[index - 1];
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  const [step] = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best));
  // Clocks change, and closes come early: days are about a day apart, over weekends and holidays up to five.
  if (step >= DAY - 2 * HOUR && step <= 5 * DAY + 2 * HOUR) return Resolution.Daily;
  const found = [Resolution.Second, Resolution.Minute, Resolution.Hour].find((one) => resolutionPeriod(one) === step);
  if (found !== undefined) return found;
  throw odd(ticker, `Rows are ${durationWords(step)} apart`);
}

function durationWords(step: number): string {
  for (const [unit, name] of [
    [DAY, 'days'],
    [HOUR, 'hours'],
    [MINUTE, 'minutes'],
    [SECOND, 'seconds'],
  ] as const)
    if (step >= unit) return `${Number((step / unit).toFixed(2))} ${name}`;
  return `${step} milliseconds`;
}

function odd(ticker: string, what: string): EngineError {
  return new EngineError(IMPORT_ERRORS.ODD_RESOLUTION, `${what} (${ticker}). ${IMPORT_ERRORS.ODD_RESOLUTION.remedy}`, {
    data: { ticker },
  });
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

interface Adjusted {
  readonly rows: SeriesRows;
  readonly factors: DerivedFactors | undefined;
  readonly notes: readonly string[];
  readonly isAdjusted: boolean;
}

/** What becomes of the adjusted close. */
function adjust(
  rows: readonly ImportedRow[],
  files: readonly ImportedFile[],
  { use, resolution }: { use: AdjustedCloseUse; resolution: Resolution },
): Adjusted {
  const roles = new Set(files.flatMap(({ columns }) => columns.map(({ role }) => role)));
  const plain = barsOf(rows);
  if (!roles.has('adjustedClose')) return { rows: plain, factors: undefined, notes: [], isAdjusted: false };
  if (!roles.has('close')) {
    return {
      rows: plain,
      factors: undefined,
      notes: ['The only close is an adjusted one: it is taken for the price.'],
      isAdjusted: true,
    };
  }
  if (use === 'ignore' || rows.some((row) => row.adjustedClose === '') || resolution !== Resolution.Daily)
    return { rows: plain, factors: undefined, notes: ['The adjusted close is not used.'], isAdjusted: false };
  if (use === 'prices') {
    const note = 'All prices of a row were multiplied with its adjusted close over its close.';
    return {
      rows: barsOf(rows, (row) => Number(row.adjustedClose) / Number(row.prices[3])),
      factors: undefined,
      notes: [note],
      isAdjusted: true,
    };
  }
  const factors = deriveFactors(adjustedRows(rows));
  const what =
    factors.text === ''
      ? 'it is the close throughout, so there is none'
      : `${count(factors.dividends, 'dividend')} and ${count(factors.splits, 'split')}`;
  const note = `Prices are kept as they are, and a factor file was worked out of the adjusted close (${what}): runs adjust prices, raw prices stay what the file has, and dividends are paid.`;
  return { rows: plain, factors, notes: [note], isAdjusted: false };
}

/** Texts may lack the zeros at their ends: the longest of a column tells how all were rounded. */
function adjustedRows(rows: readonly ImportedRow[]): AdjustedRow[] {
  const closePlaces = rows.reduce((most, { prices }) => Math.max(most, placesOf(prices[3])), 0);
  const adjustedPlaces = rows.reduce((most, { adjustedClose }) => Math.max(most, placesOf(adjustedClose)), 0);
  return rows.map(({ time, prices, adjustedClose }) => ({
    date: time,
    close: Number(prices[3]),
    adjusted: Number(adjustedClose),
    closePlaces,
    adjustedPlaces: Math.max(adjustedPlaces, closePlaces),
  }));
}

function placesOf(text: string): number {
  return text.split('.')[1]?.length ?? 0;
}

const VOLUME = 4;
/** Decimal places of prices that were multiplied. */
const PRODUCT_PLACES = 6;

function barsOf(rows: readonly ImportedRow[], factorOf?: (row: ImportedRow) => number): SeriesRows {
  const builder = new SeriesRowsBuilder(RowKind.TradeBar);
  const number = new NumberText();
  for (const row of rows) {
    builder.begin(row.time);
    const factor = factorOf?.(row);
    row.prices.forEach((text, column) => {
      number.read(factor === undefined ? text : (Number(text) * factor).toFixed(PRODUCT_PLACES));
      builder.setNumber(column, number.value, number.places);
    });
    number.read(row.volume === '' ? '0' : row.volume);
    builder.setNumber(VOLUME, number.value, number.places);
  }
  return builder.rows();
}

import { TickType } from '../../model/data-kinds.ts';
import { EngineError } from '../../model/engine-error.ts';
import { Resolution } from '../../model/resolution.ts';
import type { SeriesRows } from '../convert/series-rows.ts';
import { leanRowFormat } from '../formats/lean-row-format.ts';
import { dateOf, DAY } from '../time/calendar-math.ts';
import { formatDate } from '../time/date-text.ts';
import { deriveFactors } from './adjusted-close.ts';
import type { AdjustedRow, DerivedFactors } from './adjusted-close.ts';
import type { BadRows } from './bad-rows.ts';
import { barTimes } from './bar-times.ts';
import type { BarTimes } from './bar-times.ts';
import { BarBatches } from './bar-batches.ts';
import { IMPORT_ERRORS } from './errors.ts';
import type { ImportOptions } from './import-options.ts';
import type { ImportedFile } from './read-file.ts';
import { FIELD } from './row-store.ts';
import type { RowStore } from './row-store.ts';

/** The rows of one ticker, ready to be written. */
export interface ImportedSeries {
  readonly ticker: string;
  readonly resolution: Resolution;
  readonly tickType: TickType;
  /** Number of bars, and the wall-clock times of the first and the last one; NaN without bars. */
  readonly rows: number;
  readonly first: number;
  readonly last: number;
  /** Dates that have bars, ascending. */
  readonly dates: readonly number[];
  readonly factors: DerivedFactors | undefined;
  /** Number of exact duplicates. */
  readonly repeated: number;
  /** Whether rows had to be sorted. */
  readonly isSorted: boolean;
  readonly notes: readonly string[];
  /** Caveats for the reader of results. */
  readonly caveats: readonly string[];
  /** Iterates over the bars in batches; can be called repeatedly while the store of rows is open. */
  readonly batches: () => Generator<SeriesRows>;
}

/** The input for series. */
export interface ReadRows {
  readonly files: readonly ImportedFile[];
  readonly store: RowStore;
  readonly bad: BadRows;
}

/**
 * Combines the rows of all files by ticker, in chronological order.
 *
 * @throws EngineError IMPORT_ODD_RESOLUTION, IMPORT_AMBIGUOUS_TIMES, IMPORT_UNCLEAR_ACTION
 */
export function importSeries(read: ReadRows, options: ImportOptions): ImportedSeries[] {
  const tickers = [...read.store.tickers].filter(([, { total }]) => total > 0).map(([ticker]) => ticker);
  return tickers.map((ticker) => seriesOf(ticker, read, options));
}

function seriesOf(ticker: string, read: ReadRows, options: ImportOptions): ImportedSeries {
  const files = read.files.filter(({ rows }) => rows.has(ticker));
  const times = barTimes(ticker, () => read.store.read(ticker), options);
  const { resolution } = times;
  const use = adjustedCloseUse(files, resolution, options);
  const tickType =
    leanRowFormat(options.securityType, resolution, TickType.Trade) === undefined ? TickType.Quote : TickType.Trade;
  const batches = new BarBatches(times, {
    isQuoted: tickType === TickType.Quote,
    spread: options.spread,
    hours: options.hours,
    usesAdjustedClose: use === 'prices',
    files: read.files.map(({ path }) => path),
  });
  const bars = () => batches.read(read.store.read(ticker));
  const summary = summarise(batches, bars, read, {
    ticker,
    needsCloses: use === 'factors' || hasActions(ticker, options),
  });
  const factors = factorsOf(ticker, summary.closes, use, resolution, options);
  const isClosesOnly = files.some((file) => file.isClosesOnly);
  const { notes, caveats } = remarks(ticker, files, {
    use,
    factors,
    isClosesOnly,
    contradictory: summary.contradictory,
    times,
  });
  return {
    ticker,
    resolution,
    tickType,
    rows: summary.rows,
    first: summary.first,
    last: summary.last,
    dates: summary.dates,
    factors,
    repeated: batches.repeated,
    isSorted: read.store.rowsOf(ticker).isSorted,
    notes,
    caveats,
    batches: bars,
  };
}

interface Summary {
  readonly rows: number;
  readonly first: number;
  readonly last: number;
  readonly dates: readonly number[];
  readonly contradictory: number;
  readonly closes: readonly AdjustedRow[];
}

/** Reads all bars once, because their faults must be known before anything is written. */
function summarise(
  batches: BarBatches,
  bars: () => Iterable<SeriesRows>,
  { bad }: ReadRows,
  { ticker, needsCloses }: { ticker: string; needsCloses: boolean },
): Summary {
  const dates: number[] = [];
  const closes: AdjustedRow[] = [];
  let [rows, first, last, contradictory] = [0, NaN, NaN, 0];
  batches.watch({
    bad: (row) => bad.add(row),
    kept: needsCloses ? (numbers, at, time) => closes.push(closeOf(numbers, at, time)) : undefined,
  });
  for (const batch of bars()) {
    const [open, high, low, close] = batch.numbers;
    for (let row = 0; row < batch.length; row++) {
      const time = batch.time[row];
      if (dates.length === 0 || time >= dates[dates.length - 1] + DAY) dates.push(dateOf(time));
      if (high[row] < open[row] || high[row] < close[row] || low[row] > open[row] || low[row] > close[row])
        contradictory++;
    }
    if (rows === 0 && batch.length > 0) first = batch.time[0];
    if (batch.length > 0) last = batch.time[batch.length - 1];
    rows += batch.length;
  }
  batches.watch({});
  if (rows === 0 && bad.count === 0)
    bad.add({ file: ticker, line: 0, what: "has no rows within its market's sessions" });
  return { rows, first, last, dates, contradictory, closes: withPlaces(closes) };
}

function closeOf(numbers: Float64Array, at: number, time: number): AdjustedRow {
  const places = numbers[at + FIELD.places];
  return {
    date: time,
    close: numbers[at + FIELD.close],
    adjusted: numbers[at + FIELD.adjustedClose],
    closePlaces: Math.floor(places / 2 ** 12) % 16,
    adjustedPlaces: Math.floor(places / 2 ** 20) % 16,
  };
}

/** Texts may lack trailing zeros: the longest one of a column determines the rounding of all. */
function withPlaces(rows: readonly AdjustedRow[]): AdjustedRow[] {
  const closePlaces = rows.reduce((most, row) => Math.max(most, row.closePlaces), 0);
  const adjustedPlaces = rows.reduce((most, row) => Math.max(most, row.adjustedPlaces), closePlaces);
  return rows.map((row) => ({ ...row, closePlaces, adjustedPlaces }));
}

type Use = 'factors' | 'prices' | 'ignored' | 'only' | 'none';

/** The use of the adjusted close of a series. */
function adjustedCloseUse(
  files: readonly ImportedFile[],
  resolution: Resolution,
  { adjustedClose, resample }: ImportOptions,
): Use {
  const roles = new Set(files.flatMap(({ columns }) => columns.map(({ role }) => role)));
  if (!roles.has('adjustedClose')) return 'none';
  if (!roles.has('close')) return 'only';
  return adjustedClose === 'ignore' || resolution !== Resolution.Daily || resample !== undefined
    ? 'ignored'
    : adjustedClose;
}

function hasActions(ticker: string, { actions = [] }: ImportOptions): boolean {
  return actions.some((action) => action.ticker === '' || action.ticker === ticker);
}

function factorsOf(
  ticker: string,
  closes: readonly AdjustedRow[],
  use: Use,
  resolution: Resolution,
  { actions = [] }: ImportOptions,
): DerivedFactors | undefined {
  const given = actions.filter((action) => action.ticker === '' || action.ticker === ticker);
  if (use !== 'factors' && given.length === 0) return undefined;
  if (use !== 'factors' && resolution !== Resolution.Daily) return deriveFactors(dailyCloses(closes), given);
  const isComplete = use === 'factors' && closes.every(({ adjusted }) => !Number.isNaN(adjusted));
  if (!isComplete && given.length === 0) return undefined;
  const factors = deriveFactors(isComplete ? closes : closes.map((row) => ({ ...row, adjusted: NaN })), given);
  const [unclear] = factors.unclear;
  if (unclear === undefined) return factors;
  const { numerator, denominator } = unclear.ratio;
  const date = formatDate(unclear.date);
  throw new EngineError(
    IMPORT_ERRORS.UNCLEAR_ACTION,
    `The adjusted close of ${ticker} steps on ${date} by ${numerator}:${denominator}, which can be a stock dividend or a cash dividend of ${unclear.cash.toFixed(4)} per share${factors.unclear.length > 1 ? `, and there are ${factors.unclear.length - 1} more such days` : ''}. State which it is in a file: --actions FILE with the lines date,action,value and ${date},split,${numerator}:${denominator} or ${date},dividend,${unclear.cash.toFixed(4)}.`,
    { data: { ticker, dates: factors.unclear.slice(0, 20).map((step) => formatDate(step.date)) } },
  );
}

/** The last close of each date. */
function dailyCloses(closes: readonly AdjustedRow[]): AdjustedRow[] {
  return closes
    .filter((row, index) => index + 1 === closes.length || dateOf(closes[index + 1].date) !== dateOf(row.date))
    .map((row) => ({ ...row, date: dateOf(row.date), adjusted: NaN }));
}

interface Found {
  readonly use: Use;
  readonly factors: DerivedFactors | undefined;
  readonly isClosesOnly: boolean;
  readonly contradictory: number;
  readonly times: BarTimes;
}

function remarks(ticker: string, files: readonly ImportedFile[], found: Found): { notes: string[]; caveats: string[] } {
  const { use, factors, isClosesOnly, contradictory, times } = found;
  const notes = [
    ...new Set(files.flatMap(({ layout }) => layout?.note ?? [])),
    ...adjustedNotes(use, factors),
    ...times.notes,
  ];
  const caveats = [...files.flatMap(({ layout }) => layout?.caveat?.(ticker) ?? []), ...times.caveats];
  if (contradictory > 0)
    notes.push(
      `${contradictory} ${contradictory === 1 ? 'bar' : 'bars'} with an open or close outside high and low: \`engine data check\` names the first.`,
    );
  if (isClosesOnly) {
    notes.push('There are closes only: bars have four equal prices.');
    caveats.push(
      `${ticker}: there are closes only: bars have four equal prices, and an order that waits for the open fills at that day's close.`,
    );
  }
  if (use === 'prices' || use === 'only')
    caveats.push(
      `${ticker}: prices are adjusted for splits and dividends: early prices are not the traded ones, so fees per share are misleading.`,
    );
  const unused = files.flatMap(({ columns }) =>
    columns.filter(({ column, role }) => role === undefined && /vol/i.test(column)).map(({ column }) => column),
  );
  if (!files.some(({ columns }) => columns.some(({ role }) => role === 'volume')) && unused.length > 0)
    notes.push(
      `No column was recognised as the volume, which is 0: choose one of ${unused.join(', ')} with --column volume=NAME.`,
    );
  notes.push(...times.caveats.map((caveat) => caveat.slice(ticker.length + 2)));
  return { notes, caveats: [...new Set(caveats)] };
}

function adjustedNotes(use: Use, factors: DerivedFactors | undefined): string[] {
  if (use === 'only') return ['The only close is an adjusted one: it is used as the price.'];
  if (use === 'ignored' || (use === 'factors' && factors === undefined)) return ['The adjusted close is not used.'];
  if (use === 'prices') return ['All prices of a row were multiplied by its adjusted close / close.'];
  if (factors === undefined) return [];
  const what =
    factors.text === ''
      ? 'it always equals the close, so there are none'
      : `${plural(factors.dividends, 'dividend')} and ${plural(factors.splits, 'split')}`;
  const from = use === 'factors' ? 'the adjusted close' : 'the given actions';
  return [
    `Prices are unchanged, and a factor file was derived from ${from} (${what}): runs adjust prices, raw prices are those of the file, and dividends are paid.`,
  ];
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

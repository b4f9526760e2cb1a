import { formatCompactDate } from '../time/date-text.ts';

/** A close with what the same provider calls its adjusted close. */
export interface AdjustedRow {
  /** Wall-clock midnight. */
  readonly date: number;
  readonly close: number;
  readonly adjusted: number;
  /** Decimal places of each, which tell how it was rounded. */
  readonly closePlaces: number;
  readonly adjustedPlaces: number;
}

/** Providers keep prices in 32 bits and print more places than those hold. */
const PRECISION = 1e-6;

/** A span of rows with one ratio of adjusted close to close. */
interface Span {
  readonly last: AdjustedRow;
  /** Between these the ratio lies, for all that rounding hides. */
  low: number;
  high: number;
}

export interface DerivedFactors {
  /** The factor file; empty when no price is adjusted. */
  readonly text: string;
  readonly dividends: number;
  readonly splits: number;
}

/** New price to old price of the splits that companies make. */
const SPLITS = [
  1 / 50,
  1 / 30,
  1 / 25,
  1 / 20,
  1 / 15,
  1 / 10,
  1 / 8,
  1 / 7,
  1 / 6,
  1 / 5,
  1 / 4,
  1 / 3,
  1 / 2,
  2 / 3,
  3 / 2,
  2,
  3,
  4,
  5,
  6,
  8,
  10,
  15,
  20,
  25,
  30,
  50,
];
const SPLIT_NEARNESS = 0.02;
/** So far the price may move by itself on the day of a split. */
const PRICE_NEARNESS = 0.2;
const LAST_DATE = '20501231';
/** Decimal places of LEAN's factor files. */
const PLACES = 7;

/**
 * Works a factor file out of closes and adjusted closes: where their ratio changes by more than rounding explains there was a
 * dividend, or a split when the close itself jumped as well. Factors are 1 at the last row.
 */
export function deriveFactors(rows: readonly AdjustedRow[]): DerivedFactors {
  const spans = spansOf(rows);
  if (spans.length < 2) return { text: '', dividends: 0, splits: 0 };
  const lines: string[] = [`${LAST_DATE},1,1,0`];
  let price = 1;
  let split = 1;
  let splits = 0;
  for (let index = spans.length - 2; index >= 0; index--) {
    const step = middle(spans[index]) / middle(spans[index + 1]);
    const { last } = spans[index];
    const next = rows[rows.indexOf(last) + 1];
    const kind = splitOf(step, next.close / last.close);
    if (kind === undefined) price *= step;
    else {
      split *= kind;
      splits++;
    }
    lines.push(`${formatCompactDate(last.date)},${factorText(price)},${factorText(split)},${plain(last.close)}`);
  }
  const [first] = rows;
  lines.push(`${formatCompactDate(first.date)},${factorText(price)},${factorText(split)},1`);
  // The first row may be the last of the first span.
  if (rows.indexOf(spans[0].last) === 0) lines.pop();
  return { text: `${lines.toReversed().join('\n')}\n`, dividends: spans.length - 1 - splits, splits };
}

function spansOf(rows: readonly AdjustedRow[]): Span[] {
  const spans: Span[] = [];
  for (const row of rows) {
    const closeError = errorOf(row.close, row.closePlaces);
    const adjustedError = errorOf(row.adjusted, row.adjustedPlaces);
    const low = (row.adjusted - adjustedError) / (row.close + closeError);
    const high = (row.adjusted + adjustedError) / (row.close - closeError);
    const span = spans.at(-1);
    if (span !== undefined && low <= span.high && high >= span.low)
      spans[spans.length - 1] = { last: row, low: Math.max(low, span.low), high: Math.min(high, span.high) };
    else spans.push({ last: row, low, high });
  }
  return spans;
}

/** How far a printed price can be from the one that was meant. */
function errorOf(value: number, places: number): number {
  return Math.max(0.5 / 10 ** places, value * PRECISION);
}

function middle({ low, high }: Span): number {
  return (low + high) / 2;
}

/** The split that explains a step of the ratio, when the close jumped by it. */
function splitOf(step: number, jump: number): number | undefined {
  if (Math.abs(step - 1) < PRICE_NEARNESS || Math.abs(jump / step - 1) > PRICE_NEARNESS) return undefined;
  return SPLITS.find((split) => Math.abs(step / split - 1) < SPLIT_NEARNESS);
}

function factorText(factor: number): string {
  return plain(Number(factor.toFixed(PLACES)) || factor);
}

/** Without an exponent. */
function plain(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20).replace(/0+$/, '') : text;
}

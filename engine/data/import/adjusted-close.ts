import { formatCompactDate } from '../time/date-text.ts';
import type { GivenAction } from './actions.ts';
import { simplestRatio } from './ratios.ts';
import type { Ratio } from './ratios.ts';

/** A close with what the same provider calls its adjusted close. */
export interface AdjustedRow {
  /** Wall-clock midnight. */
  readonly date: number;
  readonly close: number;
  /** NaN where only given actions tell of splits and dividends. */
  readonly adjusted: number;
  /** Decimal places of each, which tell how it was rounded. */
  readonly closePlaces: number;
  readonly adjustedPlaces: number;
}

/** Providers keep prices in 32 bits and print more places than those hold. */
const PRECISION = 1e-6;
/** A ratio that rises by less is noise of the provider's arithmetic: no reverse split is that small. */
const SMALLEST_RISE = 1.01;
/** A fall of the ratio to less than this is a split where it is one of whole numbers: dividends and spin-offs are rarely so large and so even. */
const SPLIT_BELOW = 0.81;
/** Splits are so many new shares for at most so many old ones. */
const MOST_OLD_SHARES = 10;
/** Stock dividends are one new share for at most so many: 20:1 is a payment of five per cent in shares. */
const MOST_SHARES_FOR_ONE = 20;
const LAST_DATE = '20501231';
/** Decimal places of LEAN's factor files. */
const PLACES = 7;

/** A span of rows with one ratio of adjusted close to close. */
interface Span {
  /** Index of its last row. */
  last: number;
  /** Between these the ratio lies, for all that rounding hides. */
  low: number;
  high: number;
}

/** A step of the ratio that can be a payment in shares as well as one in cash. */
export interface UnclearStep {
  /** The first date behind it. */
  readonly date: number;
  /** New shares for old, if it is one in shares. */
  readonly ratio: Ratio;
  /** Cash a share, if it is one in cash. */
  readonly cash: number;
}

export interface DerivedFactors {
  /** The factor file; empty when no price is adjusted. */
  readonly text: string;
  readonly dividends: number;
  readonly splits: number;
  /** What cannot be told apart; taken for dividends in the text. */
  readonly unclear: readonly UnclearStep[];
}

/** What happened between two rows: factors of prices before it. */
interface Step {
  readonly last: number;
  readonly price: number;
  readonly split: number;
}

/**
 * Works a factor file out of closes and adjusted closes, and of actions that are given. Where the ratio of the two closes rises
 * there was a reverse split, as no dividend is negative. Where it falls by more than rounding explains there was a split, when
 * it falls far and to a ratio of small whole numbers, else a dividend; a small step that is such a ratio too cannot be told
 * apart. How far the price itself moved on that day plays no part. Factors are 1 at the last row.
 *
 * @param given by the first date behind them; each counts in place of what the ratio tells of that date
 */
export function deriveFactors(rows: readonly AdjustedRow[], given: readonly GivenAction[] = []): DerivedFactors {
  const unclear: UnclearStep[] = [];
  const steps = stepsOf(rows, given, unclear);
  const none = { text: '', dividends: 0, splits: 0, unclear };
  if (steps.length === 0) return none;
  const lines: string[] = [`${LAST_DATE},1,1,0`];
  let [price, split] = [1, 1];
  for (const step of steps.toReversed()) {
    price *= step.price;
    split *= step.split;
    const { date, close } = rows[step.last];
    lines.push(`${formatCompactDate(date)},${factorText(price)},${factorText(split)},${plain(close)}`);
  }
  // The first row may be the last before a step.
  if (steps[0].last > 0) lines.push(`${formatCompactDate(rows[0].date)},${factorText(price)},${factorText(split)},1`);
  return {
    text: `${lines.toReversed().join('\n')}\n`,
    dividends: steps.filter((step) => step.price !== 1).length,
    splits: steps.filter((step) => step.split !== 1).length,
    unclear,
  };
}

/** Ascending. */
function stepsOf(rows: readonly AdjustedRow[], given: readonly GivenAction[], unclear: UnclearStep[]): Step[] {
  const spans = rows.some(({ adjusted }) => Number.isNaN(adjusted)) ? [] : spansOf(rows);
  const actions = givenByRow(rows, given);
  const steps = new Map<number, Step>();
  for (const [last, own] of actions) steps.set(last, givenStep(rows[last], last, own));
  for (let index = 0; index + 1 < spans.length; index++) {
    const [span, next] = [spans[index], spans[index + 1]];
    const { last } = span;
    const [low, high] = [span.low / next.high, span.high / next.low];
    const ratio = (span.low + span.high) / (next.low + next.high);
    const own = actions.get(last);
    const step =
      own === undefined
        ? derivedStep({ rows, last, low, high, step: ratio }, unclear)
        : completed(givenStep(rows[last], last, own), { low, high, step: ratio });
    steps.set(last, step);
  }
  return [...steps.values()]
    .filter(({ price, split }) => price !== 1 || split !== 1)
    .toSorted((left, right) => left.last - right.last);
}

/** Actions by the index of the last row before them; those before the first row and behind the last tell nothing. */
function givenByRow(rows: readonly AdjustedRow[], given: readonly GivenAction[]): Map<number, GivenAction[]> {
  const found = new Map<number, GivenAction[]>();
  for (const action of given) {
    const next = rows.findIndex(({ date }) => date >= action.date);
    if (next > 0) found.set(next - 1, [...(found.get(next - 1) ?? []), action]);
  }
  return found;
}

function givenStep({ close }: AdjustedRow, last: number, actions: readonly GivenAction[]): Step {
  let [price, split] = [1, 1];
  for (const { kind, value } of actions) {
    if (kind === 'split') split *= value;
    else price *= Math.max(PRECISION, 1 - value / close);
  }
  return { last, price, split };
}

/** A given split explains a step; what is left of it beyond rounding is a dividend. */
function completed(step: Step, { low, high, step: ratio }: { low: number; high: number; step: number }): Step {
  const rest = ratio / step.split;
  const isExplained = low <= step.split * step.price && step.split * step.price <= high;
  return isExplained || rest >= 1 ? step : { ...step, price: rest };
}

function derivedStep(
  {
    rows,
    last,
    low,
    high,
    step,
  }: { rows: readonly AdjustedRow[]; last: number; low: number; high: number; step: number },
  unclear: UnclearStep[],
): Step {
  if (step >= 1) {
    if (step < SMALLEST_RISE) return { last, price: 1, split: 1 };
    const { numerator, denominator } = simplestRatio(low, high);
    return { last, price: 1, split: denominator <= MOST_OLD_SHARES ? numerator / denominator : step };
  }
  const ratio = simplestRatio(1 / high, 1 / low);
  if (step < SPLIT_BELOW) {
    if (ratio.denominator <= MOST_OLD_SHARES) return { last, price: 1, split: ratio.denominator / ratio.numerator };
  } else if (ratio.numerator - ratio.denominator === 1 && ratio.denominator <= MOST_SHARES_FOR_ONE) {
    unclear.push({ date: rows[last + 1].date, ratio, cash: rows[last].close * (1 - step) });
  }
  return { last, price: step, split: 1 };
}

function spansOf(rows: readonly AdjustedRow[]): Span[] {
  const spans: Span[] = [];
  rows.forEach((row, last) => {
    const closeError = errorOf(row.close, row.closePlaces);
    const adjustedError = errorOf(row.adjusted, row.adjustedPlaces);
    const low = (row.adjusted - adjustedError) / (row.close + closeError);
    const high = (row.adjusted + adjustedError) / Math.max(row.close - closeError, row.close / 2);
    const span = spans.at(-1);
    if (span === undefined || low > span.high || high < span.low) {
      spans.push({ last, low, high });
      return;
    }
    span.last = last;
    span.low = Math.max(low, span.low);
    span.high = Math.min(high, span.high);
  });
  return spans;
}

/** How far a printed price can be from the one that was meant. */
function errorOf(value: number, places: number): number {
  return Math.max(0.5 / 10 ** places, value * PRECISION);
}

function factorText(factor: number): string {
  return plain(Number(factor.toFixed(PLACES)) || factor);
}

/** Without an exponent. */
function plain(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20).replace(/0+$/, '') : text;
}

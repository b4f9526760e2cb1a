import { formatCompactDate } from '../time/date-text.ts';
import type { GivenAction } from './actions.ts';
import { simplestRatio } from './ratios.ts';
import type { Ratio } from './ratios.ts';

/** A close and the adjusted close of the same provider. */
export interface AdjustedRow {
  /** Wall-clock midnight. */
  readonly date: number;
  readonly close: number;
  /** NaN when splits and dividends come from given actions only. */
  readonly adjusted: number;
  /** Decimal places of each, which determine the rounding error. */
  readonly closePlaces: number;
  readonly adjustedPlaces: number;
}

/** Providers store prices as 32-bit floats but print more digits than those can represent. */
const PRECISION = 1e-6;
/** A smaller rise of the ratio is rounding noise of the provider: no reverse split is that small. */
const SMALLEST_RISE = 1.01;
/**
 * A drop of the ratio below this to a ratio of small integers is a split: dividends and spin-offs are rarely so large
 * and so even.
 */
const SPLIT_BELOW = 0.81;
/** Maximum number of old shares in the ratio of a split. */
const MOST_OLD_SHARES = 10;
/** Maximum number of old shares per new share of a stock dividend: 20:1 is a stock dividend of 5 %. */
const MOST_SHARES_FOR_ONE = 20;
const LAST_DATE = '20501231';
/** Decimal places of LEAN's factor files. */
const PLACES = 7;

/** A range of rows with a constant ratio of adjusted close to close. */
interface Span {
  /** Index of its last row. */
  last: number;
  /** Bounds of the ratio, given the rounding of the prices. */
  low: number;
  high: number;
}

/** A step of the ratio that can be either a stock dividend or a cash dividend. */
export interface UnclearStep {
  /** The first date after the step. */
  readonly date: number;
  /** New shares for old, if it is paid in shares. */
  readonly ratio: Ratio;
  /** Cash per share, if it is paid in cash. */
  readonly cash: number;
}

export interface DerivedFactors {
  /** The factor file; empty when no price is adjusted. */
  readonly text: string;
  readonly dividends: number;
  readonly splits: number;
  /** Ambiguous steps; treated as dividends in the text. */
  readonly unclear: readonly UnclearStep[];
}

/** The events between two rows, as factors for the prices before them. */
interface Step {
  readonly last: number;
  readonly price: number;
  readonly split: number;
}

/**
 * Derives a factor file from closes and adjusted closes, and from given actions. A rise of the ratio of the two closes
 * is a reverse split, because no dividend is negative. A drop beyond rounding is a split if it is large and a ratio of
 * small integers, otherwise a dividend; a small drop that is such a ratio is ambiguous. The price movement of that day
 * is not considered. Factors are 1 at the last row.
 *
 * @param given by the first date after them; each replaces what the ratio implies for that date
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

/** Actions by the index of the last row before them; actions before the first or after the last row are ignored. */
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

/** A given split accounts for a step; a remainder beyond rounding is a dividend. */
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

/** Maximum error of a printed price. */
function errorOf(value: number, places: number): number {
  return Math.max(0.5 / 10 ** places, value * PRECISION);
}

function factorText(factor: number): string {
  return plain(Number(factor.toFixed(PLACES)) || factor);
}

/** Formats without an exponent. */
function plain(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20).replace(/0+$/, '') : text;
}

import { EngineError } from '../../model/engine-error.ts';
import { Resolution, resolutionPeriod } from '../../model/resolution.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../time/calendar-math.ts';
import { IMPORT_ERRORS } from './errors.ts';

/** Counts the steps between rows, which determine the length of bars. */
export class StepCounter {
  private readonly counts = new Map<number, number>();
  private last = NaN;
  private total = 0;

  add(time: number): void {
    this.addStep(time - this.last);
    this.last = time;
  }

  /** Counts one step if it is positive. */
  addStep(step: number): void {
    if (!(step > 0)) return;
    const known = this.counts.get(step);
    if (known === undefined && this.counts.size >= MOST_STEPS) return;
    this.counts.set(step, (known ?? 0) + 1);
    this.total++;
  }

  /** The most frequent step; NaN without steps. */
  get mostFrequent(): number {
    let [best, most] = [NaN, 0];
    for (const [step, count] of this.counts)
      if (count > most || (count === most && step < best)) [best, most] = [step, count];
    return best;
  }

  get count(): number {
    return this.total;
  }

  /** The share of steps that satisfy a condition. */
  share(holds: (step: number) => boolean): number {
    let found = 0;
    for (const [step, count] of this.counts) if (holds(step)) found += count;
    return this.total === 0 ? 0 : found / this.total;
  }
}

/** The length of the bars of a series, and the resolution at which they are stored. */
export interface BarPeriod {
  /** The matching resolution; undefined if none does. */
  readonly resolution: Resolution | undefined;
  /** Milliseconds; for weeks and longer the usual distance between two rows. */
  readonly length: number;
  /** `5 minutes`, `1 week`. */
  readonly words: string;
  /** Weeks, months and longer: the bars span several days. */
  readonly spansDays?: true;
}

const MOST_STEPS = 20_000;
const ENGINE_PERIODS = [Resolution.Second, Resolution.Minute, Resolution.Hour];
/** Usual lengths of bars of exchanges and vendors. */
const USUAL = [
  SECOND,
  5 * SECOND,
  10 * SECOND,
  15 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  3 * MINUTE,
  4 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  20 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  4 * HOUR,
  6 * HOUR,
  8 * HOUR,
  12 * HOUR,
];
/** Share of the steps that must fit a length. */
const MOSTLY = 0.9;
/** With fewer steps weeks and months cannot be distinguished from gaps between days. */
const FEWEST_LONG = 3;
/** Tolerance for the length of days with clock changes. */
const SHORTEST_DAY = DAY - 2 * HOUR;

/** The length of a series' bars, determined by the steps between rows. */
export function periodOf(steps: StepCounter): BarPeriod {
  const usual = steps.mostFrequent;
  if (Number.isNaN(usual)) return { resolution: undefined, length: NaN, words: '' };
  if (usual >= SHORTEST_DAY) return longPeriod(steps, usual);
  const found = ENGINE_PERIODS.find((one) => resolutionPeriod(one) === usual);
  if (found !== undefined) return { resolution: found, length: usual, words: durationWords(usual) };
  // Bars without trades are missing: finds the longest length of which nearly all steps are multiples.
  const length =
    [...USUAL, usual].findLast((one) => one <= usual && steps.share((step) => step % one === 0) >= MOSTLY) ?? usual;
  const fitting = ENGINE_PERIODS.find((one) => resolutionPeriod(one) === length);
  return { resolution: fitting, length, words: durationWords(length) };
}

/** Daily rows are up to five days apart over weekends and holidays; all steps of weekly and monthly rows are long. */
function longPeriod(steps: StepCounter, usual: number): BarPeriod {
  const isThroughout = (from: number, to: number): boolean =>
    steps.count >= FEWEST_LONG &&
    steps.share((step) => step >= from * DAY - 2 * HOUR && step <= to * DAY + 2 * HOUR) >= MOSTLY;
  if (isThroughout(5, 9) && usual >= 6 * DAY)
    return { resolution: undefined, length: 7 * DAY, words: '1 week', spansDays: true };
  if (isThroughout(12, 16)) return { resolution: undefined, length: 14 * DAY, words: '2 weeks', spansDays: true };
  if (isThroughout(26, 35)) return { resolution: undefined, length: 30 * DAY, words: '1 month', spansDays: true };
  if (isThroughout(85, 96)) return { resolution: undefined, length: 91 * DAY, words: '1 quarter', spansDays: true };
  if (isThroughout(360, 370)) return { resolution: undefined, length: 365 * DAY, words: '1 year', spansDays: true };
  if (usual <= 5 * DAY + 2 * HOUR) return { resolution: Resolution.Daily, length: DAY, words: '1 day' };
  return { resolution: undefined, length: usual, words: durationWords(usual) };
}

/** `5 minutes` */
export function durationWords(length: number): string {
  for (const [unit, name] of [
    [DAY, 'day'],
    [HOUR, 'hour'],
    [MINUTE, 'minute'],
    [SECOND, 'second'],
  ] as const)
    if (length >= unit) {
      const count = Number((length / unit).toFixed(2));
      return `${count} ${name}${count === 1 ? '' : 's'}`;
    }
  return `${length} milliseconds`;
}

/** The fault for bars that match no resolution of the engine. */
export function oddPeriod(ticker: string, { words, length }: BarPeriod): EngineError {
  if (words === '')
    return odd(ticker, 'There is one row, so the length of its period is unknown', `State it with --resolution.`);
  const kept = ENGINE_PERIODS.findLast((one) => resolutionPeriod(one) < length) ?? Resolution.Second;
  const resampled = ENGINE_PERIODS.find((one) => resolutionPeriod(one) % length === 0);
  const isLong = length >= SHORTEST_DAY;
  const ways = [
    ...(isLong ? [] : [`--resample ${resampled === undefined ? '1d' : '1h'} aggregates them`]),
    `--resolution ${isLong ? 'daily' : kept} stores each at its last ${isLong ? 'day' : kept}, so that it is known when it ends`,
  ];
  return odd(
    ticker,
    `Rows are ${words} apart`,
    `The engine has bars of a second, a minute, an hour and a day: ${ways.join('; ')}.`,
  );
}

/** The fault for rows that are shorter than the requested resolution. */
export function shorterThan(ticker: string, { words }: BarPeriod, resolution: Resolution): EngineError {
  const flag = {
    [Resolution.Tick]: '',
    [Resolution.Second]: '1s',
    [Resolution.Minute]: '1m',
    [Resolution.Hour]: '1h',
    [Resolution.Daily]: '1d',
  }[resolution];
  return odd(
    ticker,
    `Rows are ${words} apart and cannot be used as bars of ${resolution}`,
    `--resample ${flag} aggregates them into such bars.`,
  );
}

/** The fault for resampling to bars that are not a multiple of the rows. */
export function cannotResample(ticker: string, { words }: BarPeriod, resolution: Resolution): EngineError {
  return odd(
    ticker,
    `Rows are ${words} apart and cannot be aggregated into bars of ${resolution}`,
    'Resample to bars that are a multiple of the rows.',
  );
}

function odd(ticker: string, what: string, remedy: string): EngineError {
  return new EngineError(IMPORT_ERRORS.ODD_RESOLUTION, `${what} (${ticker}). ${remedy}`, { data: { ticker } });
}

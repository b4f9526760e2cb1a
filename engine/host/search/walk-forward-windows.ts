import { EngineError } from '../../model/engine-error.ts';
import { parseDate, dateText } from '../dates.ts';
import { SEARCH_ERRORS } from './errors.ts';
import type { Period } from './search-plan.ts';

const DAY = 86_400_000;

/** One window: days to search, and the days after them to test. */
export interface Window {
  readonly train: Period;
  readonly test: Period;
}

/** How a period is divided. */
export interface WindowOptions {
  /** Number of tests. */
  readonly windows: number;
  /** Length of a rolling search, and of the first anchored one, in lengths of a test. */
  readonly trainLength: number;
  /** Whether every search begins at the first day. */
  readonly isAnchored: boolean;
}

/** Divides a period into windows; the tests follow one another without a gap. @throws EngineError if tests have no days */
export function windowsOf({ start, end }: Period, { windows, trainLength, isAnchored }: WindowOptions): Window[] {
  const first = parseDate(start, 'The start') / DAY;
  const days = parseDate(end, 'The end') / DAY - first + 1;
  const length = days / (trainLength + windows);
  if (length < 1) {
    throw new EngineError(
      SEARCH_ERRORS.TOO_MANY_WINDOWS,
      `The ${days} days from ${start} to ${end} cannot be divided into ${windows} windows. ${SEARCH_ERRORS.TOO_MANY_WINDOWS.remedy}`,
      { data: { days, windows } },
    );
  }
  const dayAt = (lengths: number): string => dateText((first + Math.round(lengths * length)) * DAY);
  const dayBeforeAt = (lengths: number): string => dateText((first + Math.round(lengths * length) - 1) * DAY);
  return Array.from({ length: windows }, (_, index) => ({
    train: { start: dayAt(isAnchored ? 0 : index), end: dayBeforeAt(trainLength + index) },
    test: { start: dayAt(trainLength + index), end: dayBeforeAt(trainLength + index + 1) },
  }));
}

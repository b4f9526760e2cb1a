import { errorTable } from '../model/engine-error.ts';

/** The faults of indicators: their arguments and their inputs. */
export const INDICATOR_ERRORS = errorTable({
  INVALID_PERIOD: {
    code: 'INDICATOR_INVALID_PERIOD',
    exitCode: 1,
    meaning: 'A period of an indicator is not a whole number, or is smaller than the indicator needs.',
    remedy: 'Give a whole number that is at least as large as the message says.',
  },
  INVALID_ARGUMENT: {
    code: 'INDICATOR_INVALID_ARGUMENT',
    exitCode: 1,
    meaning: 'An argument of an indicator other than a period is outside the range that the indicator accepts.',
    remedy: 'Give a value inside the range that the message names.',
  },
  UNKNOWN_SYMBOL: {
    code: 'INDICATOR_UNKNOWN_SYMBOL',
    exitCode: 1,
    meaning: 'An indicator of two symbols was fed with a bar of a third symbol.',
    remedy: 'Register the indicator only for the symbols that it was built for.',
  },
  INDEX_OUT_OF_RANGE: {
    code: 'INDICATOR_INDEX_OUT_OF_RANGE',
    exitCode: 1,
    meaning: 'A rolling window was read beyond its size, or its removed item was read before there was one.',
    remedy: 'Check `count` or `samples` before reading, or make the window larger.',
  },
});

import { errorTable } from '../model/engine-error.ts';

/** The faults of indicators: what they are built from and what they are fed. */
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
    meaning: 'An argument of an indicator other than a period lies outside what the indicator can compute with.',
    remedy: 'Give a value inside the range that the message names.',
  },
  UNKNOWN_SYMBOL: {
    code: 'INDICATOR_UNKNOWN_SYMBOL',
    exitCode: 1,
    meaning: 'An indicator of two symbols was fed with a bar of a third one.',
    remedy: 'Register the indicator only for the symbols that it was built for.',
  },
  INDEX_OUT_OF_RANGE: {
    code: 'INDICATOR_INDEX_OUT_OF_RANGE',
    exitCode: 1,
    meaning: 'A rolling window was read outside what it can hold, or asked for a removed item before there was one.',
    remedy: 'Check `count` or `samples` before reading, or make the window larger.',
  },
});

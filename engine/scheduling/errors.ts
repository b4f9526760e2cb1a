import { errorTable } from '../model/engine-error.ts';

/** Faults of schedules. */
export const SCHEDULING_ERRORS = errorTable({
  INVALID_OFFSET: {
    code: 'SCHEDULING_INVALID_OFFSET',
    exitCode: 1,
    meaning: 'The offset of a date rule is outside of its period.',
    remedy: 'Use a whole number of days within the range in the message.',
  },
  INVALID_TIME: {
    code: 'SCHEDULING_INVALID_TIME',
    exitCode: 1,
    meaning: 'A time rule was given an invalid time of day or interval.',
    remedy: 'Use hours, minutes and seconds of one day, and intervals longer than zero.',
  },
  NO_CALLBACK: {
    code: 'SCHEDULING_NO_CALLBACK',
    exitCode: 1,
    meaning: 'An event was scheduled without a function to call.',
    remedy: 'Pass the function as last argument, after the date rule and the time rule.',
  },
  NEVER_CLOSING_MARKET: {
    code: 'SCHEDULING_NEVER_CLOSING_MARKET',
    exitCode: 1,
    meaning: 'A time rule refers to the open or the close of a market that never closes.',
    remedy: 'Use a time of day (timeRules.at) or an interval (timeRules.every) instead.',
  },
});

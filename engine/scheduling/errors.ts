import { errorTable } from '../model/engine-error.ts';

/** Faults of schedules. */
export const SCHEDULING_ERRORS = errorTable({
  INVALID_OFFSET: {
    code: 'SCHEDULING_INVALID_OFFSET',
    exitCode: 1,
    meaning: 'A date rule was given an offset of days that its period does not have.',
    remedy: 'Use a whole number of days within the range that the message names.',
  },
  INVALID_TIME: {
    code: 'SCHEDULING_INVALID_TIME',
    exitCode: 1,
    meaning: 'A time rule was given a time of day or an interval that cannot be.',
    remedy: 'Use hours, minutes and seconds of one day, and intervals longer than zero.',
  },
  NO_CALLBACK: {
    code: 'SCHEDULING_NO_CALLBACK',
    exitCode: 1,
    meaning: 'An event was scheduled without a function to call.',
    remedy: 'Give the function behind the date rule and the time rule.',
  },
  NEVER_CLOSING_MARKET: {
    code: 'SCHEDULING_NEVER_CLOSING_MARKET',
    exitCode: 1,
    meaning: 'A time rule asks for the open or the close of a market that never closes.',
    remedy: 'Use a time of day (timeRules.at) or an interval (timeRules.every) instead.',
  },
});

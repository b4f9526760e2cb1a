import { errorTable } from '../model/engine-error.ts';

/** Faults of the algorithm framework. */
export const FRAMEWORK_ERRORS = errorTable({
  BAD_INSIGHT: {
    code: 'FRAMEWORK_BAD_INSIGHT',
    exitCode: 1,
    meaning: 'An insight has a period, a close time or a direction that cannot be.',
    remedy: 'Give a period of at least one second or one bar, a close time after now, and up, down or flat.',
  },
  BAD_MODEL: {
    code: 'FRAMEWORK_BAD_MODEL',
    exitCode: 1,
    meaning: 'A framework model lacks the method of its kind.',
    remedy: 'Give an object of the kind that the verb names, with the method that the message names.',
  },
  BAD_SETTING: {
    code: 'FRAMEWORK_BAD_SETTING',
    exitCode: 1,
    meaning: 'A framework model was made with a number that cannot be.',
    remedy: 'Give a number within the bounds that the message names.',
  },
  BAD_SELECTION: {
    code: 'FRAMEWORK_BAD_SELECTION',
    exitCode: 1,
    meaning: 'A universe did not select a list of symbols.',
    remedy: "Return a list of tickers or symbols, or 'unchanged' to keep the present ones.",
  },
});

import { errorTable } from '../model/engine-error.ts';

/** Faults of the algorithm framework. */
export const FRAMEWORK_ERRORS = errorTable({
  BAD_INSIGHT: {
    code: 'FRAMEWORK_BAD_INSIGHT',
    exitCode: 1,
    meaning: 'An insight has an invalid period, close time or direction.',
    remedy:
      'Give a period of at least one second or one bar, a close time in the future, and the direction up, down or flat.',
  },
  BAD_MODEL: {
    code: 'FRAMEWORK_BAD_MODEL',
    exitCode: 1,
    meaning: 'A framework model lacks the method that its kind requires.',
    remedy: 'Give a model of the kind that the called method expects, with the method that the message names.',
  },
  BAD_SETTING: {
    code: 'FRAMEWORK_BAD_SETTING',
    exitCode: 1,
    meaning: 'A framework model was created with an invalid number.',
    remedy: 'Give a number within the bounds that the message names.',
  },
  BAD_SELECTION: {
    code: 'FRAMEWORK_BAD_SELECTION',
    exitCode: 1,
    meaning: 'A universe did not return a list of symbols.',
    remedy: "Return a list of tickers or symbols, or 'unchanged' to keep the current ones.",
  },
});

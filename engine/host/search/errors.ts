import { errorTable } from '../../model/engine-error.ts';

/** Faults of parameter searches and of the ledger of trials. */
export const SEARCH_ERRORS = errorTable({
  NOTHING_TO_SEARCH: {
    code: 'SEARCH_NOTHING_TO_SEARCH',
    exitCode: 2,
    meaning: 'No parameter of the strategy has a range or choices that a search could vary.',
    remedy: 'Give parameters a min and a max, or choices, in config.json, or ranges by --range name=min:max:step.',
  },
  BAD_RANGE: {
    code: 'SEARCH_BAD_RANGE',
    exitCode: 2,
    meaning: 'A range of the command line cannot be read, or lies outside of what config.json allows.',
    remedy: 'Write --range name=min:max:step or --range name=a,b,c with values that the parameter may have.',
  },
  BAD_CONSTRAINT: {
    code: 'SEARCH_BAD_CONSTRAINT',
    exitCode: 2,
    meaning: 'A constraint cannot be read, or names what is neither a parameter nor a figure of a run.',
    remedy: 'Write two names or numbers with <, <=, > or >= between them, such as "fast<slow" or "drawdown<=0.2".',
  },
  UNKNOWN_OBJECTIVE: {
    code: 'SEARCH_UNKNOWN_OBJECTIVE',
    exitCode: 2,
    meaning: 'The objective is neither a figure of a run nor a function of the strategy.',
    remedy: 'Use one of the figures that the message lists, or export a function "objective" from strategy.ts.',
  },
  NO_PERIOD: {
    code: 'SEARCH_NO_PERIOD',
    exitCode: 3,
    meaning: 'The period of the search is not known before a run, so that nothing can be held back or divided.',
    remedy: 'Give --start and --end, or set them in config.json.',
  },
  HOLDOUT_TOUCHED: {
    code: 'SEARCH_HOLDOUT_TOUCHED',
    exitCode: 2,
    meaning: 'A search would use days that are held back, or days of a holdout that has been opened.',
    remedy: 'End the search before the first day that the message names, or use a new holdout of later days.',
  },
  HOLDOUT_OPENED: {
    code: 'SEARCH_HOLDOUT_OPENED',
    exitCode: 1,
    meaning: 'The holdout has been opened before, and a second look at it would be a part of the search.',
    remedy: 'Use the result of the first opening, which the ledger keeps.',
  },
  HOLDOUT_NOT_READY: {
    code: 'SEARCH_HOLDOUT_NOT_READY',
    exitCode: 1,
    meaning: 'The holdout can only be opened after a search with a holdout has finished with a best trial.',
    remedy: 'Finish the search first, with --holdout.',
  },
  NO_RESULT: {
    code: 'SEARCH_NO_RESULT',
    exitCode: 1,
    meaning: 'No trial of the search has a result.',
    remedy: 'Correct what the message names, or relax the constraints.',
  },
  DATA_CHANGED: {
    code: 'SEARCH_DATA_CHANGED',
    exitCode: 1,
    meaning: 'The data are not those that the first trials of the search have read.',
    remedy: 'Restore the data, or begin a new search with another --name.',
  },
  WORKER_LOST: {
    code: 'SEARCH_WORKER_LOST',
    exitCode: 1,
    meaning: 'A worker thread ended in the middle of a trial.',
    remedy: 'Run the trial as a single backtest with the parameters that the ledger names.',
  },
  TOO_MANY_WINDOWS: {
    code: 'SEARCH_TOO_MANY_WINDOWS',
    exitCode: 2,
    meaning: 'The period is too short for the windows of a walk-forward analysis.',
    remedy: 'Give a longer period, or fewer --windows.',
  },
  LEDGER_UNUSABLE: {
    code: 'SEARCH_LEDGER_UNUSABLE',
    exitCode: 1,
    meaning: 'The ledger of trials cannot be opened or written, or is no ledger of this version.',
    remedy: 'Correct the permissions of the folder, or name another file with --ledger.',
  },
});

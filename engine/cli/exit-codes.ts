/** How a command ends: the one table of exit codes. docs/errors.md shows it; a test holds the two equal. */
export const EXIT_CODES = {
  DONE: {
    code: 0,
    meaning: 'done; a live run that was stopped in order is done, too, and so is a watch that Ctrl-C ended',
  },
  FAILED: { code: 1, meaning: 'the run failed, or a check found faults' },
  WRONG_USAGE: {
    code: 2,
    meaning: 'wrong usage: an unknown command, flag, strategy or parameter, or a value that cannot be',
  },
  BAD_PLAN: {
    code: 3,
    meaning: 'bad plan: the plugins that the run asks for do not fit together, or a configuration has faults',
  },
  ENDED_EARLY: {
    code: 4,
    meaning:
      'the run ended before its last day: the account was ruined, the strategy called quit, or the data had no more rows; its results are written',
  },
  INTERRUPTED: { code: 130, meaning: 'interrupted; partial results are marked as partial' },
} as const;

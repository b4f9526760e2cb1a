/** The exit codes of commands. docs/errors.md contains the same table; a test compares the two. */
export const EXIT_CODES = {
  DONE: {
    code: 0,
    meaning: 'success, including a live run that was stopped cleanly and a watch that Ctrl-C ended',
  },
  FAILED: { code: 1, meaning: 'the run failed, or a check found faults' },
  WRONG_USAGE: {
    code: 2,
    meaning: 'wrong usage: an unknown command, flag, strategy or parameter, or an invalid value',
  },
  BAD_PLAN: {
    code: 3,
    meaning: 'invalid plan: the plugins that the run requests are incompatible, or a configuration has faults',
  },
  ENDED_EARLY: {
    code: 4,
    meaning:
      'the run ended before its last day: the account was ruined, the strategy called quit, or the data ended; its results are written',
  },
  INTERRUPTED: { code: 130, meaning: 'interrupted; partial results are marked as partial' },
} as const;

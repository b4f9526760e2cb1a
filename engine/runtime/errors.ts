import { errorTable } from '../model/engine-error.ts';

/** Faults of a run and of a strategy's requests to the engine. */
export const RUNTIME_ERRORS = errorTable({
  UNKNOWN_PARAMETER: {
    code: 'RUN_UNKNOWN_PARAMETER',
    exitCode: 1,
    meaning: 'The strategy reads a parameter that its configuration does not declare.',
    remedy: 'Declare the parameter in config.json.',
  },
  PARAMETER_TYPE: {
    code: 'RUN_PARAMETER_TYPE',
    exitCode: 1,
    meaning: 'The strategy reads a parameter as another type than it has.',
    remedy: 'Correct config.json or the strategy.',
  },
  BAD_EXITS: {
    code: 'RUN_BAD_EXITS',
    exitCode: 1,
    meaning: 'A position was to be protected without exits, or with exits in two ways.',
    remedy: 'Pass a list of exit rules, for example [percentStop(0.05)].',
  },
  NO_PROVIDERS: {
    code: 'RUN_NO_PROVIDERS',
    exitCode: 1,
    meaning: 'The strategy asks for a provider in a run that was not made from a plan and was given none.',
    remedy: 'Give providers in the request of the run.',
  },
  STRATEGY_FAILED: {
    code: 'RUN_STRATEGY_FAILED',
    exitCode: 1,
    meaning: 'A handler of the strategy threw.',
    remedy: 'Read the stack; it names the line of the strategy and the algorithm time.',
  },
  BAD_HISTORY: {
    code: 'RUN_BAD_HISTORY',
    exitCode: 1,
    meaning: 'History or a warm-up was asked for an impossible number of bars, or a span that is no number.',
    remedy: 'Ask for a whole number of bars, a span in milliseconds, or a period of wall clocks.',
  },
  BAD_RESOLUTION: {
    code: 'RUN_BAD_RESOLUTION',
    exitCode: 1,
    meaning: 'A security was added at a resolution that does not exist.',
    remedy: 'Use Resolution.Tick, Second, Minute, Hour or Daily.',
  },
  BAD_TICKER: {
    code: 'RUN_BAD_TICKER',
    exitCode: 1,
    meaning: 'A security was named by something else than a ticker.',
    remedy: "Give the ticker as a text, such as 'IBM'.",
  },
  ALREADY_RUNNING: {
    code: 'RUN_ALREADY_RUNNING',
    exitCode: 1,
    meaning: 'The strategy changes what is final once a run has started.',
    remedy: 'Call it in initialize().',
  },
  NO_SUBSCRIPTION: {
    code: 'RUN_NO_SUBSCRIPTION',
    exitCode: 1,
    meaning: 'An indicator or consolidator needs rows that no subscription delivers.',
    remedy: 'Subscribe to the symbol at a resolution that has them first.',
  },
  NO_DATA: {
    code: 'RUN_NO_DATA',
    exitCode: 1,
    meaning: 'No subscription delivered a row in the period.',
    remedy: 'Choose dates within the data; engine data list shows them.',
  },
  UNKNOWN_PROPERTIES: {
    code: 'RUN_UNKNOWN_PROPERTIES',
    exitCode: 1,
    meaning:
      'A currency pair was added whose quote currency, price increment and lot size are unknown, or were given wrongly.',
    remedy:
      'Name its market, add a row to symbol-properties-database.csv of the data folder, or give the properties where it is added.',
  },
  BAD_DATES: {
    code: 'RUN_BAD_DATES',
    exitCode: 2,
    meaning: 'The period is impossible or reversed.',
    remedy: 'Give a start that is not after the end.',
  },
  BAD_CASH: {
    code: 'RUN_BAD_CASH',
    exitCode: 2,
    meaning: 'The starting cash is negative or no number.',
    remedy: 'Give a positive amount.',
  },
  INTERRUPTED: {
    code: 'RUN_INTERRUPTED',
    exitCode: 130,
    meaning: 'The run was interrupted; its results are partial.',
    remedy: 'Run again for complete results.',
  },
  UNKNOWN_SERIES: {
    code: 'RUN_UNKNOWN_SERIES',
    exitCode: 1,
    meaning: 'The strategy asked for a series that the run does not have.',
    remedy: 'Name it under "series" in config.json, or by --series NAME=PROVIDER:PARTS.',
  },
});

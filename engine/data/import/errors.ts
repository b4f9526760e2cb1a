import { errorTable } from '../../model/engine-error.ts';

/** The faults of importing CSV files. */
export const IMPORT_ERRORS = errorTable({
  UNKNOWN_COLUMNS: {
    code: 'IMPORT_UNKNOWN_COLUMNS',
    exitCode: 2,
    meaning: 'The header of a file does not identify the column of the date or the columns of prices.',
    remedy:
      'Name the columns: --column date=NAME --column close=NAME, or positions counted from 1 if there is no header.',
  },
  AMBIGUOUS_COLUMNS: {
    code: 'IMPORT_AMBIGUOUS_COLUMNS',
    exitCode: 2,
    meaning: 'More than one column of a file can have the same meaning.',
    remedy: 'Choose one with --column ROLE=NAME.',
  },
  AMBIGUOUS_DATES: {
    code: 'IMPORT_AMBIGUOUS_DATES',
    exitCode: 2,
    meaning: 'The order of day and month in a file is ambiguous, or its dates contradict each other.',
    remedy:
      'State the order with --date-format mm/dd/yyyy, --date-format dd/mm/yyyy or --date-format yyyy/mm/dd; years may have two digits.',
  },
  AMBIGUOUS_NUMBERS: {
    code: 'IMPORT_AMBIGUOUS_NUMBERS',
    exitCode: 2,
    meaning: 'The decimal sign of the numbers in a file (point or comma) is ambiguous, or they contradict each other.',
    remedy: 'State it with --decimal point or --decimal comma.',
  },
  AMBIGUOUS_TIMES: {
    code: 'IMPORT_AMBIGUOUS_TIMES',
    exitCode: 2,
    meaning: 'The time zone of the times in a file, or the day of its rows, is ambiguous.',
    remedy: 'State the zone with --time-zone, such as America/New_York, Europe/Warsaw or UTC.',
  },
  BAD_ROWS: {
    code: 'IMPORT_BAD_ROWS',
    exitCode: 1,
    meaning: 'Rows of a file cannot be read, lack prices, or contradict others of the same time.',
    remedy: 'Correct the lines, or skip them with --skip-bad-rows.',
  },
  NO_ROWS: {
    code: 'IMPORT_NO_ROWS',
    exitCode: 1,
    meaning: 'A file has no rows with prices.',
    remedy: 'Inspect the file: a failed download may have left a message in place of prices.',
  },
  NO_SYMBOL: {
    code: 'IMPORT_NO_SYMBOL',
    exitCode: 2,
    meaning: 'Neither a column nor the name of a file identifies the ticker of its prices.',
    remedy: 'State the ticker with --symbol, one file at a time.',
  },
  ODD_RESOLUTION: {
    code: 'IMPORT_ODD_RESOLUTION',
    exitCode: 2,
    meaning:
      'The rows of a file are not a second, a minute, an hour or a day apart, or do not have the requested resolution.',
    remedy: 'Aggregate them with --resample 1h, or store each at its end with --resolution.',
  },
  NOT_A_LAYOUT: {
    code: 'IMPORT_NOT_A_LAYOUT',
    exitCode: 2,
    meaning: 'A file does not have the columns of the requested layout.',
    remedy: 'Omit --layout to recognise the columns by their names.',
  },
  NO_TRADES: {
    code: 'IMPORT_NO_TRADES',
    exitCode: 2,
    meaning: 'Bars of one price cannot be stored for this type of security.',
    remedy:
      'Use --type equity, index, crypto or cryptofuture; forex and CFDs have quotes only, so state the spread between bid and ask: --type forex --spread 0.0002, or 0 for one price.',
  },
  UNCLEAR_ACTION: {
    code: 'IMPORT_UNCLEAR_ACTION',
    exitCode: 2,
    meaning: 'A step of an adjusted close can be either a stock dividend or a cash dividend.',
    remedy: 'State which it is with --actions FILE, a file with the lines date,action,value.',
  },
  INCOMPLETE_PROPERTIES: {
    code: 'IMPORT_INCOMPLETE_PROPERTIES',
    exitCode: 2,
    meaning: 'The properties given for a symbol are incomplete or contradict its ticker.',
    remedy: 'Give them all: --quote USDT --tick 0.01 --lot 0.0001, and --multiplier if it is not 1.',
  },
  BROKEN_OFF: {
    code: 'IMPORT_BROKEN_OFF',
    exitCode: 1,
    meaning: 'An import died while it put its files in place, and that cannot be finished.',
    remedy:
      'Make the data folder writable and start again, or remove its folder .import and import anew with --replace.',
  },
  OTHER_FORMAT: {
    code: 'IMPORT_OTHER_FORMAT',
    exitCode: 2,
    meaning: 'The target folder has another format than the import.',
    remedy: 'Use another folder, or convert this one with `engine data convert` first.',
  },
});

import { errorTable } from '../../model/engine-error.ts';

/** The faults of importing CSV files. */
export const IMPORT_ERRORS = errorTable({
  UNKNOWN_COLUMNS: {
    code: 'IMPORT_UNKNOWN_COLUMNS',
    exitCode: 2,
    meaning: 'The header of a file does not tell which column is the date or which are prices.',
    remedy:
      'Name the columns: --column date=NAME --column close=NAME, or positions counted from 1 where there is no header.',
  },
  AMBIGUOUS_COLUMNS: {
    code: 'IMPORT_AMBIGUOUS_COLUMNS',
    exitCode: 2,
    meaning: 'More than one column of a file can have the same meaning.',
    remedy: 'Say which one is meant with --column ROLE=NAME.',
  },
  AMBIGUOUS_DATES: {
    code: 'IMPORT_AMBIGUOUS_DATES',
    exitCode: 2,
    meaning: 'Nothing in a file tells day and month apart, or its dates contradict each other.',
    remedy:
      'Say the order with --date-format mm/dd/yyyy, --date-format dd/mm/yyyy or --date-format yyyy/mm/dd; years may have two digits.',
  },
  AMBIGUOUS_NUMBERS: {
    code: 'IMPORT_AMBIGUOUS_NUMBERS',
    exitCode: 2,
    meaning:
      'Nothing in a file tells whether its numbers have decimal points or commas, or they contradict each other.',
    remedy: 'Say which with --decimal point or --decimal comma.',
  },
  AMBIGUOUS_TIMES: {
    code: 'IMPORT_AMBIGUOUS_TIMES',
    exitCode: 2,
    meaning: 'Nothing in a file tells the time zone of its times, or which day its rows are of.',
    remedy: 'Name it with --time-zone, such as America/New_York, Europe/Warsaw or UTC.',
  },
  BAD_ROWS: {
    code: 'IMPORT_BAD_ROWS',
    exitCode: 1,
    meaning: 'Rows of a file cannot be read, lack prices, or contradict others of the same time.',
    remedy: 'Correct the lines, or leave them out with --skip-bad-rows.',
  },
  NO_ROWS: {
    code: 'IMPORT_NO_ROWS',
    exitCode: 1,
    meaning: 'A file has no rows with prices.',
    remedy: 'Look into the file: a download may have failed and left a message in place of prices.',
  },
  NO_SYMBOL: {
    code: 'IMPORT_NO_SYMBOL',
    exitCode: 2,
    meaning: 'Neither a column nor the name of a file tells whose prices it holds.',
    remedy: 'Name the ticker with --symbol, one file at a time.',
  },
  ODD_RESOLUTION: {
    code: 'IMPORT_ODD_RESOLUTION',
    exitCode: 2,
    meaning: 'The rows of a file are not a second, a minute, an hour or a day apart, or not those that were asked for.',
    remedy: 'Put them together with --resample 1h, or keep each where it ends with --resolution.',
  },
  NOT_A_LAYOUT: {
    code: 'IMPORT_NOT_A_LAYOUT',
    exitCode: 2,
    meaning: 'A file does not have the columns of the layout that was named.',
    remedy: 'Leave --layout away to have the columns recognised by their names.',
  },
  NO_TRADES: {
    code: 'IMPORT_NO_TRADES',
    exitCode: 2,
    meaning: 'Bars of one price cannot be kept for this type of security as they stand.',
    remedy:
      'Use --type equity, index, crypto or cryptofuture; forex and CFDs are only quoted, so say how far bid and ask lie apart: --type forex --spread 0.0002, or 0 for one price.',
  },
  UNCLEAR_ACTION: {
    code: 'IMPORT_UNCLEAR_ACTION',
    exitCode: 2,
    meaning: 'An adjusted close steps by what can be a payment in shares or in cash.',
    remedy: 'Say which with --actions FILE, a file with the lines date,action,value.',
  },
  INCOMPLETE_PROPERTIES: {
    code: 'IMPORT_INCOMPLETE_PROPERTIES',
    exitCode: 2,
    meaning: 'The properties that are given for a symbol do not suffice, or contradict its ticker.',
    remedy: 'Give them all: --quote USDT --tick 0.01 --lot 0.0001, and --multiplier where it is not 1.',
  },
  OTHER_FORMAT: {
    code: 'IMPORT_OTHER_FORMAT',
    exitCode: 2,
    meaning: 'The folder to import into is in another format than is to be written.',
    remedy: 'Name another folder, or convert this one with `engine data convert` first.',
  },
});

import { errorTable } from '../model/engine-error.ts';

/** The faults of data folders and files. */
export const DATA_ERRORS = errorTable({
  FOLDER_MISSING: {
    code: 'DATA_FOLDER_MISSING',
    exitCode: 2,
    meaning: 'The data folder or file that was named does not exist.',
    remedy: 'Name a folder that exists, or leave the choice away to use the embedded sample.',
  },
  FILE_UNREADABLE: {
    code: 'DATA_FILE_UNREADABLE',
    exitCode: 1,
    meaning: 'A data file is there but cannot be read.',
    remedy: 'Check the permissions of the file and the health of the disk.',
  },
  ZIP_UNREADABLE: {
    code: 'DATA_ZIP_UNREADABLE',
    exitCode: 1,
    meaning: 'A zip file is truncated, damaged, empty or packed by a method that is not supported.',
    remedy: 'Fetch or write the file again; stored and deflated entries are supported.',
  },
  MALFORMED_ROW: {
    code: 'DATA_MALFORMED_ROW',
    exitCode: 1,
    meaning: 'A row of a data file does not have the columns or the numbers that its format asks for.',
    remedy: 'Correct the line that the message names; `engine data check` shows all faults of a folder.',
  },
  ROWS_OUT_OF_ORDER: {
    code: 'DATA_ROWS_OUT_OF_ORDER',
    exitCode: 1,
    meaning: 'A row of a data file lies before its predecessor in time.',
    remedy: 'Sort the rows of the file by time, oldest first.',
  },
  UNSUPPORTED_SECURITY: {
    code: 'DATA_UNSUPPORTED_SECURITY',
    exitCode: 2,
    meaning: 'The data folder has no reader for this type of security.',
    remedy: 'Use equities, indices, forex, CFDs, crypto or crypto futures.',
  },
  UNKNOWN_MARKET: {
    code: 'DATA_UNKNOWN_MARKET',
    exitCode: 2,
    meaning: 'A market has no code in security identifiers.',
    remedy: 'Use one of the market names of LEAN, such as usa, oanda, coinbase or binance.',
  },
  UNKNOWN_COLUMNS: {
    code: 'DATA_UNKNOWN_COLUMNS',
    exitCode: 1,
    meaning: 'The header of a CSV file does not tell which column is the date and which are prices.',
    remedy: 'Name the columns in the configuration of the data source.',
  },
  AMBIGUOUS_DATES: {
    code: 'DATA_AMBIGUOUS_DATES',
    exitCode: 1,
    meaning: 'The dates of a CSV file can be read in more than one way, or in none.',
    remedy: 'Write dates as yyyy-mm-dd, or name the format in the configuration of the data source.',
  },
  DOUBTFUL: {
    code: 'DATA_DOUBTFUL',
    exitCode: 1,
    meaning:
      'A run with --strict has read data with impossible bars, odd lengths, stretches without change or missing days.',
    remedy: '`engine data check` names files and lines; without --strict these are caveats of the results.',
  },
  UNCLEAR_FILE: {
    code: 'DATA_UNCLEAR_FILE',
    exitCode: 1,
    meaning:
      'A CSV file can be understood in more than one way, or has bars of a length that the engine does not have.',
    remedy:
      'Say it in the description.json beside the file, or bring the file in with `engine data import`, which has a flag for each question.',
  },
  AMBIGUOUS_TICKER: {
    code: 'DATA_AMBIGUOUS_TICKER',
    exitCode: 1,
    meaning: 'More than one file of a folder holds the prices of a ticker.',
    remedy: 'Name the file that is meant in place of the folder, or move the other one away.',
  },
  UNSAFE_NAME: {
    code: 'DATA_UNSAFE_NAME',
    exitCode: 1,
    meaning:
      'A ticker, market or name inside a file cannot be the name of a file, or would lead out of the data folder.',
    remedy: 'Use letters, digits, points and hyphens: slashes, control characters and names of devices are refused.',
  },
  UNSUPPORTED_FILE: {
    code: 'DATA_UNSUPPORTED_FILE',
    exitCode: 2,
    meaning: 'A file is not text: a spreadsheet, a picture, or packed in a way that is not read.',
    remedy: 'Do what the message says: unpack the file, or export its table as CSV.',
  },
  UNPACKED_TOO_LARGE: {
    code: 'DATA_UNPACKED_TOO_LARGE',
    exitCode: 1,
    meaning: 'A packed file unpacks to far more than prices do, or to more than is read at a time.',
    remedy: 'Check where the file comes from; unpack it and split it if it is what it should be.',
  },
  NUMBER_OUT_OF_RANGE: {
    code: 'DATA_NUMBER_OUT_OF_RANGE',
    exitCode: 1,
    meaning:
      'A number of a data file is no finite number, or so large or small that it can be no price, size or factor.',
    remedy: 'Correct the number that the message names.',
  },
  INVALID_DESCRIPTION: {
    code: 'DATA_INVALID_DESCRIPTION',
    exitCode: 1,
    meaning: 'The JSON file that describes a set of data has a value of the wrong type.',
    remedy: 'Correct the field that the message names.',
  },
  BAD_SERIES: {
    code: 'DATA_BAD_SERIES',
    exitCode: 1,
    meaning: 'A series that is not bars has columns that do not fit together, or rows out of order.',
    remedy: 'Give one value, as-of time and publication time a row, in the order of publication.',
  },
});

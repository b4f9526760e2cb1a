import { errorTable } from '../model/engine-error.ts';

/** The faults of data folders and files. */
export const DATA_ERRORS = errorTable({
  FOLDER_MISSING: {
    code: 'DATA_FOLDER_MISSING',
    exitCode: 2,
    meaning: 'The data folder or file does not exist.',
    remedy: 'Specify an existing folder, or none to use the embedded sample.',
  },
  FILE_UNREADABLE: {
    code: 'DATA_FILE_UNREADABLE',
    exitCode: 1,
    meaning: 'A data file exists but cannot be read.',
    remedy: 'Check the permissions of the file and the health of the disk.',
  },
  ZIP_UNREADABLE: {
    code: 'DATA_ZIP_UNREADABLE',
    exitCode: 1,
    meaning: 'A zip file is truncated, damaged, empty or packed by a method that is not supported.',
    remedy: 'Download or write the file again; stored and deflated entries are supported.',
  },
  MALFORMED_ROW: {
    code: 'DATA_MALFORMED_ROW',
    exitCode: 1,
    meaning: 'A row of a data file does not have the columns or the numbers of its format.',
    remedy: 'Correct the line that the message names; `engine data check` shows all faults of a folder.',
  },
  ROWS_OUT_OF_ORDER: {
    code: 'DATA_ROWS_OUT_OF_ORDER',
    exitCode: 1,
    meaning: 'A row of a data file is earlier than the row before it.',
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
    meaning: 'The header of a CSV file does not identify the date and price columns.',
    remedy: 'Name the columns in the configuration of the data source.',
  },
  AMBIGUOUS_DATES: {
    code: 'DATA_AMBIGUOUS_DATES',
    exitCode: 1,
    meaning: 'The date format of a CSV file is ambiguous or unknown.',
    remedy: 'Write dates as yyyy-mm-dd, or specify the format in the configuration of the data source.',
  },
  DOUBTFUL: {
    code: 'DATA_DOUBTFUL',
    exitCode: 1,
    meaning: 'A run with --strict has read data with invalid bars, unusual lengths, unchanged prices or missing days.',
    remedy: '`engine data check` reports files and lines; without --strict these are caveats of the results.',
  },
  UNCLEAR_FILE: {
    code: 'DATA_UNCLEAR_FILE',
    exitCode: 1,
    meaning: 'A CSV file is ambiguous, or its bars have an unsupported length.',
    remedy:
      'Specify it in the description.json beside the file, or import the file with `engine data import`, which has a flag for each ambiguity.',
  },
  AMBIGUOUS_TICKER: {
    code: 'DATA_AMBIGUOUS_TICKER',
    exitCode: 1,
    meaning: 'More than one file of a folder contains prices of a ticker.',
    remedy: 'Specify the file instead of the folder, or move the other file away.',
  },
  UNSAFE_NAME: {
    code: 'DATA_UNSAFE_NAME',
    exitCode: 1,
    meaning: 'A ticker, market or name inside a file is not a valid file name, or would lead out of the data folder.',
    remedy: 'Use letters, digits, points and hyphens: slashes, control characters and names of devices are refused.',
  },
  UNSUPPORTED_FILE: {
    code: 'DATA_UNSUPPORTED_FILE',
    exitCode: 2,
    meaning: 'A file is not text: a spreadsheet, a picture, or an unsupported archive.',
    remedy: 'Follow the message: unpack the file, or export its table as CSV.',
  },
  UNPACKED_TOO_LARGE: {
    code: 'DATA_UNPACKED_TOO_LARGE',
    exitCode: 1,
    meaning: 'A compressed file expands far more than prices do, or beyond the size limit.',
    remedy: 'Check the origin of the file; if it is valid, unpack and split it.',
  },
  NUMBER_OUT_OF_RANGE: {
    code: 'DATA_NUMBER_OUT_OF_RANGE',
    exitCode: 1,
    meaning: 'A number of a data file is not finite, or outside of the range of prices, sizes and factors.',
    remedy: 'Correct the number in the message.',
  },
  INVALID_DESCRIPTION: {
    code: 'DATA_INVALID_DESCRIPTION',
    exitCode: 1,
    meaning: 'The JSON file that describes a set of data has a value of the wrong type.',
    remedy: 'Correct the field in the message.',
  },
  BAD_SERIES: {
    code: 'DATA_BAD_SERIES',
    exitCode: 1,
    meaning: 'A series that is not bars has inconsistent columns, or rows out of order.',
    remedy: 'Give each row a value, an as-of time and a publication time, in order of publication.',
  },
});

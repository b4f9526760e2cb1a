import { errorTable } from 'tradewright/plugin';

/** Faults of series from CSV files. */
export const SERIES_CSV_ERRORS = errorTable({
  BAD_PARTS: {
    code: 'SERIES_CSV_BAD_PARTS',
    exitCode: 3,
    meaning: 'The arguments of a csv series have no file, or an invalid lag.',
    remedy: 'Write csv:FILE,COLUMN,LAG, for example csv:vix.csv,close,1d; the lag is a number with the unit d, h or m.',
  },
  FILE_MISSING: {
    code: 'SERIES_CSV_FILE_MISSING',
    exitCode: 3,
    meaning: 'The CSV file of a series does not exist.',
    remedy: 'Write its absolute path, or its path relative to the folder of the file that contains it.',
  },
  BAD_COLUMNS: {
    code: 'SERIES_CSV_BAD_COLUMNS',
    exitCode: 3,
    meaning: 'The header of the CSV file of a series does not identify times, values or publication times.',
    remedy: 'Name the columns asOf, publishedAt and value, or write the column of values and the lag after the file.',
  },
  BAD_ROW: {
    code: 'SERIES_CSV_BAD_ROW',
    exitCode: 1,
    meaning: 'A row of the CSV file of a series has a time or a value that cannot be read.',
    remedy:
      'Correct the row: times are in UTC, as yyyy-mm-dd or yyyy-mm-ddTHH:MM:SSZ, and a missing value is empty or a dot.',
  },
});

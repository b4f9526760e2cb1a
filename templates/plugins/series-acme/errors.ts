import { errorTable } from 'tradewright/plugin';

/** Faults of series of Acme. */
export const SERIES_ACME_ERRORS = errorTable({
  UNREADABLE: {
    code: 'SERIES_ACME_UNREADABLE',
    exitCode: 3,
    meaning: 'The JSON file of a series does not exist or is not a list of values.',
    remedy: 'Specify a file with a list of { "asOf", "publishedAt", "value" }.',
  },
});

import { errorTable } from 'tradewright/plugin';

/** Faults of series of Acme. */
export const SERIES_ACME_ERRORS = errorTable({
  UNREADABLE: {
    code: 'SERIES_ACME_UNREADABLE',
    exitCode: 3,
    meaning: 'The JSON file of a series is not there or holds no list of values.',
    remedy: 'Give a file with a list of { "asOf", "publishedAt", "value" }.',
  },
});

import { errorTable } from 'tradewright/plugin';

/** Faults of the arguments after the rule's name. */
export const EXITS_ACME_ERRORS = errorTable({
  BAD_DAYS: {
    code: 'EXITS_ACME_BAD_DAYS',
    exitCode: 3,
    meaning: 'The number of days is not a whole number of at least 1.',
    remedy: 'Write for example acme:20.',
  },
});

import { errorTable } from 'tradewright/plugin';

/** Faults of the arguments after the rule's name. */
export const RISK_ACME_ERRORS = errorTable({
  BAD_LIMIT: {
    code: 'RISK_ACME_BAD_LIMIT',
    exitCode: 3,
    meaning: 'The number of orders per day is not a whole number of at least 1.',
    remedy: 'Write for example acme:5.',
  },
});

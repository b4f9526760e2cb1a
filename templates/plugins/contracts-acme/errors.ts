import { errorTable } from 'tradewright/plugin';

/** Faults of the arguments after the provider's name. */
export const CONTRACTS_ACME_ERRORS = errorTable({
  BAD_PART: {
    code: 'CONTRACTS_ACME_BAD_PART',
    exitCode: 3,
    meaning: 'The share of acme is not a number from -1 to 1.',
    remedy: 'Write for example acme:0.5.',
  },
});

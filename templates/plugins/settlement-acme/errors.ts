import { errorTable } from 'tradewright/plugin';

/** Faults of the arguments after the model's name. */
export const SETTLEMENT_ACME_ERRORS = errorTable({
  BAD_PART: {
    code: 'SETTLEMENT_ACME_BAD_PART',
    exitCode: 3,
    meaning: 'The number of days is not a whole number from 0 to 30.',
    remedy: 'Write for example acme:2.',
  },
});

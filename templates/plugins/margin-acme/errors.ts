import { errorTable } from 'tradewright/plugin';

/** Faults of the arguments after the model's name. */
export const MARGIN_ACME_ERRORS = errorTable({
  BAD_PART: {
    code: 'MARGIN_ACME_BAD_PART',
    exitCode: 3,
    meaning: 'The leverage is not a number from 1 to 100.',
    remedy: 'Write for example acme:2.',
  },
});

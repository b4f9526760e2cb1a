import { errorTable } from 'tradewright/plugin';

/** Faults of the arguments after the model's name. */
export const FEES_ACME_ERRORS = errorTable({
  BAD_PART: {
    code: 'FEES_ACME_BAD_PART',
    exitCode: 3,
    meaning: 'The fee per share is not a number of at least 0.',
    remedy: 'Write for example acme:0.01.',
  },
});

import { errorTable } from 'tradewright/plugin';

/** Faults of the arguments after the model's name. */
export const FILLS_ACME_ERRORS = errorTable({
  BAD_PART: {
    code: 'FILLS_ACME_BAD_PART',
    exitCode: 3,
    meaning: 'The share of the volume is not a number above 0 and up to 1.',
    remedy: 'Write for example acme:0.25.',
  },
});

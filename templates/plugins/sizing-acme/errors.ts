import { errorTable } from 'tradewright/plugin';

/** Faults of the arguments after the model's name. */
export const SIZING_ACME_ERRORS = errorTable({
  BAD_POSITIONS: {
    code: 'SIZING_ACME_BAD_POSITIONS',
    exitCode: 3,
    meaning: 'The number of positions is not a whole number of at least 1.',
    remedy: 'Write for example acme:20.',
  },
});

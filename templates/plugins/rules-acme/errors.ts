import { errorTable } from 'tradewright/plugin';

/** Faults of the arguments after the model's name. */
export const RULES_ACME_ERRORS = errorTable({
  BAD_PART: {
    code: 'RULES_ACME_BAD_PART',
    exitCode: 3,
    meaning: 'The account type is neither margin nor cash.',
    remedy: 'Write acme, acme:margin or acme:cash.',
  },
});

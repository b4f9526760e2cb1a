import { errorTable } from 'tradewright/plugin';

/** Faults of the limits that configurations and flags name. */
export const RISK_ERRORS = errorTable({
  BAD_LIMIT: {
    code: 'RISK_BAD_LIMIT',
    exitCode: 3,
    meaning: 'A risk rule was named without its limit, or with one that cannot be.',
    remedy: 'Write the limit behind the name and a colon, as the message shows.',
  },
});

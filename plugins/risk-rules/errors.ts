import { errorTable } from 'tradewright/plugin';

/** Faults of limits in configurations and flags. */
export const RISK_ERRORS = errorTable({
  BAD_LIMIT: {
    code: 'RISK_BAD_LIMIT',
    exitCode: 3,
    meaning: 'A risk rule has no limit, or an invalid one.',
    remedy: 'Write the name, a colon and the limit, as the message shows.',
  },
});

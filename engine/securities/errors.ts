import { errorTable } from '../model/engine-error.ts';

/** Faults of security look-ups. */
export const SECURITY_ERRORS = errorTable({
  UNKNOWN: {
    code: 'SECURITY_UNKNOWN',
    exitCode: 1,
    meaning: 'The strategy names a security that the run does not have.',
    remedy: 'Subscribe to it first, with addEquity, addForex, addCrypto, addIndex or addCfd.',
  },
});

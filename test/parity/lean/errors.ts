import { errorTable } from 'tradewright';

/** Faults of requests for a comparison with LEAN. */
export const PARITY_ERRORS = errorTable({
  UNKNOWN_ALGORITHM: {
    code: 'PARITY_UNKNOWN_ALGORITHM',
    exitCode: 2,
    meaning: 'There is no ported algorithm of this name.',
    remedy: 'Use a name in test/parity/lean/index.ts.',
  },
  BAD_EXPECTED_FILE: {
    code: 'PARITY_BAD_EXPECTED_FILE',
    exitCode: 2,
    meaning: "The file of LEAN's expected results is not a list of results, or lacks a requested algorithm.",
    remedy: "Use the file with the ExpectedStatistics of LEAN's regression algorithms.",
  },
});

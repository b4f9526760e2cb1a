import { errorTable } from 'tradewright';

/** Faults in what a comparison with LEAN was asked for. */
export const PARITY_ERRORS = errorTable({
  UNKNOWN_ALGORITHM: {
    code: 'PARITY_UNKNOWN_ALGORITHM',
    exitCode: 2,
    meaning: 'A name that is none of the ported algorithms.',
    remedy: 'Use a name that stands in test/parity/lean/index.ts.',
  },
  BAD_EXPECTED_FILE: {
    code: 'PARITY_BAD_EXPECTED_FILE',
    exitCode: 2,
    meaning: "The file of LEAN's expected results is no list of results, or lacks an algorithm that was asked for.",
    remedy: "Give the file that was made from the ExpectedStatistics of LEAN's regression algorithms.",
  },
});

import { errorTable } from '../model/engine-error.ts';

/** Faults of the statistics. */
export const STATISTICS_ERRORS = errorTable({
  MISALIGNED_SAMPLES: {
    code: 'STATISTICS_MISALIGNED_SAMPLES',
    exitCode: 1,
    meaning: 'The numbers of daily samples of the strategy and of its benchmark differ.',
    remedy: 'Sample performance and benchmark together, once a day and at the end of the run.',
  },
  MALFORMED_INTEREST_RATE: {
    code: 'STATISTICS_MALFORMED_INTEREST_RATE',
    exitCode: 1,
    meaning: 'A row of the interest rate file is not "date,percent".',
    remedy: 'Correct the row named in the message, for example to "2013-10-01,0.75".',
  },
});

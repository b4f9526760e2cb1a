import { errorTable } from 'tradewright/plugin';

/** Faults of the paper broker. */
export const PAPER_ERRORS = errorTable({
  FOREIGN_ACCOUNT: {
    code: 'PAPER_FOREIGN_ACCOUNT',
    exitCode: 1,
    meaning: 'The account file of the paper broker belongs to another run, or was opened with other cash.',
    remedy: 'Give the run a folder of its own, or bring the account file back that belongs to it.',
  },
  ACCOUNT_DIFFERS: {
    code: 'PAPER_ACCOUNT_DIFFERS',
    exitCode: 1,
    meaning: 'The run, run again, comes to something else than what stands in the account of the paper broker.',
    remedy: 'Restore the code and the data that the run began with, or start another run with --new.',
  },
});

import { errorTable } from 'tradewright/plugin';

/** Faults of the paper broker. */
export const PAPER_ERRORS = errorTable({
  FOREIGN_ACCOUNT: {
    code: 'PAPER_FOREIGN_ACCOUNT',
    exitCode: 1,
    meaning: 'The account file of the paper broker belongs to another run, or was opened with different cash.',
    remedy: 'Use a separate folder for the run, or restore the account file that belongs to it.',
  },
  ACCOUNT_DIFFERS: {
    code: 'PAPER_ACCOUNT_DIFFERS',
    exitCode: 1,
    meaning: 'The replay of the run diverged from the account file of the paper broker.',
    remedy: 'Restore the code and the data that the run started with, or start another run with --new.',
  },
});

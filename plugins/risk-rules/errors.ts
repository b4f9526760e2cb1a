import { errorTable } from 'tradewright/plugin';

/** Faults of limits in configurations and flags. */
export const RISK_ERRORS = errorTable({
  BAD_LIMIT: {
    code: 'RISK_BAD_LIMIT',
    exitCode: 3,
    meaning: 'A risk rule has no limit, or an invalid one.',
    remedy: 'Write the name, a colon and the limit, as the message shows.',
  },
  BAD_SECTORS: {
    code: 'RISK_BAD_SECTORS',
    exitCode: 3,
    meaning: 'The file that assigns tickers to sectors cannot be read or has no rows.',
    remedy: 'Write a CSV file of two columns, ticker and sector, and name it in the settings of the plugin risk-rules.',
  },
});

import { errorTable } from '../model/engine-error.ts';

/** Faults of the cash book and the portfolio. */
export const PORTFOLIO_ERRORS = errorTable({
  UNKNOWN_CURRENCY: {
    code: 'PORTFOLIO_UNKNOWN_CURRENCY',
    exitCode: 1,
    meaning: 'A currency is not in the cash book.',
    remedy: 'Add cash of that currency, or a security that is quoted in it.',
  },
  NO_CONVERSION_RATE: {
    code: 'PORTFOLIO_NO_CONVERSION_RATE',
    exitCode: 1,
    meaning: 'An amount could not be converted because the currency had no rate yet.',
    remedy: 'Subscribe to the currency pair, start later, or give a starting rate with setCash.',
  },
  UNKNOWN_HOLDING: {
    code: 'PORTFOLIO_UNKNOWN_HOLDING',
    exitCode: 1,
    meaning: 'The portfolio has no holding for a symbol, because the run does not know it.',
    remedy: 'Subscribe to the symbol first.',
  },
  ACCOUNT_CURRENCY_LATE: {
    code: 'PORTFOLIO_ACCOUNT_CURRENCY_LATE',
    exitCode: 1,
    meaning: 'The strategy changed the account currency after securities had been added.',
    remedy: 'Call setAccountCurrency before the first subscription.',
  },
});

import type { Brokerage } from '../api/brokerage.ts';
import { Decimal } from '../model/decimal.ts';
import { EngineError } from '../model/engine-error.ts';
import type { SecurityPortfolio } from '../securities/security-portfolio.ts';
import type { RunMessages } from '../runtime/run-messages.ts';
import type { RunSamples } from '../runtime/run-samples.ts';
import type { SecurityManager } from '../securities/security-manager.ts';
import { LIVE_ERRORS } from './errors.ts';
import type { Journal } from './journal.ts';
import type { AccountRecord } from './journal-records.ts';

/** Parts of a run that taking over an account changes. */
export interface AccountOwner {
  readonly portfolio: SecurityPortfolio;
  readonly securities: Pick<SecurityManager, 'all'>;
  readonly samples: Pick<RunSamples, 'begin'>;
  readonly messages: Pick<RunMessages, 'log'>;
}

/** Takes over the holdings of an account at the start of a run: an input of the run, requested once and journalled. */
export async function takeAccount(run: AccountOwner, journal: Journal, brokerage: Brokerage): Promise<void> {
  const past = journal.takeInput();
  const account = past?.type === 'account' ? past : await askAccount(brokerage);
  if (past === undefined) journal.write(account, true);
  const { portfolio, securities } = run;
  const { cashBook } = portfolio;
  for (const { currency, amount } of account.cash) {
    if (currency === cashBook.accountCurrency) portfolio.setCash(Decimal.parse(amount));
    else portfolio.setCurrencyCash(currency, Decimal.parse(amount), cashBook.ensure(currency).exactConversionRate);
  }
  const byKey = new Map(securities.all.map((security) => [security.symbol.key, security]));
  for (const { symbol, quantity, averagePrice } of account.holdings) {
    const security = byKey.get(symbol);
    if (security !== undefined) portfolio.setHolding(security, Decimal.parse(averagePrice), Decimal.parse(quantity));
    else
      run.messages.log(
        'error',
        `The account holds ${quantity} ${symbol}, which the strategy does not know; it is ignored.`,
      );
  }
  // the run starts with the value of the account, not with the cash that the strategy requested
  run.samples.begin();
}

async function askAccount(brokerage: Brokerage): Promise<AccountRecord> {
  const [cash, holdings] = await Promise.all([brokerage.cash(), brokerage.holdings()]);
  return {
    type: 'account',
    cash: cash.map(({ currency, amount }) => ({ currency, amount: amount.toString() })),
    holdings: holdings.map(({ symbol, quantity, averagePrice }) => ({
      symbol: symbol.key,
      quantity: quantity.toString(),
      averagePrice: averagePrice.toString(),
    })),
  };
}

/**
 * Checks that a broker that fills from the run's own data has exactly the run's positions.
 * @throws EngineError if a position differs
 */
export async function requirePositions(
  portfolio: Pick<SecurityPortfolio, 'openPositions'>,
  brokerage: Brokerage,
): Promise<void> {
  if (brokerage.scan === undefined) return;
  const there = new Map((await brokerage.holdings()).map(({ symbol, quantity }) => [symbol.key, quantity]));
  for (const { symbol, holdings } of portfolio.openPositions) {
    const quantity = there.get(symbol.key) ?? Decimal.zero;
    there.delete(symbol.key);
    if (!quantity.eq(holdings.exactQuantity)) throw differs(symbol.key, quantity, holdings.exactQuantity);
  }
  for (const [key, quantity] of there) if (!quantity.isZero) throw differs(key, quantity, Decimal.zero);
}

function differs(symbol: string, there: Decimal, here: Decimal): EngineError {
  return new EngineError(
    LIVE_ERRORS.BROKER_DIFFERS,
    `The broker holds ${there.toString()} ${symbol}, the run ${here.toString()}. ${LIVE_ERRORS.BROKER_DIFFERS.remedy}`,
    { data: { symbol, broker: there.toString(), run: here.toString() } },
  );
}

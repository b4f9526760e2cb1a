import { Decimal } from '../model/decimal.ts';
import { settlesProfitOnly, isPair } from './fill-accounting.ts';
import type { Security } from './security.ts';
import type { SecurityPortfolio } from './security-portfolio.ts';

/** Price and signed quantity of an execution. */
export interface ExecutionTerms {
  readonly price: Decimal;
  readonly quantity: Decimal;
}

/** A booked execution, and what it is to be instead; a bust has the quantity 0. */
export interface FillCorrection {
  readonly security: Security;
  readonly utcTime: number;
  readonly before: ExecutionTerms;
  readonly after: ExecutionTerms;
  /** The position that the execution met. */
  readonly held: Decimal;
  readonly averagePrice: Decimal;
}

/** The part of an execution that closes a position, with the sign of the position, and the part that opens one. */
function split({ quantity }: ExecutionTerms, held: Decimal): { closed: Decimal; opened: Decimal } {
  const isOpening = held.isZero || quantity.isZero || held.sign === quantity.sign;
  if (isOpening) return { closed: Decimal.zero, opened: quantity };
  const closed = held.abs().lte(quantity.abs()) ? held : quantity.neg();
  return { closed, opened: quantity.add(closed) };
}

/**
 * Books the difference between an execution and its correction: cash, profit of the closed part, quantity, and the average price
 * that the position would have. Fees are booked separately.
 */
export function correctFill(portfolio: SecurityPortfolio, correction: FillCorrection): void {
  const { security, utcTime, before, after, held, averagePrice } = correction;
  const holding = security.holdings;
  const valueOf = ({ quantity, price }: ExecutionTerms): Decimal => holding.exactValueOf(quantity, price);
  const [old, now] = [split(before, held), split(after, held)];
  const profitOf = ({ price }: ExecutionTerms, closed: Decimal): Decimal =>
    holding.exactValueOf(closed, price).sub(holding.exactValueOf(closed, averagePrice));
  const profit = profitOf(after, now.closed).sub(profitOf(before, old.closed));
  const quantityChange = after.quantity.sub(before.quantity);
  const pay = (currency: string, amount: Decimal): void => {
    if (!amount.isZero) security.settlementModel.applyFunds(portfolio.cashBook, security, utcTime, currency, amount);
  };
  if (settlesProfitOnly(security)) pay(security.quoteCurrency.symbol, profit);
  else {
    pay(security.quoteCurrency.symbol, valueOf(before).sub(valueOf(after)));
    if (security.baseCurrency !== undefined && isPair(security)) pay(security.baseCurrency.symbol, quantityChange);
  }
  if (!profit.isZero) {
    const inAccountCurrency = profit.mul(security.quoteCurrency.exactConversionRate);
    holding.addTradeProfit(inAccountCurrency);
    portfolio.transactionRecords.add(utcTime, inAccountCurrency);
  }
  const quantity = holding.exactQuantity.add(quantityChange);
  const cost = holding.exactAveragePrice
    .mul(holding.exactQuantity)
    .sub(before.price.mul(old.opened))
    .add(after.price.mul(now.opened))
    .add(averagePrice.mul(old.closed.sub(now.closed)));
  portfolio.setHolding(security, quantity.isZero ? Decimal.zero : averageOf(cost, quantity, correction), quantity);
}

/** After later trades the cost may have been realised already: then the last known price is the average. */
function averageOf(cost: Decimal, quantity: Decimal, { before, after, averagePrice }: FillCorrection): Decimal {
  const average = cost.div(quantity);
  if (average.sign > 0) return average;
  return [after.price, averagePrice, before.price].find(({ sign }) => sign > 0) ?? Decimal.zero;
}

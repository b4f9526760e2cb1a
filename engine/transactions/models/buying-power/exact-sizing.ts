import type { PortfolioView } from '../../../api/portfolio-view.ts';
import type { SecurityView } from '../../../api/security-view.ts';
import { Decimal } from '../../../model/decimal.ts';
import { EngineError } from '../../../model/engine-error.ts';
import { TRANSACTION_ERRORS } from '../../errors.ts';
import { feeOfMarketOrder } from '../fee/market-order-fee.ts';

/** The inputs for sizing a target. */
export interface SizingTerms {
  readonly portfolio: PortfolioView;
  readonly security: SecurityView;
  /** Margin per unit of value: the reciprocal of the leverage. */
  readonly requirement: Decimal;
  /** Share of the portfolio that must stay free. */
  readonly requiredFree: Decimal;
  /** Minimum change of margin for an order, as a share of the portfolio. */
  readonly minimumChange: Decimal;
}

/** Initial margin of `quantity` units, account currency, signed as the quantity. */
export function exactInitialMargin(security: SecurityView, quantity: Decimal, requirement: Decimal): Decimal {
  const { quoteCurrency, properties, price } = security;
  return quoteCurrency.exactConversionRate
    .mul(properties.contractMultiplier)
    .mul(Decimal.of(price))
    .mul(quantity)
    .mul(requirement);
}

/** The fee of a market order now, in account currency. */
export function exactFee(portfolio: PortfolioView, security: SecurityView, quantity: number): Decimal {
  const fee = feeOfMarketOrder(security, quantity);
  return portfolio.cashBook.convertToAccountCurrency(fee.amount, fee.currency);
}

/**
 * Signed quantity that changes the margin of the holding to a share of the portfolio, equal to LEAN's to the last digit
 * (BuyingPowerModel.GetMaximumOrderQuantityForTargetBuyingPower).
 *
 * @param marginShare target share of the portfolio in terms of margin, signed
 */
export function exactQuantity(terms: SizingTerms, marginShare: Decimal): number {
  const { portfolio, security, requirement, requiredFree } = terms;
  const total = portfolio.exactTotalPortfolioValue;
  const reserved = total.mul(requiredFree);
  const held = security.holdings.exactQuantity;
  let target = marginShare.mul(total.sub(reserved));
  if (target.isZero) return held.neg().toNumber();
  const unit = exactInitialMargin(security, Decimal.one, requirement);
  if (unit.isZero) return 0;
  const change = target.sub(exactInitialMargin(security, held, requirement)).abs();
  if (total.mul(terms.minimumChange).gt(change) && portfolio.exactMarginRemaining.sign > 0) return 0;
  let last = Decimal.zero;
  for (;;) {
    const quantity = withinTarget(terms, target, unit);
    if (quantity.isZero) return 0;
    const fee = exactFee(portfolio, security, quantity.toNumber());
    target = total.sub(fee).sub(reserved).mul(marginShare);
    if (last.eq(quantity)) throw noConvergence(security, quantity);
    last = quantity;
    if (exactInitialMargin(security, held.add(quantity), requirement).abs().lte(target.abs()))
      return quantity.toNumber();
  }
}

/** The largest quantity within a target margin. */
function withinTarget(terms: SizingTerms, target: Decimal, unit: Decimal): Decimal {
  const { security, requirement } = terms;
  const lot = security.properties.lotSize;
  const held = security.holdings.exactQuantity;
  const ideal = target.div(unit).sub(held).div(lot);
  let quantity = lot.mul(target.sign < 0 ? ideal.ceil() : ideal.floor());
  const step = target.sign < 0 ? lot : lot.neg();
  while (
    exactInitialMargin(security, held.add(quantity), requirement).abs().gt(target.abs()) &&
    !isOpposite(held.add(quantity), target)
  )
    quantity = quantity.add(step);
  return quantity;
}

function isOpposite(quantity: Decimal, target: Decimal): boolean {
  return quantity.sign !== target.sign;
}

function noConvergence(security: SecurityView, quantity: Decimal): EngineError {
  const { ticker } = security.symbol;
  return new EngineError(
    TRANSACTION_ERRORS.NO_CONVERGENCE,
    `No quantity of ${ticker} meets its target after fees; the search stopped at ${quantity.toString()}. Check the fee model and the lot size.`,
    { data: { symbol: ticker } },
  );
}

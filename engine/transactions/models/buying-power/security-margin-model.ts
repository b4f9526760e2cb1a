import { orderFee } from '../fee/order-fee.ts';
import type { OrderView } from '../../../api/order-view.ts';
import type { PortfolioView } from '../../../api/portfolio-view.ts';
import type { SecurityView } from '../../../api/security-view.ts';
import type { BuyingPowerModel } from '../../../api/security-models.ts';
import { Decimal } from '../../../model/decimal.ts';
import { EngineError } from '../../../model/engine-error.ts';
import { TRANSACTION_ERRORS } from '../../errors.ts';
import { feeOfMarketOrder } from '../fee/market-order-fee.ts';
import { exactFee, exactInitialMargin, exactQuantity } from './exact-sizing.ts';

/** Relative distance from a threshold beyond which float64 decides; closer values are compared as decimals. */
const CLEAR = 1e-9;
/** The same for quantities, where the fraction of a lot decides. */
const CLEAR_LOTS = 1e-12;

/**
 * Margin trading: initial and maintenance margin are the value divided by the leverage (LEAN's SecurityMarginModel).
 *
 * Clear decisions are made in float64 and close ones in decimals, so that results equal LEAN's at the cost of float64.
 */
export class SecurityMarginModel implements BuyingPowerModel {
  private leverage = 1;
  private requirement = 1;
  private exactRequirement: Decimal = Decimal.one;
  private readonly requiredFree: number;
  private readonly exactRequiredFree: Decimal;

  /** @param requiredFreeShare share of the portfolio that orders must keep free */
  constructor(leverage = 1, requiredFreeShare = 0) {
    this.requiredFree = requiredFreeShare;
    this.exactRequiredFree = Decimal.of(requiredFreeShare);
    this.take(leverage);
  }

  getLeverage(): number {
    return this.leverage;
  }

  setLeverage(_security: SecurityView, leverage: number): void {
    this.take(leverage);
  }

  refusal(portfolio: PortfolioView, security: SecurityView, order: OrderView): string | undefined {
    const held = security.holdings.quantity;
    const { quantity } = order;
    if (quantity === 0) return undefined;
    if (held * quantity < 0 && Math.abs(held) >= Math.abs(quantity)) return undefined;
    const fee = orderFee(security, order);
    const feeValue = fee.amount.isZero
      ? 0
      : portfolio.cashBook.convertToAccountCurrency(fee.amount, fee.currency).toNumber();
    const unit = this.unitMargin(security);
    const unfilled = Math.abs(quantity - order.quantityFilled) / Math.abs(quantity);
    const required = (Math.abs(unit * quantity) + feeValue) * unfilled;
    let free = portfolio.marginRemaining;
    if (held * quantity < 0) free += 2 * Math.abs(unit * held);
    if (this.requiredFree !== 0) free -= portfolio.totalPortfolioValue * this.requiredFree;
    const doubt = CLEAR * (Math.abs(free) + required);
    if (required <= free - doubt) return undefined;
    if (required <= Math.max(free, 0) + doubt)
      return this.exactRefusal(portfolio, security, order, fee.amount, fee.currency);
    return describe(required, free);
  }

  marginBoundForOrders(
    portfolio: PortfolioView,
    security: SecurityView,
    largestBuy: number,
    largestSell: number,
  ): number {
    const held = security.holdings.quantity;
    const buy = held < 0 && largestBuy <= -held ? 0 : largestBuy;
    const sell = held > 0 && largestSell <= held ? 0 : largestSell;
    const largest = Math.max(buy, sell);
    if (largest === 0) return 0;
    const fee = feeOfMarketOrder(security, buy >= sell ? buy : -sell);
    const feeValue = fee.amount.isZero
      ? 0
      : portfolio.cashBook.convertToAccountCurrency(fee.amount, fee.currency).toNumber();
    // with a tolerance, because the fees of orders with a price may differ slightly from a market order's
    const bound = Math.abs(this.unitMargin(security)) * largest * 1.02 + 2 * feeValue;
    return bound + portfolio.totalPortfolioValue * (this.requiredFree + CLEAR);
  }

  quantityForTarget(portfolio: PortfolioView, security: SecurityView, target: number): number {
    const quantity = this.clearQuantity(portfolio, security, target);
    return quantity === quantity ? quantity : this.exactQuantityForTarget(portfolio, security, target);
  }

  quantityForMarginChange(portfolio: PortfolioView, security: SecurityView, delta: number): number {
    const total = portfolio.exactTotalPortfolioValue;
    if (total.isZero) return 0 - security.holdings.quantity;
    const used = this.exactMaintenanceMargin(security);
    const target = (security.holdings.isLong ? used : used.neg()).add(Decimal.of(delta));
    return exactQuantity(
      {
        portfolio,
        security,
        requirement: this.exactRequirement,
        requiredFree: this.exactRequiredFree,
        minimumChange: Decimal.zero,
      },
      target.div(total),
    );
  }

  maintenanceMargin(security: SecurityView): number {
    const { quantity } = security.holdings;
    return quantity === 0 ? 0 : Math.abs(this.unitMargin(security) * quantity);
  }

  exactMaintenanceMargin(security: SecurityView): Decimal {
    return security.holdings.exactHoldingsValue.abs().mul(this.exactRequirement);
  }

  /** Valid only for this computation of the margin: a subclass with another one has no bound until it overrides this. */
  tiesUpAtMost(share: number): boolean {
    return this.requirement <= share && this.maintenanceMargin === SecurityMarginModel.prototype.maintenanceMargin;
  }

  private take(leverage: number): void {
    if (!(leverage >= 1 && leverage < 2 ** 96)) {
      throw new EngineError(
        TRANSACTION_ERRORS.BAD_LEVERAGE,
        `A leverage of ${leverage} is not possible; it must be a number of at least 1.`,
        { data: { leverage } },
      );
    }
    this.leverage = leverage;
    this.exactRequirement = Decimal.one.div(Decimal.of(leverage));
    this.requirement = this.exactRequirement.toNumber();
  }

  private unitMargin(security: SecurityView): number {
    return security.price * security.holdings.multiplier * security.quoteCurrency.conversionRate * this.requirement;
  }

  private exactRefusal(
    portfolio: PortfolioView,
    security: SecurityView,
    order: OrderView,
    feeAmount: Decimal,
    feeCurrency: string,
  ): string | undefined {
    const held = security.holdings.exactQuantity;
    const quantity = Decimal.of(order.quantity);
    const fee = portfolio.cashBook.convertToAccountCurrency(feeAmount, feeCurrency);
    const unfilled = quantity.abs().sub(Decimal.of(order.quantityFilled).abs()).div(quantity.abs());
    const required = exactInitialMargin(security, quantity, this.exactRequirement).abs().add(fee).mul(unfilled);
    let free = portfolio.exactMarginRemaining;
    if (held.sign * quantity.sign < 0)
      free = free
        .add(this.exactMaintenanceMargin(security))
        .add(exactInitialMargin(security, held.abs(), this.exactRequirement));
    free = Decimal.max(Decimal.zero, free.sub(portfolio.exactTotalPortfolioValue.mul(this.exactRequiredFree)));
    return required.gt(free) ? describe(required.toNumber(), free.toNumber()) : undefined;
  }

  /** The quantity of a target if no decision on the way is close; otherwise NaN. */
  private clearQuantity(portfolio: PortfolioView, security: SecurityView, share: number): number {
    const total = portfolio.totalPortfolioValue;
    const held = security.holdings.quantity;
    const marginShare = (share * portfolio.totalPortfolioValueLessFreeBuffer) / total / this.leverage;
    const usable = total - total * this.requiredFree;
    let target = marginShare * usable;
    if (target === 0) return 0 - held;
    const unit = this.unitMargin(security);
    if (!(unit > 0) || !(total > 0)) return NaN;
    const doubt = CLEAR * total;
    const beyondMinimum =
      Math.abs(target - unit * held) - total * portfolio.settings.minimumOrderMarginPortfolioPercentage;
    if (Math.abs(beyondMinimum) <= doubt) return NaN;
    if (beyondMinimum < 0) {
      const remaining = portfolio.marginRemaining;
      return Math.abs(remaining) <= doubt ? NaN : remaining > 0 ? 0 : NaN;
    }
    const lot = security.properties.lotSize.toNumber();
    for (let round = 0; round < 3; round++) {
      const lots = wholeLots(
        (target / unit - held) / lot,
        target < 0,
        CLEAR + (CLEAR_LOTS * (Math.abs(target / unit) + Math.abs(held))) / lot,
      );
      if (lots !== lots) return NaN;
      const quantity = lots * lot;
      if (quantity === 0) return 0;
      const fee = exactFee(portfolio, security, quantity).toNumber();
      target = (usable - fee) * marginShare;
      const excess = Math.abs(unit * (held + quantity)) - Math.abs(target);
      if (Math.abs(excess) <= CLEAR_LOTS * total) return NaN;
      if (excess < 0) return lot === 1 ? quantity : Decimal.of(quantity).toNumber();
    }
    return NaN;
  }

  private exactQuantityForTarget(portfolio: PortfolioView, security: SecurityView, share: number): number {
    const total = portfolio.exactTotalPortfolioValue;
    if (total.isZero) return 0 - security.holdings.quantity;
    const adjusted = Decimal.of(share).mul(portfolio.exactTotalPortfolioValueLessFreeBuffer).div(total);
    const marginShare = adjusted.div(Decimal.one.div(this.exactRequirement));
    const minimumChange = Decimal.of(portfolio.settings.minimumOrderMarginPortfolioPercentage);
    return exactQuantity(
      { portfolio, security, requirement: this.exactRequirement, requiredFree: this.exactRequiredFree, minimumChange },
      marginShare,
    );
  }
}

/** Whole lots, rounded toward the inside of the target; NaN when the fraction is too close to a whole number. */
function wholeLots(lots: number, isShort: boolean, doubt: number): number {
  const nearest = Math.round(lots);
  if (Math.abs(lots - nearest) <= doubt) return NaN;
  return isShort ? Math.ceil(lots) : Math.floor(lots);
}

function describe(required: number, free: number): string {
  return `It needs a margin of ${required.toFixed(2)}, and ${Math.max(free, 0).toFixed(2)} are free.`;
}

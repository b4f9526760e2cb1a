import { orderFee } from '../fee/order-fee.ts';
import type { OrderView } from '../../../api/order-view.ts';
import type { CashView, PortfolioView } from '../../../api/portfolio-view.ts';
import type { SecurityView } from '../../../api/security-view.ts';
import type { BuyingPowerModel } from '../../../api/security-models.ts';
import { Decimal } from '../../../model/decimal.ts';
import { EngineError } from '../../../model/engine-error.ts';
import { TRANSACTION_ERRORS } from '../../errors.ts';
import { OrderType } from '../../../model/order-types.ts';
import { feeOfMarketOrder } from '../fee/market-order-fee.ts';
import { exactFee } from './exact-sizing.ts';

/**
 * Currency pairs in a cash account: buys spend the quote currency, sells the base currency. There is no credit, and the cash
 * that open limit and stop orders may spend is reserved (LEAN's CashBuyingPowerModel).
 */
export class CashBuyingPowerModel implements BuyingPowerModel {
  getLeverage(): number {
    return 1;
  }

  setLeverage(_security: SecurityView, leverage: number): void {
    if (leverage === 1) return;
    throw new EngineError(
      TRANSACTION_ERRORS.BAD_LEVERAGE,
      `A cash account has no credit, so a leverage of ${leverage} is not possible. Use a margin account, or a leverage of 1.`,
      { data: { leverage } },
    );
  }

  refusal(portfolio: PortfolioView, security: SecurityView, order: OrderView): string | undefined {
    const base = security.baseCurrency;
    if (base === undefined)
      return `${security.symbol.ticker} is not a currency pair; the cash buying power model supports only currency pairs.`;
    if (order.quantity === 0) return undefined;
    return order.quantity > 0
      ? this.refusalToBuy(portfolio, security, order, base)
      : this.refusalToSell(portfolio, order, base);
  }

  quantityForTarget(portfolio: PortfolioView, security: SecurityView, target: number): number {
    const total = portfolio.exactTotalPortfolioValue;
    if (total.isZero) return 0;
    return largestQuantity(
      portfolio,
      security,
      Decimal.of(target).mul(portfolio.exactTotalPortfolioValueLessFreeBuffer).div(total),
    ).toNumber();
  }

  quantityForMarginChange(): number {
    return 0;
  }

  maintenanceMargin(): number {
    return 0;
  }

  exactMaintenanceMargin(): Decimal {
    return Decimal.zero;
  }

  private refusalToSell(portfolio: PortfolioView, order: OrderView, base: CashView): string | undefined {
    const free = base.exactAmount.sub(setAside(portfolio, order, base.symbol));
    const wanted = Decimal.of(order.absoluteQuantity);
    return wanted.lte(free)
      ? undefined
      : `It sells ${wanted.toString()} ${base.symbol}, and ${free.normalize().toString()} are free; a cash account cannot be short.`;
  }

  private refusalToBuy(
    portfolio: PortfolioView,
    security: SecurityView,
    order: OrderView,
    base: CashView,
  ): string | undefined {
    const quote = security.quoteCurrency;
    const free = quote.exactAmount.sub(setAside(portfolio, order, quote.symbol));
    const wanted = Decimal.of(order.absoluteQuantity).mul(orderPrice(security, order));
    const most =
      order.type === OrderType.Market
        ? mostAtMarket(portfolio, security, free, base).mul(orderPrice(security, order))
        : free.sub(limitFee(portfolio, security, order));
    return wanted.lte(most)
      ? undefined
      : `It spends ${wanted.normalize().toString()} ${quote.symbol}, and at most ${most.normalize().toString()} can be spent.`;
  }
}

/** The maximum quantity of a market buy after fees, in base currency. */
function mostAtMarket(portfolio: PortfolioView, security: SecurityView, free: Decimal, base: CashView): Decimal {
  const { cashBook } = portfolio;
  const quote = security.quoteCurrency.symbol;
  const held = cashBook.convert(base.exactAmount, base.symbol, quote);
  const target = cashBook.convertToAccountCurrency(free.add(held), quote);
  const total = portfolio.exactTotalPortfolioValue;
  return largestQuantity(portfolio, security, total.isZero ? Decimal.zero : target.div(total)).abs();
}

/** The expected fee of a limit order, in quote currency. */
function limitFee(portfolio: PortfolioView, security: SecurityView, order: OrderView): Decimal {
  if (order.type !== OrderType.Limit) return Decimal.zero;
  const fee = orderFee(security, order);
  return portfolio.cashBook.convert(fee.amount, fee.currency, security.quoteCurrency.symbol);
}

/** Signed quantity that changes the base currency to a share of the portfolio, fees included; never below zero. */
function largestQuantity(portfolio: PortfolioView, security: SecurityView, share: Decimal): Decimal {
  const base = security.baseCurrency;
  const target = share.mul(portfolio.exactTotalPortfolioValue);
  if (target.sign < 0 || base === undefined) return Decimal.zero;
  if (target.isZero) return base.exactAmount.neg();
  const held = portfolio.cashBook.convertToAccountCurrency(base.exactAmount, base.symbol);
  const isBuy = target.gt(held);
  const price = isBuy ? security.askPrice : security.bidPrice;
  const unit = Decimal.of(price)
    .mul(security.quoteCurrency.exactConversionRate)
    .mul(security.properties.contractMultiplier);
  if (unit.isZero) return Decimal.zero;
  const quantity = affordable(portfolio, security, target.sub(held).abs(), unit);
  return isBuy ? quantity : quantity.neg();
}

/** The most whole lots whose value and fee stay within an amount of account currency. */
function affordable(portfolio: PortfolioView, security: SecurityView, amount: Decimal, unit: Decimal): Decimal {
  const lot = security.properties.lotSize;
  let quantity = wholeLots(amount.div(unit), lot);
  let cost = Decimal.zero;
  while (quantity.sign > 0) {
    cost = quantity.mul(unit).add(exactFee(portfolio, security, quantity.toNumber()));
    if (cost.lte(amount)) return quantity;
    const excess = cost.sub(amount).div(cost.div(quantity));
    quantity = wholeLots(quantity.sub(Decimal.max(excess, lot)), lot);
  }
  return Decimal.zero;
}

function wholeLots(quantity: Decimal, lot: Decimal): Decimal {
  return quantity.sub(quantity.mod(lot));
}

/** The amount of a currency that other open limit and stop market orders reserve. */
function setAside(portfolio: PortfolioView, order: OrderView, currency: string): Decimal {
  let sum = Decimal.zero;
  for (const other of portfolio.openOrders()) {
    if (other.id === order.id || (other.type !== OrderType.Limit && other.type !== OrderType.StopMarket)) continue;
    const { baseCurrency, quoteCurrency } = other.security;
    if (baseCurrency === undefined) continue;
    if (baseCurrency.symbol === currency && other.quantity < 0) sum = sum.add(Decimal.of(other.absoluteQuantity));
    else if (quoteCurrency.symbol === currency && other.quantity > 0)
      sum = sum.add(Decimal.of(other.absoluteQuantity).mul(orderPrice(other.security, other)));
  }
  return sum;
}

function orderPrice(security: SecurityView, order: OrderView): Decimal {
  switch (order.type) {
    case OrderType.Limit:
    case OrderType.StopLimit:
    case OrderType.LimitIfTouched:
      return Decimal.of(order.limitPrice);
    case OrderType.StopMarket:
    case OrderType.TrailingStop:
      return Decimal.of(order.stopPrice);
    case OrderType.Market:
      return Decimal.of(security.price);
    default:
      return Decimal.zero;
  }
}

/** Unlimited buying power: every order is allowed, and targets are sized without leverage. */
export class NullBuyingPowerModel implements BuyingPowerModel {
  getLeverage(): number {
    return 1;
  }

  setLeverage(): void {}

  refusal(): undefined {
    return undefined;
  }

  marginBoundForOrders(): number {
    return 0;
  }

  quantityForTarget(portfolio: PortfolioView, security: SecurityView, target: number): number {
    const fee = feeOfMarketOrder(security, 1);
    const total = portfolio.exactTotalPortfolioValueLessFreeBuffer.sub(
      portfolio.cashBook.convertToAccountCurrency(fee.amount, fee.currency),
    );
    const unit = Decimal.of(security.price)
      .mul(security.quoteCurrency.exactConversionRate)
      .mul(security.properties.contractMultiplier);
    const lot = security.properties.lotSize;
    return wholeLots(total.mul(Decimal.of(target)).div(unit), lot)
      .sub(security.holdings.exactQuantity)
      .toNumber();
  }

  quantityForMarginChange(): number {
    return 0;
  }

  maintenanceMargin(): number {
    return 0;
  }

  exactMaintenanceMargin(): Decimal {
    return Decimal.zero;
  }
}

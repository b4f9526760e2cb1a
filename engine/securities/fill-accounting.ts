import { Decimal } from '../model/decimal.ts';
import { SecurityType } from '../model/security-type.ts';
import type { Security } from './security.ts';
import type { Fill } from './fill.ts';
import type { SecurityPortfolio } from './security-portfolio.ts';

/**
 * Books a fill: sale volume, fee, cash, profit of the closed part, quantity and average price
 * (LEAN's SecurityPortfolioModel.ProcessFill).
 */
export function bookFill(portfolio: SecurityPortfolio, fill: Fill): void {
  const { security, exactFillQuantity: quantity, exactFillPrice: price } = fill;
  const holding = security.holdings;
  const value = holding.exactValueOf(quantity, price);
  const rate = security.quoteCurrency.exactConversionRate;
  const funds = value.neg();
  const saleValue = value.mantissa < 0 ? funds : value;
  const sale = isOne(rate) ? saleValue : saleValue.mul(rate);
  holding.addSale(sale);
  portfolio.noteSale(sale);

  const fee = fill.orderFee.amount.isZero ? Decimal.zero : bookFee(portfolio, fill);
  if (!settlesProfitOnly(security)) {
    security.settlementModel.applyFunds(
      portfolio.cashBook,
      security,
      fill.utcTime,
      security.quoteCurrency.symbol,
      funds,
    );
    if (security.baseCurrency !== undefined && isPair(security)) {
      security.settlementModel.applyFunds(
        portfolio.cashBook,
        security,
        fill.utcTime,
        security.baseCurrency.symbol,
        quantity,
      );
    }
  }
  if (holding.quantity !== 0 && holding.quantity > 0 !== quantity.mantissa > 0) bookClosedTrade(portfolio, fill, fee);
  bookPosition(fill);
}

/** Deducts the fee from the cash of its currency; returns it in account currency. */
export function bookFee(portfolio: SecurityPortfolio, fill: Fill): Decimal {
  const { security, orderFee } = fill;
  const fee = portfolio.cashBook.convertToAccountCurrency(orderFee.amount, orderFee.currency);
  security.holdings.addFee(fee);
  portfolio.noteFee(fee);
  if (orderFee.deductedFromQuantity === true) {
    security.quoteCurrency.take(security.holdings.exactValueOf(orderFee.amount, fill.exactFillPrice));
  } else {
    portfolio.cashBook.get(orderFee.currency).take(orderFee.amount);
  }
  return fee;
}

/** Profit of the part that the fill closes. The record deducts twice the closing fee, for entry and exit, as LEAN does. */
function bookClosedTrade(portfolio: SecurityPortfolio, fill: Fill, fee: Decimal): void {
  const { security, exactFillQuantity: quantity } = fill;
  const holding = security.holdings;
  // the closed quantity, with the sign of the holding
  const held = holding.exactQuantity;
  const signed = held.abs().lte(quantity.abs()) ? held : quantity.neg();
  const profit = holding
    .exactValueOf(signed, fill.exactFillPrice)
    .sub(holding.exactValueOf(signed, holding.exactAveragePrice));
  if (settlesProfitOnly(security))
    security.settlementModel.applyFunds(
      portfolio.cashBook,
      security,
      fill.utcTime,
      security.quoteCurrency.symbol,
      profit,
    );
  const rate = security.quoteCurrency.exactConversionRate;
  const profitInAccountCurrency = isOne(rate) ? profit : profit.mul(rate);
  holding.addTradeProfit(profitInAccountCurrency);
  portfolio.transactionRecords.add(
    fill.utcTime,
    fee.isZero ? profitInAccountCurrency : profitInAccountCurrency.sub(fee.add(fee)),
  );
}

/** Opening sets the average price, adding averages it, reducing keeps it, crossing zero resets it, closing clears it. */
function bookPosition(fill: Fill): void {
  const { exactFillQuantity: quantity, exactFillPrice: price } = fill;
  const holding = fill.security.holdings;
  const before = holding.exactQuantity;
  if (before.isZero) {
    holding.set(price, quantity);
    return;
  }
  const after = before.add(quantity);
  if (before.mantissa > 0 === quantity.mantissa > 0) {
    const cost = holding.exactAveragePrice.mul(before).add(quantity.mul(price));
    holding.set(cost.div(after), after);
  } else if (after.isZero) {
    holding.set(Decimal.zero, after);
  } else {
    holding.set(after.mantissa > 0 === before.mantissa > 0 ? holding.exactAveragePrice : price, after);
  }
}

/** Contracts without a purchase price: only their profit changes cash. */
export function settlesProfitOnly(security: Security): boolean {
  const type = security.symbol.securityType;
  return type === SecurityType.Cfd || type === SecurityType.Future || type === SecurityType.CryptoFuture;
}

export function isPair(security: Security): boolean {
  const type = security.symbol.securityType;
  return type === SecurityType.Forex || type === SecurityType.Crypto;
}

function isOne(rate: Decimal): boolean {
  return rate.mantissa === 1 && rate.scale === 0;
}

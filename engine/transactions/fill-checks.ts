import type { FillContext, OrderFee } from '../api/security-models.ts';
import { EngineError } from '../model/engine-error.ts';
import type { SecurityPortfolio } from '../securities/security-portfolio.ts';
import { TRANSACTION_ERRORS } from './errors.ts';
import type { WorkingOrder } from './working-order.ts';

/** Relative tolerance, far above the rounding errors of float64 sums of money. */
const TOLERANCE = 1e-9;

/**
 * Validates the decision of a fill model.
 * @throws EngineError ORDER_BAD_FILL, which names the model
 */
export function requireFill(order: WorkingOrder, { quantity, price }: FillContext): void {
  if (quantity === 0) return;
  const { quantityRemaining } = order;
  const isFitting =
    Number.isFinite(quantity) &&
    quantity > 0 === quantityRemaining > 0 &&
    Math.abs(quantity) <= Math.abs(quantityRemaining) * (1 + TOLERANCE);
  if (isFitting && Number.isFinite(price)) return;
  const { fillModel, symbol } = order.security;
  throw new EngineError(
    TRANSACTION_ERRORS.BAD_FILL,
    `The fill model ${fillModel.constructor.name} of ${symbol.ticker} fills ${String(quantity)} at ${String(price)} of order ${order.id}, of which ${quantityRemaining} are left. A fill has a price that is a number and a quantity of the order's sign that is not larger than what is left.`,
    { data: { symbol: symbol.ticker, orderId: order.id } },
  );
}

/** The average price of all fills of an order, including the current one. */
export function averagePrice(order: WorkingOrder, { quantity, price }: FillContext): number {
  if (order.quantityFilled === 0) return price;
  return (order.price * order.quantityFilled + price * quantity) / (order.quantityFilled + quantity);
}

/** The reason, a whole sentence, when a purchase would overdraw a cash account; otherwise undefined. */
export function overdraftOf(
  portfolio: SecurityPortfolio,
  order: WorkingOrder,
  purchase: { readonly cost: number; readonly fee: OrderFee },
): string | undefined {
  const { security } = order;
  if (security.holdings.quantity < 0) return undefined;
  const { accountCurrency } = portfolio.cashBook;
  const { quoteCurrency, properties } = security;
  const fee = portfolio.cashBook.convertToAccountCurrency(purchase.fee.amount, purchase.fee.currency).toNumber();
  const cost =
    purchase.cost * properties.contractMultiplier.toNumber() * quoteCurrency.conversionRate +
    (purchase.fee.currency === security.baseCurrency?.symbol ? 0 : fee);
  // a pair is paid in its quote currency only; other securities may be paid from all cash
  const cash =
    security.baseCurrency === undefined ? portfolio.cash : quoteCurrency.amount * quoteCurrency.conversionRate;
  if (cost <= cash * (1 + TOLERANCE)) return undefined;
  const shown = (amount: number): string => `${amount.toFixed(2)} ${accountCurrency}`;
  return `Order ${order.id} for ${security.symbol.ticker} is refused: at the price of its fill it costs ${shown(cost)}, and the cash account has ${shown(cash)}. Order less, or set settings.cashAccountsMayOverdraw.`;
}

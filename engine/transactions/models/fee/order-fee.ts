import type { FilledTerms, OrderFee } from '../../../api/security-models.ts';
import type { OrderView } from '../../../api/order-view.ts';
import type { SecurityView } from '../../../api/security-view.ts';
import { Decimal } from '../../../model/decimal.ts';
import { EngineError } from '../../../model/engine-error.ts';
import { TRANSACTION_ERRORS } from '../../errors.ts';

/**
 * Computes the fee of an order by the fee model of its security, and validates it.
 *
 * @throws EngineError ORDER_BAD_FEE, which names the model
 */
export function orderFee(security: SecurityView, order: OrderView, fill?: FilledTerms): OrderFee {
  const fee = security.feeModel.getOrderFee(security, order, fill);
  if (isFee(fee)) return fee;
  const { feeModel, symbol } = security;
  throw new EngineError(
    TRANSACTION_ERRORS.BAD_FEE,
    `The fee model ${feeModel.constructor.name} of ${symbol.ticker} returned ${shown(fee)} for order ${order.id}. A fee is { amount, currency } with a Decimal and the name of a currency: { amount: Decimal.of(1), currency: 'USD' }.`,
    { data: { symbol: symbol.ticker, orderId: order.id } },
  );
}

function isFee(fee: unknown): fee is OrderFee {
  if (typeof fee !== 'object' || fee === null) return false;
  const { amount, currency } = fee as { readonly amount?: unknown; readonly currency?: unknown };
  return amount instanceof Decimal && typeof currency === 'string' && currency !== '';
}

function shown(fee: unknown): string {
  if (typeof fee !== 'object' || fee === null) return String(fee);
  const { amount, currency } = fee as { readonly amount?: unknown; readonly currency?: unknown };
  return `{ amount: ${String(amount)} (${typeof amount}), currency: ${String(currency)} }`;
}

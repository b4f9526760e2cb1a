import type { OrderView } from '../../../api/order-view.ts';
import type { SecurityView } from '../../../api/security-view.ts';
import type { FeeModel, FilledTerms, OrderFee } from '../../../api/security-models.ts';
import { Decimal } from '../../../model/decimal.ts';
import { feeOf, valueInQuoteCurrency, valuePrice } from './fee-arithmetic.ts';

/** A share of the value of the fill (for estimates, of the order's value), in the quote currency. */
export class PercentFeeModel implements FeeModel {
  private readonly rate: Decimal;

  /** @param rate share of the value: 0.001 is 0.1 % */
  constructor(rate: number) {
    this.rate = Decimal.of(Math.abs(rate));
  }

  getOrderFee(security: SecurityView, order: OrderView, fill?: FilledTerms): OrderFee {
    return feeOf(
      valueInQuoteCurrency(security, order, fill?.price ?? valuePrice(order, security.price)).mul(this.rate),
      security.quoteCurrency.symbol,
    );
  }
}

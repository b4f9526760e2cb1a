import type { FeeModel, OrderFee } from '../../../api/security-models.ts';
import { Decimal } from '../../../model/decimal.ts';
import type { Security } from '../../../securities/security.ts';
import type { Order } from '../../order.ts';
import { feeOf, valueInQuoteCurrency } from './fee-arithmetic.ts';

/** A share of the order's value, charged in the quote currency. */
export class PercentFeeModel implements FeeModel {
  private readonly rate: Decimal;

  /** @param rate share of the value: 0.001 is 0.1 % */
  constructor(rate: number) {
    this.rate = Decimal.of(Math.abs(rate));
  }

  getOrderFee(security: Security, order: Order): OrderFee {
    return feeOf(
      valueInQuoteCurrency(security, order, order.valuePrice(security.price)).mul(this.rate),
      security.quoteCurrency.symbol,
    );
  }
}

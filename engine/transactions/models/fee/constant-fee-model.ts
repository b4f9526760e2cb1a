import type { FeeModel, OrderFee } from '../../../api/security-models.ts';
import { Decimal } from '../../../model/decimal.ts';
import { feeOf } from './fee-arithmetic.ts';

/** The same fee for every order (LEAN's ConstantFeeModel). */
export class ConstantFeeModel implements FeeModel {
  private readonly fee: OrderFee;

  /** @param amount its sign is ignored */
  constructor(amount: number, currency = 'USD') {
    this.fee = feeOf(Decimal.of(Math.abs(amount)), currency);
  }

  getOrderFee(): OrderFee {
    return this.fee;
  }
}

/** No fees. */
export class NullFeeModel extends ConstantFeeModel {
  constructor() {
    super(0);
  }
}

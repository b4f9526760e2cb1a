import { Decimal, type FeeModel, type OrderView, type OrderFee, type SecurityView } from 'tradewright/plugin';

const LEAST = Decimal.one;

/** So much a share, at least a dollar an order, in the currency that the security is quoted in. */
export class AcmeFeeModel implements FeeModel {
  private readonly perShare: Decimal;

  /** @param perShare 0.01 is a cent a share */
  constructor(perShare = 0.01) {
    this.perShare = Decimal.of(perShare);
  }

  getOrderFee(security: SecurityView, order: OrderView): OrderFee {
    const amount = this.perShare.mul(Decimal.of(order.absoluteQuantity));
    return { amount: Decimal.max(amount, LEAST), currency: security.quoteCurrency.symbol };
  }
}

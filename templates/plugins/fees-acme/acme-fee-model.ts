import { Decimal, type FeeModel, type OrderView, type OrderFee, type SecurityView } from 'tradewright/plugin';

const LEAST = Decimal.one;

/** A fee per share with a minimum of one dollar per order, in the quote currency of the security. */
export class AcmeFeeModel implements FeeModel {
  private readonly perShare: Decimal;

  /** @param perShare 0.01 is a cent per share */
  constructor(perShare = 0.01) {
    this.perShare = Decimal.of(perShare);
  }

  getOrderFee(security: SecurityView, order: OrderView): OrderFee {
    const amount = this.perShare.mul(Decimal.of(order.absoluteQuantity));
    return { amount: Decimal.max(amount, LEAST), currency: security.quoteCurrency.symbol };
  }
}

import { type OrderView, type SecurityView, SecurityMarginModel, type PortfolioView } from 'tradewright/plugin';

/** A margin account that lends money and no shares: nothing is sold that is not held. */
export class AcmeBuyingPowerModel extends SecurityMarginModel {
  /** Undefined lets the order go; else the reason, in a whole sentence. */
  override refusal(portfolio: PortfolioView, security: SecurityView, order: OrderView): string | undefined {
    const held = security.holdings.quantity;
    if (order.quantity < 0 && held + order.quantity < 0)
      return `It sells ${-order.quantity} ${security.symbol.ticker}, and ${held} are held; Acme lends no shares.`;
    return super.refusal(portfolio, security, order);
  }

  /** Every open order is asked about, as it is not margin alone that refuses one. */
  override marginBoundForOrders(): number {
    return Infinity;
  }
}

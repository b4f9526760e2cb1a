import { type OrderView, type SecurityView, SecurityMarginModel, type PortfolioView } from 'tradewright/plugin';

/** A margin account that lends money but no shares: only held shares can be sold. */
export class AcmeBuyingPowerModel extends SecurityMarginModel {
  /** Undefined accepts the order; otherwise the reason for the refusal, as a sentence. */
  override refusal(portfolio: PortfolioView, security: SecurityView, order: OrderView): string | undefined {
    const held = security.holdings.quantity;
    if (order.quantity < 0 && held + order.quantity < 0)
      return `The order sells ${-order.quantity} ${security.symbol.ticker}, but ${held} are held: Acme lends no shares.`;
    return super.refusal(portfolio, security, order);
  }

  /** The model checks every open order, because margin is not its only reason to refuse one. */
  override marginBoundForOrders(): number {
    return Infinity;
  }
}

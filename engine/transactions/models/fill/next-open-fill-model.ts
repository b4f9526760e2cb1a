import type { OrderView } from '../../../api/order-view.ts';
import type { SecurityView } from '../../../api/security-view.ts';
import type { FillContext } from '../../../api/security-models.ts';
import { Field } from '../../../model/market-fields.ts';
import { EquityFillModel } from './equity-fill-model.ts';
import { fillFromTradeBar } from './market-view.ts';

/**
 * Market and market on open orders fill at the open of the first bar that begins no earlier than their placement,
 * regardless of the exchange's hours: for comparison with vectorised backtests and for data with closes only. Otherwise
 * as for equities.
 */
export class NextOpenFillModel extends EquityFillModel {
  protected override marketFill(security: SecurityView, order: OrderView, context: FillContext): void {
    this.fillAtNextOpen(security, order, context);
  }

  protected override marketOnOpenFill(security: SecurityView, order: OrderView, context: FillContext): void {
    this.fillAtNextOpen(security, order, context);
  }

  private fillAtNextOpen(security: SecurityView, order: OrderView, context: FillContext): void {
    const { cache } = security;
    const orderLocal = security.exchangeHours.timeZone.toLocal(order.timeUtc);
    if (cache.get(Field.TradeEnd) > orderLocal && cache.get(Field.TradeTime) >= orderLocal) {
      if (fillFromTradeBar(security, this.prices)) this.fillAt(security, order, context, this.prices.open);
    } else if (
      !cache.hasTradeBar &&
      cache.get(Field.QuoteTime) >= orderLocal &&
      this.findPrices(security, order.quantity > 0)
    ) {
      this.fillAt(security, order, context, this.prices.open);
    }
  }
}

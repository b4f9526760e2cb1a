import type { OrderView } from '../../../api/order-view.ts';
import type { SecurityView } from '../../../api/security-view.ts';
import type { FillContext, FillModel } from '../../../api/security-models.ts';
import { dateOf } from '../../../data/time/calendar-math.ts';
import { Field } from '../../../model/market-fields.ts';
import { OrderType } from '../../../model/order-types.ts';
import {
  fillFromQuoteBar,
  fillFromSecurity,
  fillFromTick,
  fillFromTradeBar,
  isCoarse,
  isOpenForFills,
  newest,
  newestQuote,
  newestTick,
  noPrices,
  Rows,
  shouldWaitForData,
  subscribedRows,
  wantsExtendedHours,
} from './market-view.ts';
import type { FillPrices } from './market-view.ts';

/** The message of a market order that filled at a price older than the stale price span. */
export const STALE_PRICE = 'Filled at a stale price: no newer data had arrived.';

/**
 * Fills whole orders at the newest prices; the default of all types but equities (LEAN's FillModel and ImmediateFillModel).
 *
 * Slippage applies to market, stop and auction orders, never to limit orders. Subclasses override single order types.
 */
export class ImmediateFillModel implements FillModel {
  readonly isPriceBound: boolean = true;
  protected readonly prices: FillPrices = noPrices();

  fill(security: SecurityView, order: OrderView, context: FillContext): void {
    switch (order.type) {
      case OrderType.Market:
        return this.marketFill(security, order, context);
      case OrderType.Limit:
        return this.limitFill(security, order, context);
      case OrderType.StopMarket:
        return this.stopMarketFill(security, order, context);
      case OrderType.StopLimit:
        return this.stopLimitFill(security, order, context);
      case OrderType.TrailingStop:
        return this.trailingStopFill(security, order, context);
      case OrderType.LimitIfTouched:
        return this.limitIfTouchedFill(security, order, context);
      case OrderType.MarketOnOpen:
        return this.marketOnOpenFill(security, order, context);
      case OrderType.MarketOnClose:
        return this.marketOnCloseFill(security, order, context);
    }
  }

  protected marketFill(security: SecurityView, order: OrderView, context: FillContext): void {
    if (!isOpenForFills(security, context.utc, false) || !this.findPrices(security, order.quantity > 0)) return;
    const { prices } = this;
    const endUtc = security.exchangeHours.timeZone.toUtc(prices.end);
    if (endUtc + context.stalePriceTimeSpan < order.timeUtc) {
      if (shouldWaitForData(security, endUtc, order.timeUtc)) return;
      context.message = STALE_PRICE;
    }
    this.fillAt(security, order, context, this.marketPrice(security, order));
  }

  /** The newest price; for hourly and daily rows the open of a bar that began after the order was placed. */
  protected marketPrice(security: SecurityView, order: OrderView): number {
    const { prices } = this;
    const wasWaiting = order.timeUtc <= security.exchangeHours.timeZone.toUtc(prices.start);
    return wasWaiting && isCoarse(security) ? prices.open : prices.current;
  }

  protected limitFill(security: SecurityView, order: OrderView, context: FillContext): void {
    if (!this.isOpenForLimits(security, context) || !this.findFreshPrices(security, order)) return;
    const { high, low } = this.prices;
    const isBuy = order.quantity > 0;
    if (isBuy ? !(low < order.limitPrice) : !(high > order.limitPrice)) return;
    context.price = isBuy ? Math.min(high, order.limitPrice) : Math.max(low, order.limitPrice);
    context.quantity = order.quantityRemaining;
  }

  protected stopMarketFill(security: SecurityView, order: OrderView, context: FillContext): void {
    if (!isOpenForFills(security, context.utc, false) || !this.findFreshPrices(security, order)) return;
    const { high, low } = this.prices;
    if (order.quantity > 0 ? high > order.stopPrice : low < order.stopPrice)
      this.fillBeyondStop(security, order, context);
  }

  protected trailingStopFill(security: SecurityView, order: OrderView, context: FillContext): void {
    if (!isOpenForFills(security, context.utc, false) || !this.findFreshPrices(security, order)) return;
    const { high, low } = this.prices;
    const isBuy = order.quantity > 0;
    if (isBuy ? high >= order.stopPrice : low <= order.stopPrice) {
      this.fillBeyondStop(security, order, context);
      return;
    }
    // The stop moves only if the order did not fill; otherwise the bar that moves it would fill it.
    const market = isBuy ? low : high;
    const distance = isBuy ? order.stopPrice - market : market - order.stopPrice;
    const trail = order.trailingAsPercentage ? market * order.trailingAmount : order.trailingAmount;
    if (distance > trail) context.stopPrice = isBuy ? market + trail : market - trail;
  }

  protected stopLimitFill(security: SecurityView, order: OrderView, context: FillContext): void {
    if (!this.isOpenForLimits(security, context) || !this.findFreshPrices(security, order)) return;
    if (this.hasPassedTrigger(security, order)) return this.limitFill(security, order, context);
    const { high, low, current } = this.prices;
    const isBuy = order.quantity > 0;
    if (!order.stopTriggered) {
      if (isBuy ? !(high > order.stopPrice) : !(low < order.stopPrice)) return;
      context.stopTriggered = true;
    }
    // On the bar of the trigger the close decides, because the bar does not show whether high or low came after the trigger.
    if (isBuy ? !(current < order.limitPrice) : !(current > order.limitPrice)) return;
    context.price = isBuy ? Math.min(high, order.limitPrice) : Math.max(low, order.limitPrice);
    context.quantity = order.quantityRemaining;
  }

  protected limitIfTouchedFill(security: SecurityView, order: OrderView, context: FillContext): void {
    if (!this.isOpenForLimits(security, context)) return;
    const rows = subscribedRows(security, true);
    const isBuy = order.quantity > 0;
    const { prices } = this;
    const isThere =
      rows & Rows.Ticks
        ? this.findPrices(security, isBuy)
        : (rows & Rows.TradeBars) !== 0 && fillFromTradeBar(security, prices);
    if (!isThere || !isAfter(security, prices.end, order.effectiveUtc)) return;
    if (context.limitIfTouchedRests === true && this.hasPassedTrigger(security, order))
      return this.limitFill(security, order, context);
    const high = rows & Rows.Ticks ? prices.current : prices.high;
    const low = rows & Rows.Ticks ? prices.current : prices.low;
    if (!order.triggerTouched && !(isBuy ? low <= order.triggerPrice : high >= order.triggerPrice)) return;
    context.triggerTouched = true;
    const opposite = this.newestPrice(security, !isBuy, rows);
    if (isBuy ? !(opposite <= order.limitPrice) : !(opposite >= order.limitPrice)) return;
    context.price = order.limitPrice;
    context.quantity = order.quantityRemaining;
  }

  protected marketOnOpenFill(security: SecurityView, order: OrderView, context: FillContext): void {
    const { exchangeHours } = security;
    const orderLocal = exchangeHours.timeZone.toLocal(order.timeUtc);
    if (!(orderLocal < security.cache.get(Field.LastDataEnd))) return;
    // Placed while the market was open: fills at the next day's open.
    if (
      exchangeHours.isOpen(orderLocal, false) &&
      dateOf(orderLocal) === dateOf(exchangeHours.timeZone.toLocal(context.utc))
    )
      return;
    if (!isOpenForFills(security, context.utc, false) || !this.findPrices(security, order.quantity > 0)) return;
    this.fillAt(security, order, context, this.prices.open);
  }

  protected marketOnCloseFill(security: SecurityView, order: OrderView, context: FillContext): void {
    if (!hasClosedSince(security, order, context) || !this.findPrices(security, order.quantity > 0)) return;
    this.fillAt(security, order, context, this.prices.close);
  }

  /** Fills the remaining quantity of an order at a price plus slippage. */
  protected fillAt(security: SecurityView, order: OrderView, context: FillContext, price: number): void {
    if (price !== price) return;
    const slippage = security.slippageModel.getSlippage(security, order);
    context.price = order.quantity > 0 ? price + slippage : price - slippage;
    context.quantity = order.quantityRemaining;
  }

  /** The worse of the stop and the newest price. */
  private fillBeyondStop(security: SecurityView, order: OrderView, context: FillContext): void {
    const slippage = security.slippageModel.getSlippage(security, order);
    const { current } = this.prices;
    context.price =
      order.quantity > 0
        ? Math.max(order.stopPrice, current + slippage)
        : Math.min(order.stopPrice, current - slippage);
    context.quantity = order.quantityRemaining;
  }

  protected isOpenForLimits(security: SecurityView, context: FillContext): boolean {
    return isOpenForFills(security, context.utc, wantsExtendedHours(security, true));
  }

  /** Writes the prices that an order of one side may fill on into `this.prices`; false when there are none. */
  protected findPrices(security: SecurityView, isBuy: boolean): boolean {
    const rows = subscribedRows(security, true);
    const { prices } = this;
    if (rows & Rows.Ticks) {
      const tick = newestTick(security);
      if (tick !== undefined && fillFromTick(tick, isBuy, prices)) return true;
    }
    if (rows & Rows.QuoteBars && fillFromQuoteBar(security, isBuy, prices)) return true;
    if (rows & Rows.TradeBars && fillFromTradeBar(security, prices)) return true;
    return fillFromSecurity(security, prices);
  }

  /** Like {@link findPrices}, but false unless the data end after the order was placed. */
  protected findFreshPrices(security: SecurityView, order: OrderView): boolean {
    return this.findPrices(security, order.quantity > 0) && isAfter(security, this.prices.end, order.effectiveUtc);
  }

  /** Whether the data begin after the trigger of the order, which is then a limit order. */
  protected hasPassedTrigger(security: SecurityView, order: OrderView): boolean {
    const { triggeredUtc } = order;
    return triggeredUtc === triggeredUtc && security.exchangeHours.timeZone.toUtc(this.prices.start) >= triggeredUtc;
  }

  /** Newest ask or bid, otherwise the newest trade; NaN when there is none. */
  private newestPrice(security: SecurityView, isAsk: boolean, rows: number): number {
    const { cache } = security;
    if (rows & Rows.Ticks) {
      const quote = newestQuote(security, isAsk);
      if (quote !== undefined) return isAsk ? quote.askPrice : quote.bidPrice;
    }
    if (rows & Rows.QuoteBars && cache.hasQuoteBar) {
      const close = cache.get(isAsk ? Field.AskClose : Field.BidClose);
      return close === close ? close : cache.get(isAsk ? Field.BidClose : Field.AskClose);
    }
    if (rows & Rows.Ticks) {
      const trade = newest(cache.tradeTicks);
      if (trade !== undefined) return trade.value;
    }
    return rows & Rows.TradeBars ? cache.get(Field.TradeClose) : NaN;
  }
}

/** Whether a wall-clock time of the exchange is after a UTC instant. */
export function isAfter(security: SecurityView, local: number, utc: number): boolean {
  return security.exchangeHours.timeZone.toUtc(local) > utc;
}

/** Whether the first close after the order was placed has passed. */
export function hasClosedSince(security: SecurityView, order: OrderView, context: FillContext): boolean {
  const { exchangeHours } = security;
  const close = exchangeHours.nextMarketClose(exchangeHours.timeZone.toLocal(order.timeUtc), false);
  return exchangeHours.timeZone.toLocal(context.utc) >= close;
}

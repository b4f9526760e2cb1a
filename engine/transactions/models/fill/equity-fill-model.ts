import type { OrderView } from '../../../api/order-view.ts';
import type { SecurityView } from '../../../api/security-view.ts';
import type { FillContext } from '../../../api/security-models.ts';
import { dateOf, HOUR, MINUTE, timeOfDay } from '../../../data/time/calendar-math.ts';
import type { Tick } from '../../../model/bars.ts';
import { Field } from '../../../model/market-fields.ts';
import { hasClosedSince, ImmediateFillModel, isAfter, STALE_PRICE } from './immediate-fill-model.ts';
import {
  fillFromQuoteBar,
  fillFromSecurity,
  fillFromTick,
  fillFromTradeBar,
  isOpenForFills,
  newest,
  newestQuote,
  newestTick,
  Rows,
  shouldWaitForData,
  subscribedRows,
  wantsExtendedHours,
} from './market-view.ts';

const FROM_TRADES = 'No quotes are subscribed or newer: filled at the price of the newest trade.';
const GAP = 'The bar opened beyond the price of the order: filled at the open.';
const NO_OPENING_PRINT = 'No trade is marked as the opening print: filled at the newest trade.';
const NO_CLOSING_PRINT = 'No trade is marked as the closing print: filled at the newest trade.';

/**
 * Fills of equities: market orders at the best available quote, orders with a price on trade bars including gaps, auction
 * orders at the open and the close (LEAN's EquityFillModel).
 */
export class EquityFillModel extends ImmediateFillModel {
  /** Further results of {@link bestEffortPrice}. */
  private readonly found = { isStale: false, end: NaN, message: '' };

  protected override marketFill(security: SecurityView, order: OrderView, context: FillContext): void {
    if (!isOpenForFills(security, context.utc, false)) return;
    const price = this.bestEffortPrice(security, order, context);
    const { found } = this;
    if (found.isStale && shouldWaitForData(security, security.exchangeHours.timeZone.toUtc(found.end), order.timeUtc))
      return;
    context.message = found.message;
    this.fillAt(security, order, context, price);
  }

  protected override limitFill(security: SecurityView, order: OrderView, context: FillContext): void {
    if (!this.isOpenForLimits(security, context) || !this.findTradeBar(security, order)) return;
    const { open, high, low } = this.prices;
    const { limitPrice } = order;
    if (order.quantity > 0 ? !(low < limitPrice) : !(high > limitPrice)) return;
    const isGap = order.quantity > 0 ? open < limitPrice : open > limitPrice;
    context.price = isGap ? open : limitPrice;
    context.quantity = order.quantityRemaining;
    if (isGap) context.message = GAP;
  }

  protected override stopMarketFill(security: SecurityView, order: OrderView, context: FillContext): void {
    if (!isOpenForFills(security, context.utc, false) || !this.findTradeBar(security, order)) return;
    const { open, high, low } = this.prices;
    const { stopPrice } = order;
    if (order.quantity > 0 ? !(high >= stopPrice) : !(low <= stopPrice)) return;
    const isGap = order.quantity > 0 ? open >= stopPrice : open <= stopPrice;
    if (isGap) context.message = GAP;
    this.fillAt(security, order, context, isGap ? open : stopPrice);
  }

  protected override limitIfTouchedFill(security: SecurityView, order: OrderView, context: FillContext): void {
    if (!this.isOpenForLimits(security, context) || !this.findTradeBar(security, order)) return;
    if (context.limitIfTouchedRests === true && this.hasPassedTrigger(security, order))
      return this.limitFill(security, order, context);
    const { high, low } = this.prices;
    const isBuy = order.quantity > 0;
    if (!order.triggerTouched && !(isBuy ? low <= order.triggerPrice : high >= order.triggerPrice)) return;
    context.triggerTouched = true;
    const price = this.bestEffortPrice(security, order, context);
    if (isBuy ? !(price <= order.limitPrice) : !(price >= order.limitPrice)) return;
    context.price = price;
    context.quantity = order.quantityRemaining;
    context.message = this.found.message;
  }

  protected override marketOnOpenFill(security: SecurityView, order: OrderView, context: FillContext): void {
    const { exchangeHours } = security;
    const orderLocal = exchangeHours.timeZone.toLocal(order.timeUtc);
    const rows = subscribedRows(security, false);
    if (rows & Rows.Ticks) {
      if (!this.findOpeningTick(security, context)) return;
    } else if (!(rows & Rows.TradeBars) || !this.findOpeningBar(security, orderLocal)) return;
    const { end, open } = this.prices;
    if (!(orderLocal < end)) return;
    // Placed while the market was open: fills at the next day's open.
    if (exchangeHours.isOpen(orderLocal, false) && dateOf(orderLocal) === dateOf(end)) return;
    if (!isOpenForFills(security, context.utc, false)) return;
    if (open > 0) this.fillAt(security, order, context, open);
    else this.fillAtQuote(security, order, context);
  }

  protected override marketOnCloseFill(security: SecurityView, order: OrderView, context: FillContext): void {
    if (!hasClosedSince(security, order, context)) return;
    const rows = subscribedRows(security, false);
    let price = NaN;
    if (rows & Rows.Ticks) {
      const tick = this.findClosingTick(security, order, context);
      if (tick === undefined) return;
      price = tick.isQuote ? NaN : tick.value;
    } else if (rows & Rows.TradeBars) {
      price = security.cache.get(Field.TradeClose);
    }
    if (price > 0) this.fillAt(security, order, context, price);
    else this.fillAtQuote(security, order, context);
  }

  protected override isOpenForLimits(security: SecurityView, context: FillContext): boolean {
    return isOpenForFills(security, context.utc, wantsExtendedHours(security, false));
  }

  protected override findPrices(security: SecurityView, isBuy: boolean): boolean {
    const rows = subscribedRows(security, false);
    const { prices } = this;
    if (rows & Rows.Ticks) {
      const tick = newestTick(security);
      if (tick !== undefined && fillFromTick(tick, isBuy, prices)) return true;
    }
    if (rows & Rows.QuoteBars && fillFromQuoteBar(security, isBuy, prices)) return true;
    if (rows & Rows.TradeBars && fillFromTradeBar(security, prices)) return true;
    return fillFromSecurity(security, prices);
  }

  /** Writes the newest trade bar (ticks: the bar of this instant's trades); false unless it ends after the order was placed. */
  private findTradeBar(security: SecurityView, order: OrderView): boolean {
    const rows = subscribedRows(security, false);
    const isThere =
      rows & Rows.Ticks
        ? this.findBarOfTicks(security)
        : (rows & Rows.TradeBars) !== 0 && fillFromTradeBar(security, this.prices);
    return isThere && isAfter(security, this.prices.end, order.effectiveUtc);
  }

  private findBarOfTicks(security: SecurityView): boolean {
    const { tradeTicks } = security.cache;
    if (tradeTicks.length === 0) return false;
    const { prices } = this;
    const last = tradeTicks[tradeTicks.length - 1];
    prices.start = tradeTicks[0].time;
    prices.end = last.endTime;
    prices.open = prices.high = prices.low = tradeTicks[0].value;
    prices.current = prices.close = last.value;
    for (let i = 1; i < tradeTicks.length; i++) {
      const price = tradeTicks[i].value;
      if (price > prices.high) prices.high = price;
      if (price < prices.low) prices.low = price;
    }
    return true;
  }

  /** A bar that began after the order was placed, in regular hours unless it is longer than an hour. */
  private findOpeningBar(security: SecurityView, orderLocal: number): boolean {
    if (!fillFromTradeBar(security, this.prices)) {
      this.prices.end = NaN;
      return false;
    }
    const { start, end } = this.prices;
    if (start < orderLocal) return false;
    return end - start >= HOUR || security.exchangeHours.isOpen(start, false);
  }

  /** The opening print among this instant's trades; after a minute without one, the newest trade. */
  private findOpeningTick(security: SecurityView, context: FillContext): boolean {
    const { exchangeHours } = security;
    const trades = security.cache.tradeTicks.filter((tick) => exchangeHours.isOpen(tick.time, false));
    const tick = newest(trades) ?? newestTick(security) ?? newest(security.cache.quoteTicks);
    if (tick === undefined) return false;
    const open = exchangeHours.dayHours(exchangeHours.timeZone.toLocal(context.utc)).regularOpen;
    if (timeOfDay(tick.endTime) - open < MINUTE) return false;
    context.message = NO_OPENING_PRINT;
    this.prices.end = tick.endTime;
    this.prices.open = tick.isQuote ? NaN : tick.value;
    return true;
  }

  /** The closing print among the newest trades; with extended hours, after a minute without one, the newest trade. */
  private findClosingTick(security: SecurityView, order: OrderView, context: FillContext): Tick | undefined {
    const { exchangeHours } = security;
    const tick = newest(security.cache.tradeTicks) ?? newest(security.cache.quoteTicks);
    if (tick === undefined) return undefined;
    const close = exchangeHours.nextMarketClose(exchangeHours.timeZone.toLocal(order.timeUtc), false);
    if (wantsExtendedHours(security, false) && tick.endTime - close < MINUTE) return undefined;
    context.message = NO_CLOSING_PRINT;
    return tick;
  }

  private fillAtQuote(security: SecurityView, order: OrderView, context: FillContext): void {
    const price = this.bestEffortPrice(security, order, context);
    context.message = this.found.message;
    this.fillAt(security, order, context, price);
  }

  /**
   * Ask (buys) or bid (sells) from the first source that is not stale: quote tick, quote bar, trade tick, trade bar; if all
   * are stale, from the newest. Writes into `found` whether it is stale.
   */
  private bestEffortPrice(security: SecurityView, order: OrderView, context: FillContext): number {
    const isBuy = order.quantity > 0;
    const { cache } = security;
    const { found } = this;
    const rows = subscribedRows(security, false);
    const cutOff = security.exchangeHours.timeZone.toLocal(order.timeUtc) - context.stalePriceTimeSpan;
    let price = NaN;
    found.end = -Infinity;
    found.isStale = false;
    found.message = '';
    const quote = rows & Rows.Ticks ? newestQuote(security, isBuy) : undefined;
    if (quote !== undefined) {
      price = isBuy ? quote.askPrice : quote.bidPrice;
      if ((found.end = quote.endTime) >= cutOff) return price;
    }
    if (rows & Rows.QuoteBars && cache.get(Field.QuoteEnd) > found.end) {
      price = quoteClose(security, isBuy);
      if ((found.end = cache.get(Field.QuoteEnd)) >= cutOff) return price;
    }
    found.message = found.end === -Infinity ? '' : STALE_PRICE;
    const trade = rows & Rows.Ticks ? newest(cache.tradeTicks) : undefined;
    if (trade !== undefined && trade.endTime > found.end) {
      price = trade.value;
      found.message = FROM_TRADES;
      if ((found.end = trade.endTime) >= cutOff) return price;
    }
    if (rows & Rows.TradeBars && cache.get(Field.TradeEnd) > found.end) {
      price = cache.get(Field.TradeClose);
      found.message = FROM_TRADES;
      if ((found.end = cache.get(Field.TradeEnd)) >= cutOff) return price;
    }
    found.isStale = true;
    return price;
  }
}

/** Close of a side of the newest quote bar, or of the other side if the side has none. */
function quoteClose(security: SecurityView, isBuy: boolean): number {
  const { cache } = security;
  const close = cache.get(isBuy ? Field.AskClose : Field.BidClose);
  return close === close ? close : cache.get(isBuy ? Field.BidClose : Field.AskClose);
}

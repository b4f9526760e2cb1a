import type { MarginCallOrder } from '../securities/margin-call-model.ts';
import type { Security } from '../securities/security.ts';
import { NO_PRICES } from '../model/order-prices.ts';
import type { OrderTicket } from './order-ticket.ts';
import { OrderType } from '../model/order-types.ts';
import { requireFinite } from './order-numbers.ts';
import { NO_OPTIONS, OrderVerbs } from './order-verbs.ts';
import type { OrderRequestOptions } from './order-verbs.ts';
import { roundToLot } from './price-rounding.ts';

export type { OrderRequestOptions, RawOrder } from './order-verbs.ts';

/** A target of setHoldings: `share` of the portfolio's value, signed. */
export interface HoldingTarget {
  readonly security: Security;
  readonly share: number;
}

export interface TargetOptions extends OrderRequestOptions {
  /** Whether to first close all positions without a target. */
  readonly liquidateExistingHoldings?: boolean;
}

const LARGEST_SHARE = 1e9;
const SMALLEST_SHARE = 1e-10;

/** The trading methods of a strategy: orders, and position targets (LEAN's QCAlgorithm.Trading). */
export class Trading extends OrderVerbs {
  /**
   * Places the order that changes the holding to a share of the portfolio, including open market orders; undefined when no
   * order is needed.
   */
  setHolding(security: Security, share: number, options: TargetOptions = NO_OPTIONS): OrderTicket | undefined {
    const quantity = this.calculateOrderQuantity(security, share);
    if (options.liquidateExistingHoldings === true) this.liquidateAllBut([security], options);
    return this.orderDelta(security, quantity, options);
  }

  /** Sizes all targets at current prices, then places orders that reduce a position first, then the largest. */
  setHoldings(targets: readonly HoldingTarget[], options: TargetOptions = NO_OPTIONS): OrderTicket[] {
    const tickets =
      options.liquidateExistingHoldings === true
        ? this.liquidateAllBut(
            targets.map((target) => target.security),
            options,
          )
        : [];
    if (this.desk.isWarmingUp) return tickets;
    const deltas = targets.map((target) => ({
      security: target.security,
      quantity: this.calculateOrderQuantity(target.security, target.share),
    }));
    for (const { security, quantity } of this.orderByMarginImpact(deltas)) {
      const ticket = this.orderDelta(security, quantity, options);
      if (ticket !== undefined) tickets.push(ticket);
    }
    return tickets;
  }

  /**
   * Cancels the open orders and closes the positions of the given securities, or of all (in order of ticker). A single open
   * market order that already closes the position is kept.
   */
  liquidate(securities?: readonly Security[], options: OrderRequestOptions = NO_OPTIONS): OrderTicket[] {
    const tag = options.tag ?? 'Liquidated';
    const tickets: OrderTicket[] = [];
    for (const security of securities ?? this.allByTicker()) {
      const ticket = this.liquidateOne(security, { ...options, tag });
      if (ticket !== undefined) tickets.push(ticket);
    }
    return tickets;
  }

  /**
   * Signed quantity that changes the holding to a share of the portfolio; 0 when it cannot be computed. Risk rules may reduce
   * the share ({@link PreTradeRisk.sizeFactor}).
   */
  calculateOrderQuantity(security: Security, share: number): number {
    requireFinite(share, 'share', security);
    const size = Math.abs(share);
    if (size > LARGEST_SHARE || (size !== 0 && size < SMALLEST_SHARE)) {
      this.listener.onMessage(
        'error',
        `A share of ${share} for ${security.symbol.ticker} is outside of the range of setHoldings (0, or ${SMALLEST_SHARE} to ${LARGEST_SHARE}).`,
      );
      return 0;
    }
    if (!(security.price > 0)) {
      this.listener.onMessage(
        'error',
        `${security.symbol.ticker} has no price yet; wait for its first data before ordering.`,
      );
      return 0;
    }
    if (security.quoteCurrency.conversionRate === 0) {
      this.listener.onMessage(
        'error',
        `${security.symbol.ticker} cannot be sized: there is no conversion rate for ${security.quoteCurrency.symbol} yet. Subscribe to its pair with the account currency, or give a starting rate with setCash.`,
      );
      return 0;
    }
    const { risk } = this.desk;
    const wanted = risk.hasRules ? share * risk.sizeFactor : share;
    return security.buyingPowerModel.quantityForTarget(this.portfolio, security, wanted);
  }

  /** Places the orders of a margin call, largest losers first, until margin suffices again. */
  executeMarginCall(orders: readonly MarginCallOrder[]): OrderTicket[] {
    const tickets: OrderTicket[] = [];
    for (const { security, quantity } of orders) {
      if (this.portfolio.marginRemaining >= 0) break;
      const timeUtc = this.clock.utc;
      const properties = this.defaultOrderProperties;
      tickets.push(
        this.desk.submit({
          orderType: OrderType.Market,
          security,
          quantity,
          prices: NO_PRICES,
          timeUtc,
          tag: 'Margin Call',
          properties,
          asynchronous: false,
        }),
      );
    }
    return tickets;
  }

  private orderDelta(security: Security, delta: number, options: OrderRequestOptions): OrderTicket | undefined {
    const quantity = delta - this.openMarketQuantity(security);
    if (quantity === 0) return undefined;
    return security.isExchangeOpen
      ? this.marketOrder(security, quantity, options)
      : this.marketOnOpenOrder(security, quantity, options);
  }

  /** The remaining quantity of open market and market on open orders. */
  private openMarketQuantity(security: Security): number {
    let sum = 0;
    for (let order = this.desk.openOrders.find(security)?.first; order !== undefined; order = order.nextOpen) {
      if (order.type === OrderType.Market || order.type === OrderType.MarketOnOpen)
        sum += order.quantity - order.quantityFilled;
    }
    return sum;
  }

  private orderByMarginImpact(
    deltas: readonly { security: Security; quantity: number }[],
  ): { security: Security; quantity: number }[] {
    const sized = deltas.flatMap(({ security, quantity }) => {
      const rounded = roundToLot(quantity, security);
      if (!security.hasData || !security.isTradable || Math.abs(rounded) < security.properties.lotSize.toNumber())
        return [];
      const existing = this.desk.projectedQuantity(security);
      const isReducing = existing !== 0 && Math.abs(rounded + existing) < Math.abs(existing);
      return [{ security, quantity, isReducing, value: Math.abs(rounded * security.price) }];
    });
    return sized.sort((a, b) => Number(b.isReducing) - Number(a.isReducing) || b.value - a.value);
  }

  private liquidateAllBut(kept: readonly Security[], options: OrderRequestOptions): OrderTicket[] {
    const keep = new Set(kept);
    return this.liquidate(
      this.allByTicker().filter((security) => !keep.has(security)),
      { tag: options.tag, properties: options.properties },
    );
  }

  private liquidateOne(security: Security, options: OrderRequestOptions): OrderTicket | undefined {
    const orders = this.desk.openOrders.list(security);
    const quantity = security.holdings.invested ? security.holdings.quantity : 0;
    if (
      orders.length === 1 &&
      quantity !== 0 &&
      orders[0].quantity === -quantity &&
      orders[0].type === OrderType.Market
    )
      return undefined;
    let pending = 0;
    for (const order of orders) {
      if (order.type === OrderType.Market) pending += order.quantityRemaining;
      else this.desk.ticket(order.id)?.cancel(options.tag);
    }
    return quantity === 0 ? undefined : this.marketOrder(security, -quantity - pending, options);
  }

  private allByTicker(): Security[] {
    const securities = Array.from(this.portfolio.holdings(), (holding) => holding.security);
    return securities.sort((a, b) =>
      a.symbol.ticker < b.symbol.ticker ? -1 : a.symbol.ticker > b.symbol.ticker ? 1 : 0,
    );
  }
}

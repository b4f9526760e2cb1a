import type { Clock } from '../model/clock.ts';
import { EngineError } from '../model/engine-error.ts';
import type { MarginCallOrder } from '../portfolio/margin-call-model.ts';
import type { SecurityPortfolio } from '../portfolio/security-portfolio.ts';
import type { Security } from '../securities/security.ts';
import { TRANSACTION_ERRORS } from './errors.ts';
import type { OrderDesk, OrderListener } from './order-desk.ts';
import type { OrderSpecification } from './order.ts';
import { NO_PRICES, OrderPrices } from './order-prices.ts';
import { SubmitOrderRequest } from './order-request.ts';
import { OrderTicket } from './order-ticket.ts';
import { OrderType } from './order-types.ts';
import { isDailyOnly, isTooLateForClose, refusalOfRequest } from './pre-order-checks.ts';
import { roundToLot } from './price-rounding.ts';
import { DEFAULT_ORDER_PROPERTIES, TimeInForce, TimeInForceKind } from './time-in-force.ts';
import type { OrderProperties } from './time-in-force.ts';

/** What can be said about an order beside its quantity and prices. */
export interface OrderRequestOptions {
  /** Queue the order and go on; it is processed at the end of the step. */
  readonly asynchronous?: boolean;
  readonly tag?: string;
  readonly properties?: OrderProperties;
}

/** An order in full, for {@link Trading.submitOrderRequest}. */
export interface RawOrder extends OrderRequestOptions {
  readonly orderType: OrderType;
  /** Signed. */
  readonly quantity: number;
  readonly limitPrice?: number;
  readonly stopPrice?: number;
  readonly triggerPrice?: number;
}

/** A wish for setHoldings: `share` of the portfolio's value, signed. */
export interface HoldingTarget {
  readonly security: Security;
  readonly share: number;
}

export interface TargetOptions extends OrderRequestOptions {
  /** Closes everything that is not among the targets first. */
  readonly liquidateExistingHoldings?: boolean;
}

export interface TradingParts {
  readonly desk: OrderDesk;
  readonly clock: Clock;
  readonly portfolio: SecurityPortfolio;
  readonly listener: Pick<OrderListener, 'onMessage'>;
  readonly settings: { readonly marketOnCloseSubmissionBuffer: number };
  readonly liveMode?: boolean;
}

type Writable<Shape> = { -readonly [Key in keyof Shape]: Shape[Key] };

const LARGEST_SHARE = 1e9;
const SMALLEST_SHARE = 1e-10;
const NO_OPTIONS: OrderRequestOptions = {};

/** The trading verbs of a strategy (LEAN's QCAlgorithm.Trading). Every verb answers with a ticket, refused requests too. */
export class Trading {
  /** Properties of orders that bring none of their own. */
  defaultOrderProperties: OrderProperties = DEFAULT_ORDER_PROPERTIES;
  /** Longest list of orders of a run; LEAN's backtests have no limit. */
  maximumOrders = Infinity;
  private readonly desk: OrderDesk;
  private readonly clock: Clock;
  private readonly portfolio: SecurityPortfolio;
  private readonly listener: Pick<OrderListener, 'onMessage'>;
  private readonly settings: TradingParts['settings'];
  private readonly liveMode: boolean;
  private readonly said = new Set<string>();
  /** The one specification that all verbs write into; the desk takes what it needs at once. */
  private readonly wish: Writable<OrderSpecification>;

  constructor(parts: TradingParts) {
    this.desk = parts.desk;
    this.clock = parts.clock;
    this.portfolio = parts.portfolio;
    this.listener = parts.listener;
    this.settings = parts.settings;
    this.liveMode = parts.liveMode ?? false;
    const nobody = undefined as unknown as Security;
    this.wish = { orderType: OrderType.Market, security: nobody, quantity: 0, prices: NO_PRICES, trailingAsPercentage: false, timeUtc: 0, tag: '', properties: DEFAULT_ORDER_PROPERTIES, asynchronous: false };
  }

  /**
   * Buys or sells at the market, inside the call. While the market is closed it becomes a market on open order; where the
   * strategy sees daily rows only and the market is open, a market on close order (or on open, near the close).
   */
  marketOrder(security: Security, quantity: number, options: OrderRequestOptions = NO_OPTIONS): OrderTicket {
    if (!security.isExchangeOpen) {
      const ticket = this.marketOnOpenOrder(security, quantity, options);
      if (ticket.hasOrder) this.sayOnce('Market orders that are placed while the market is closed become market on open orders.');
      return ticket;
    }
    if (!this.liveMode && isDailyOnly(security) && !security.exchangeHours.isMarketAlwaysOpen) return this.dailyMarketOrder(security, quantity, options);
    return this.submit(OrderType.Market, security, quantity, NO_PRICES, options);
  }

  limitOrder(security: Security, quantity: number, limitPrice: number, options: OrderRequestOptions = NO_OPTIONS): OrderTicket {
    return this.submit(OrderType.Limit, security, quantity, new OrderPrices(limitPrice, 0, 0, 0), options);
  }

  stopMarketOrder(security: Security, quantity: number, stopPrice: number, options: OrderRequestOptions = NO_OPTIONS): OrderTicket {
    return this.submit(OrderType.StopMarket, security, quantity, new OrderPrices(0, stopPrice, 0, 0), options);
  }

  stopLimitOrder(security: Security, quantity: number, prices: { readonly stopPrice: number; readonly limitPrice: number }, options: OrderRequestOptions = NO_OPTIONS): OrderTicket {
    return this.submit(OrderType.StopLimit, security, quantity, new OrderPrices(prices.limitPrice, prices.stopPrice, 0, 0), options);
  }

  /** A stop that follows the price; `stopPrice` is worked out from the security's price when it is left out. */
  trailingStopOrder(
    security: Security,
    quantity: number,
    trailing: { readonly amount: number; readonly asPercentage: boolean; readonly stopPrice?: number },
    options: OrderRequestOptions = NO_OPTIONS,
  ): OrderTicket {
    const { amount, asPercentage } = trailing;
    const stopPrice = trailing.stopPrice ?? (security.hasData ? trailingStopPrice(security.price, amount, asPercentage, quantity > 0) : 0);
    return this.submit(OrderType.TrailingStop, security, quantity, new OrderPrices(0, stopPrice, 0, amount), options, asPercentage);
  }

  limitIfTouchedOrder(security: Security, quantity: number, prices: { readonly triggerPrice: number; readonly limitPrice: number }, options: OrderRequestOptions = NO_OPTIONS): OrderTicket {
    return this.submit(OrderType.LimitIfTouched, security, quantity, new OrderPrices(prices.limitPrice, 0, prices.triggerPrice, 0), options);
  }

  marketOnOpenOrder(security: Security, quantity: number, options: OrderRequestOptions = NO_OPTIONS): OrderTicket {
    return this.submit(OrderType.MarketOnOpen, security, quantity, NO_PRICES, this.auctionOptions(options));
  }

  /** Must be placed at least 15.5 minutes before the close. */
  marketOnCloseOrder(security: Security, quantity: number, options: OrderRequestOptions = NO_OPTIONS): OrderTicket {
    return this.submit(OrderType.MarketOnClose, security, quantity, NO_PRICES, this.auctionOptions(options));
  }

  /** Sends an order as it is: the checks before an order are made, but its type never changes (LEAN's SubmitOrderRequest). */
  submitOrderRequest(security: Security, order: RawOrder): OrderTicket {
    const { limitPrice = 0, stopPrice = 0, triggerPrice = 0 } = order;
    return this.submit(order.orderType, security, order.quantity, new OrderPrices(limitPrice, stopPrice, triggerPrice, 0), order);
  }

  /** A market order, as LEAN's `Order`. */
  order(security: Security, quantity: number, options?: OrderRequestOptions): OrderTicket {
    return this.marketOrder(security, quantity, options);
  }

  /** Market order to buy; the quantity is taken without its sign. */
  buy(security: Security, quantity: number, options?: OrderRequestOptions): OrderTicket {
    return this.marketOrder(security, Math.abs(quantity), options);
  }

  sell(security: Security, quantity: number, options?: OrderRequestOptions): OrderTicket {
    return this.marketOrder(security, -Math.abs(quantity), options);
  }

  /** Orders what brings the holding to a share of the portfolio, counting what market orders still bring. */
  setHolding(security: Security, share: number, options: TargetOptions = NO_OPTIONS): OrderTicket[] {
    const quantity = this.calculateOrderQuantity(security, share);
    const tickets = options.liquidateExistingHoldings === true ? this.liquidateAllBut([security], options) : [];
    const ticket = this.orderDelta(security, quantity, options);
    if (ticket !== undefined) tickets.push(ticket);
    return tickets;
  }

  /** Sizes all targets at the present prices, then orders those first that reduce a position, then the largest. */
  setHoldings(targets: readonly HoldingTarget[], options: TargetOptions = NO_OPTIONS): OrderTicket[] {
    const tickets = options.liquidateExistingHoldings === true ? this.liquidateAllBut(targets.map((target) => target.security), options) : [];
    if (this.desk.isWarmingUp) return tickets;
    const deltas = targets.map((target) => ({ security: target.security, quantity: this.calculateOrderQuantity(target.security, target.share) }));
    for (const { security, quantity } of this.orderByMarginImpact(deltas)) {
      const ticket = this.orderDelta(security, quantity, options);
      if (ticket !== undefined) tickets.push(ticket);
    }
    return tickets;
  }

  /**
   * Cancels the open orders and closes the position of the given securities, or of all (in order of ticker).
   * A single open market order that closes the position already is left alone.
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

  /** Signed quantity that brings the holding to a share of the portfolio; 0 when it cannot be worked out. */
  calculateOrderQuantity(security: Security, share: number): number {
    requireFinite(share, 'share', security);
    const size = Math.abs(share);
    if (size > LARGEST_SHARE || (size !== 0 && size < SMALLEST_SHARE)) {
      this.listener.onMessage('error', `A share of ${share} for ${security.symbol.ticker} is outside what setHoldings takes (0, or ${SMALLEST_SHARE} to ${LARGEST_SHARE}).`);
      return 0;
    }
    if (!(security.price > 0)) {
      this.listener.onMessage('error', `${security.symbol.ticker} has no price yet; wait for its first data before ordering.`);
      return 0;
    }
    return security.buyingPowerModel.quantityForTarget(this.portfolio, security, share);
  }

  /** Sends the orders of a margin call, biggest losers first, until margin suffices again. */
  executeMarginCall(orders: readonly MarginCallOrder[]): OrderTicket[] {
    const tickets: OrderTicket[] = [];
    for (const { security, quantity } of orders) {
      if (this.portfolio.marginRemaining >= 0) break;
      const timeUtc = this.clock.utc;
      const properties = this.defaultOrderProperties;
      tickets.push(this.desk.submit({ orderType: OrderType.Market, security, quantity, prices: NO_PRICES, trailingAsPercentage: false, timeUtc, tag: 'Margin Call', properties, asynchronous: false }));
    }
    return tickets;
  }

  private dailyMarketOrder(security: Security, quantity: number, options: OrderRequestOptions): OrderTicket {
    const ticket = isTooLateForClose(security, this.settings.marketOnCloseSubmissionBuffer) ? this.marketOnOpenOrder(security, quantity, options) : this.marketOnCloseOrder(security, quantity, options);
    if (ticket.hasOrder) this.sayOnce('Market orders during market hours for securities with daily rows only become market on close orders (market on open orders near the close).');
    return ticket;
  }

  private orderDelta(security: Security, delta: number, options: OrderRequestOptions): OrderTicket | undefined {
    const quantity = delta - this.openMarketQuantity(security);
    if (quantity === 0) return undefined;
    return security.isExchangeOpen ? this.marketOrder(security, quantity, options) : this.marketOnOpenOrder(security, quantity, options);
  }

  /** What open market and market on open orders still bring. */
  private openMarketQuantity(security: Security): number {
    let sum = 0;
    for (let order = this.desk.openOrders.find(security)?.first; order !== undefined; order = order.nextOpen) {
      if (order.type === OrderType.Market || order.type === OrderType.MarketOnOpen) sum += order.quantity - order.quantityFilled;
    }
    return sum;
  }

  private orderByMarginImpact(deltas: readonly { security: Security; quantity: number }[]): { security: Security; quantity: number }[] {
    const sized = deltas.flatMap(({ security, quantity }) => {
      const rounded = roundToLot(quantity, security);
      if (!security.hasData || !security.isTradable || Math.abs(rounded) < security.properties.lotSize.toNumber()) return [];
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
    if (orders.length === 1 && quantity !== 0 && orders[0].quantity === -quantity && orders[0].type === OrderType.Market) return undefined;
    let pending = 0;
    for (const order of orders) {
      if (order.type === OrderType.Market) pending += order.quantityRemaining;
      else this.desk.ticket(order.id)?.cancel(options.tag);
    }
    return quantity === 0 ? undefined : this.marketOrder(security, -quantity - pending, options);
  }

  private allByTicker(): Security[] {
    const securities = Array.from(this.portfolio.holdings(), (holding) => holding.security);
    return securities.sort((a, b) => (a.symbol.ticker < b.symbol.ticker ? -1 : a.symbol.ticker > b.symbol.ticker ? 1 : 0));
  }

  /** Orders of the auctions cannot be good until a date. */
  private auctionOptions(options: OrderRequestOptions): OrderRequestOptions {
    const properties = options.properties ?? this.defaultOrderProperties;
    if (properties.timeInForce.kind !== TimeInForceKind.GoodTilDate) return options;
    this.sayOnce('Market on open and market on close orders cannot be good until a date; they stay until cancelled.');
    return { ...options, properties: { ...properties, timeInForce: TimeInForce.goodTilCanceled } };
  }

  private submit(orderType: OrderType, security: Security, quantity: number, prices: OrderPrices, options: OrderRequestOptions, trailingAsPercentage = false): OrderTicket {
    requireFiniteOrder(security, quantity, prices);
    const wish = this.wish;
    wish.orderType = orderType;
    wish.security = security;
    wish.quantity = quantity;
    wish.prices = prices;
    wish.trailingAsPercentage = trailingAsPercentage;
    wish.timeUtc = this.clock.utc;
    wish.tag = options.tag ?? '';
    wish.properties = options.properties ?? this.defaultOrderProperties;
    wish.asynchronous = options.asynchronous ?? false;
    const refusal = refusalOfRequest(wish, this.desk.isWarmingUp, this.settings.marketOnCloseSubmissionBuffer);
    if (refusal === undefined) return this.desk.submit(wish);
    this.listener.onMessage('error', refusal.errorMessage);
    return new OrderTicket(this.desk, new SubmitOrderRequest(0, wish, refusal));
  }

  private sayOnce(message: string): void {
    if (this.said.has(message)) return;
    this.said.add(message);
    this.listener.onMessage('debug', message);
  }
}

/** The first stop of a trailing stop: above the price for buys, below it for sells. */
export function trailingStopPrice(price: number, amount: number, asPercentage: boolean, isBuy: boolean): number {
  const distance = asPercentage ? price * amount : amount;
  return isBuy ? price + distance : price - distance;
}

function requireFiniteOrder(security: Security, quantity: number, prices: OrderPrices): void {
  requireFinite(quantity, 'quantity', security);
  if (prices === NO_PRICES) return;
  requireFinite(prices.limit, 'limit price', security);
  requireFinite(prices.stop, 'stop price', security);
  requireFinite(prices.trigger, 'trigger price', security);
  requireFinite(prices.trailing, 'trailing amount', security);
}

function requireFinite(value: number, what: string, security: Security): void {
  if (Number.isFinite(value)) return;
  const ticker = security.symbol.ticker;
  throw new EngineError(TRANSACTION_ERRORS.BAD_QUANTITY, `The ${what} of an order for ${ticker} is ${value}. Check the sum that it is worked out with; an indicator that is not ready is a common cause.`, { data: { symbol: ticker, what, value: String(value) } });
}

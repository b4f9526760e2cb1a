import type { Clock } from '../model/clock.ts';
import type { SecurityPortfolio } from '../securities/security-portfolio.ts';
import type { Security } from '../securities/security.ts';
import type { OrderDesk, OrderListener } from './order-desk.ts';
import type { OrderSpecification } from './order.ts';
import { NO_PRICES, OrderPrices } from '../model/order-prices.ts';
import { OrderGroupKind } from '../model/order-groups.ts';
import {
  bracketOrders,
  cancellingOrders,
  ruledBracketOrders,
  ruledExitOrders,
  triggeringOrders,
} from './group-verbs.ts';
import type { BracketOptions, ExitPrices, RuledExitOptions, SecurityOrder } from './group-verbs.ts';
import { OrderGroup } from './order-group.ts';
import type { GroupMember, GroupOrder } from './order-group.ts';
import { SubmitOrderRequest } from './order-request.ts';
import { OrderTicket } from './order-ticket.ts';
import { OrderType } from '../model/order-types.ts';
import { requireFiniteOrder, requireOrderType } from './order-numbers.ts';
import { isDailyOnly, isTooLateForClose, refusalOfRequest } from './pre-order-checks.ts';
import { DEFAULT_ORDER_PROPERTIES, TimeInForce, TimeInForceKind } from '../model/time-in-force.ts';
import type { OrderProperties } from '../model/time-in-force.ts';

/** Optional arguments of an order in addition to quantity and prices. */
export interface OrderRequestOptions {
  /** Do not wait for a live market's response. In a backtest the market responds at once, so that it has no effect. */
  readonly asynchronous?: boolean;
  readonly tag?: string;
  readonly properties?: OrderProperties;
}

/** A complete order specification, for {@link Trading.submitOrderRequest}. */
export interface RawOrder extends OrderRequestOptions {
  readonly orderType: OrderType;
  /** Signed. */
  readonly quantity: number;
  readonly limitPrice?: number;
  readonly stopPrice?: number;
  readonly triggerPrice?: number;
  /** Distance of a trailing stop: price units, or a fraction of the price if `trailingAsPercentage` is true. */
  readonly trailingAmount?: number;
  readonly trailingAsPercentage?: boolean;
}

/** The engine's arguments for an order of a group. */
interface MemberOptions extends OrderRequestOptions {
  readonly member?: GroupMember;
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

/** Default options. */
export const NO_OPTIONS: OrderRequestOptions = {};

/** Methods that place orders, one per type. Each returns a ticket, also for refused requests. */
export class OrderVerbs {
  /** Properties of orders that are placed without properties. */
  defaultOrderProperties: OrderProperties = DEFAULT_ORDER_PROPERTIES;
  protected readonly desk: OrderDesk;
  protected readonly clock: Clock;
  protected readonly portfolio: SecurityPortfolio;
  protected readonly listener: Pick<OrderListener, 'onMessage'>;
  private readonly settings: TradingParts['settings'];
  private readonly liveMode: boolean;
  private readonly said = new Set<string>();
  private groupCount = 0;
  /** The specification that all methods reuse; the desk copies it immediately. */
  private readonly wish: Writable<OrderSpecification>;

  constructor(parts: TradingParts) {
    this.desk = parts.desk;
    this.clock = parts.clock;
    this.portfolio = parts.portfolio;
    this.listener = parts.listener;
    this.settings = parts.settings;
    this.liveMode = parts.liveMode ?? false;
    const nobody = undefined as unknown as Security;
    this.wish = {
      orderType: OrderType.Market,
      security: nobody,
      quantity: 0,
      prices: NO_PRICES,
      timeUtc: 0,
      tag: '',
      properties: DEFAULT_ORDER_PROPERTIES,
      asynchronous: false,
      member: undefined,
    };
  }

  /**
   * Buys or sells at the market, inside the call. While the market is closed it becomes a market on open order; if the
   * strategy receives only daily rows and the market is open, a market on close order (near the close, market on open).
   */
  marketOrder(security: Security, quantity: number, options: OrderRequestOptions = NO_OPTIONS): OrderTicket {
    if (!security.isExchangeOpen) {
      const ticket = this.marketOnOpenOrder(security, quantity, options);
      if (ticket.hasOrder)
        this.sayOnce('Market orders that are placed while the market is closed become market on open orders.');
      return ticket;
    }
    if (!this.liveMode && isDailyOnly(security) && !security.exchangeHours.isMarketAlwaysOpen)
      return this.dailyMarketOrder(security, quantity, options);
    return this.submit(OrderType.Market, security, quantity, NO_PRICES, options);
  }

  limitOrder(
    security: Security,
    quantity: number,
    limitPrice: number,
    options: OrderRequestOptions = NO_OPTIONS,
  ): OrderTicket {
    return this.submit(OrderType.Limit, security, quantity, new OrderPrices(limitPrice, 0, 0, 0), options);
  }

  stopMarketOrder(
    security: Security,
    quantity: number,
    stopPrice: number,
    options: OrderRequestOptions = NO_OPTIONS,
  ): OrderTicket {
    return this.submit(OrderType.StopMarket, security, quantity, new OrderPrices(0, stopPrice, 0, 0), options);
  }

  stopLimitOrder(
    security: Security,
    quantity: number,
    prices: { readonly stopPrice: number; readonly limitPrice: number },
    options: OrderRequestOptions = NO_OPTIONS,
  ): OrderTicket {
    return this.submit(
      OrderType.StopLimit,
      security,
      quantity,
      new OrderPrices(prices.limitPrice, prices.stopPrice, 0, 0),
      options,
    );
  }

  /** A stop that trails the price; `stopPrice` defaults to the distance from the security's price. */
  trailingStopOrder(
    security: Security,
    quantity: number,
    trailing: { readonly amount: number; readonly asPercentage: boolean; readonly stopPrice?: number },
    options: OrderRequestOptions = NO_OPTIONS,
  ): OrderTicket {
    const { amount, asPercentage } = trailing;
    const stopPrice =
      trailing.stopPrice ??
      (security.hasData ? trailingStopPrice(security.price, amount, asPercentage, quantity > 0) : 0);
    return this.submit(
      OrderType.TrailingStop,
      security,
      quantity,
      new OrderPrices(0, stopPrice, 0, amount, asPercentage),
      options,
    );
  }

  limitIfTouchedOrder(
    security: Security,
    quantity: number,
    prices: { readonly triggerPrice: number; readonly limitPrice: number },
    options: OrderRequestOptions = NO_OPTIONS,
  ): OrderTicket {
    return this.submit(
      OrderType.LimitIfTouched,
      security,
      quantity,
      new OrderPrices(prices.limitPrice, 0, prices.triggerPrice, 0),
      options,
    );
  }

  marketOnOpenOrder(security: Security, quantity: number, options: OrderRequestOptions = NO_OPTIONS): OrderTicket {
    return this.submit(OrderType.MarketOnOpen, security, quantity, NO_PRICES, this.auctionOptions(options));
  }

  /** Must be placed at least 15.5 minutes before the close. */
  marketOnCloseOrder(security: Security, quantity: number, options: OrderRequestOptions = NO_OPTIONS): OrderTicket {
    return this.submit(OrderType.MarketOnClose, security, quantity, NO_PRICES, this.auctionOptions(options));
  }

  /** Submits an order without changing its type; the pre-order checks still apply (LEAN's SubmitOrderRequest). */
  submitOrderRequest(security: Security, order: RawOrder): OrderTicket {
    requireOrderType(security, order.orderType);
    const { limitPrice = 0, stopPrice = 0, triggerPrice = 0, trailingAmount = 0, trailingAsPercentage = false } = order;
    const prices = new OrderPrices(limitPrice, stopPrice, triggerPrice, trailingAmount, trailingAsPercentage);
    return this.submit(order.orderType, security, order.quantity, prices, order);
  }

  /** An entry with exits: each fill of the entry places exits of the same size, and one exit cancels the other. */
  bracketOrder(security: Security, quantity: number, options: BracketOptions): OrderGroup {
    return this.startGroup(OrderGroupKind.Bracket, bracketOrders(security, quantity, options));
  }

  /** @internal An entry whose exits have prices that rules compute. */
  ruledBracketOrder(
    security: Security,
    quantity: number,
    options: Pick<BracketOptions, 'entry'> & RuledExitOptions,
    exits: ExitPrices,
  ): OrderGroup {
    const group = this.makeGroup(OrderGroupKind.Bracket, ruledBracketOrders(security, quantity, options, exits));
    exits.attach(group);
    group.start();
    return group;
  }

  /** @internal The exits of an open position of `quantity` units, whose prices rules compute. */
  ruledExits(
    security: Security,
    position: { readonly quantity: number; readonly entryPrice: number },
    options: RuledExitOptions,
    exits: ExitPrices,
  ): OrderGroup {
    const orders = ruledExitOrders(security, position.quantity, options, exits);
    const group = this.makeGroup(OrderGroupKind.Bracket, orders);
    exits.attach(group);
    group.start(position.entryPrice);
    return group;
  }

  /** One-cancels-other: a fill of one order reduces the others. */
  oneCancelsOther(orders: readonly SecurityOrder[]): OrderGroup {
    return this.startGroup(OrderGroupKind.OneCancelsOther, cancellingOrders(orders));
  }

  /** One-triggers-other: the fills of the first order place the others in proportion. */
  oneTriggersOther(first: SecurityOrder, others: readonly SecurityOrder[]): OrderGroup {
    return this.startGroup(OrderGroupKind.OneTriggersOther, triggeringOrders(first, others));
  }

  /** A market order, as LEAN's `Order`. */
  order(security: Security, quantity: number, options?: OrderRequestOptions): OrderTicket {
    return this.marketOrder(security, quantity, options);
  }

  /** Market order to buy; the sign of the quantity is ignored. */
  buy(security: Security, quantity: number, options?: OrderRequestOptions): OrderTicket {
    return this.marketOrder(security, Math.abs(quantity), options);
  }

  sell(security: Security, quantity: number, options?: OrderRequestOptions): OrderTicket {
    return this.marketOrder(security, -Math.abs(quantity), options);
  }

  private startGroup(kind: OrderGroupKind, orders: readonly GroupOrder[]): OrderGroup {
    const group = this.makeGroup(kind, orders);
    group.start();
    return group;
  }

  private makeGroup(kind: OrderGroupKind, orders: readonly GroupOrder[]): OrderGroup {
    return new OrderGroup({
      id: ++this.groupCount,
      kind,
      orders,
      place: (member, quantity, prices) => {
        const { orderType, security, options } = member.terms;
        const named: MemberOptions = { ...options, member };
        return orderType === OrderType.Market
          ? this.marketOrder(security, quantity, named)
          : this.submit(orderType, security, quantity, prices, named);
      },
      logError: (message) => this.listener.onMessage('error', message),
    });
  }

  private dailyMarketOrder(security: Security, quantity: number, options: OrderRequestOptions): OrderTicket {
    const ticket = isTooLateForClose(security, this.settings.marketOnCloseSubmissionBuffer)
      ? this.marketOnOpenOrder(security, quantity, options)
      : this.marketOnCloseOrder(security, quantity, options);
    if (ticket.hasOrder)
      this.sayOnce(
        'Market orders during market hours for securities with daily rows only become market on close orders (market on open orders near the close).',
      );
    return ticket;
  }

  /** Auction orders cannot be good until a date. */
  private auctionOptions(options: OrderRequestOptions): OrderRequestOptions {
    const properties = options.properties ?? this.defaultOrderProperties;
    if (properties.timeInForce.kind !== TimeInForceKind.GoodTilDate) return options;
    this.sayOnce('Market on open and market on close orders cannot be good until a date; they stay until cancelled.');
    return { ...options, properties: { ...properties, timeInForce: TimeInForce.goodTilCanceled } };
  }

  private submit(
    orderType: OrderType,
    security: Security,
    quantity: number,
    prices: OrderPrices,
    options: MemberOptions,
  ): OrderTicket {
    requireFiniteOrder(security, quantity, prices);
    const wish = this.wish;
    wish.orderType = orderType;
    wish.security = security;
    wish.quantity = quantity;
    wish.prices = prices;
    wish.timeUtc = this.clock.utc;
    wish.tag = options.tag ?? '';
    wish.properties = options.properties ?? this.defaultOrderProperties;
    wish.asynchronous = options.asynchronous ?? false;
    wish.member = options.member;
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
function trailingStopPrice(price: number, amount: number, asPercentage: boolean, isBuy: boolean): number {
  const distance = asPercentage ? price * amount : amount;
  return isBuy ? price + distance : price - distance;
}

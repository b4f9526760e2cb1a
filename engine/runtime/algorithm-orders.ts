import type { OrderProperties } from '../model/time-in-force.ts';
import type { Security } from '../securities/security.ts';
import type { SecurityManager } from '../securities/security-manager.ts';
import type { BracketOptions, SecurityOrder } from '../transactions/group-verbs.ts';
import type { OrderGroup } from '../transactions/order-group.ts';
import type { OrderTicket } from '../transactions/order-ticket.ts';
import type { OrderRequestOptions, RawOrder, TargetOptions } from '../transactions/trading.ts';
import type { AlgorithmHost } from './algorithm-host.ts';
import type { ProtectOptions, StopPreview } from './exit-manager.ts';
import type { SymbolLike } from './slice.ts';

/** A target weight: the share of the portfolio for a symbol. 1 is the whole portfolio, negative weights are short. */
export interface PortfolioShare {
  readonly symbol: SymbolLike;
  readonly share: number;
}

/** An entry with exits by rules. */
export type RuledBracketOptions = Pick<BracketOptions, 'entry'> & ProtectOptions;

/** A complete order request with its symbol. */
export type NamedOrder = RawOrder & { readonly symbol: SymbolLike };

/** The order methods of a strategy (LEAN's QCAlgorithm.Trading). */
export abstract class AlgorithmOrders {
  readonly securities: SecurityManager;
  /** @internal */
  protected readonly host: AlgorithmHost;

  constructor(host: AlgorithmHost) {
    this.host = host;
    this.securities = host.securities;
  }

  /** Order properties that apply unless an order sets its own. */
  get defaultOrderProperties(): OrderProperties {
    return this.host.trading.defaultOrderProperties;
  }

  set defaultOrderProperties(properties: OrderProperties) {
    this.host.trading.defaultOrderProperties = properties;
  }

  marketOrder(symbol: SymbolLike, quantity: number, options?: OrderRequestOptions): OrderTicket {
    return this.host.trading.marketOrder(this.toTrade(symbol), quantity, options);
  }

  /** Places a market order to buy; the sign of the quantity is ignored. */
  buy(symbol: SymbolLike, quantity: number, options?: OrderRequestOptions): OrderTicket {
    return this.host.trading.marketOrder(this.toTrade(symbol), Math.abs(quantity), options);
  }

  /** Places a market order to sell; the sign of the quantity is ignored. */
  sell(symbol: SymbolLike, quantity: number, options?: OrderRequestOptions): OrderTicket {
    return this.host.trading.marketOrder(this.toTrade(symbol), -Math.abs(quantity), options);
  }

  limitOrder(symbol: SymbolLike, quantity: number, limitPrice: number, options?: OrderRequestOptions): OrderTicket {
    return this.host.trading.limitOrder(this.toTrade(symbol), quantity, limitPrice, options);
  }

  stopMarketOrder(symbol: SymbolLike, quantity: number, stopPrice: number, options?: OrderRequestOptions): OrderTicket {
    return this.host.trading.stopMarketOrder(this.toTrade(symbol), quantity, stopPrice, options);
  }

  stopLimitOrder(
    symbol: SymbolLike,
    quantity: number,
    prices: { readonly stopPrice: number; readonly limitPrice: number },
    options?: OrderRequestOptions,
  ): OrderTicket {
    return this.host.trading.stopLimitOrder(this.toTrade(symbol), quantity, prices, options);
  }

  /** `stopPrice` is computed from the security's price by default. */
  trailingStopOrder(
    symbol: SymbolLike,
    quantity: number,
    trailing: { readonly amount: number; readonly asPercentage: boolean; readonly stopPrice?: number },
    options?: OrderRequestOptions,
  ): OrderTicket {
    return this.host.trading.trailingStopOrder(this.toTrade(symbol), quantity, trailing, options);
  }

  limitIfTouchedOrder(
    symbol: SymbolLike,
    quantity: number,
    prices: { readonly triggerPrice: number; readonly limitPrice: number },
    options?: OrderRequestOptions,
  ): OrderTicket {
    return this.host.trading.limitIfTouchedOrder(this.toTrade(symbol), quantity, prices, options);
  }

  marketOnOpenOrder(symbol: SymbolLike, quantity: number, options?: OrderRequestOptions): OrderTicket {
    return this.host.trading.marketOnOpenOrder(this.toTrade(symbol), quantity, options);
  }

  marketOnCloseOrder(symbol: SymbolLike, quantity: number, options?: OrderRequestOptions): OrderTicket {
    return this.host.trading.marketOnCloseOrder(this.toTrade(symbol), quantity, options);
  }

  /** Submits an order unchanged: the pre-order checks run, but a market order stays one while the market is closed. */
  submitOrderRequest(order: NamedOrder): OrderTicket {
    return this.host.trading.submitOrderRequest(this.toTrade(order.symbol), order);
  }

  /**
   * Bracket order: an entry with a stop loss and a take profit. Each fill of the entry activates exits of the same
   * quantity; a fill of one exit reduces the other. If one bar reaches both exits, the stop fills, unless the bar opens
   * beyond the take profit. With `exits`, rules decide the exits and move them with each bar.
   *
   * @throws EngineError ORDER_BAD_GROUP without an exit, or with exits on the wrong side of the entry
   */
  bracketOrder(symbol: SymbolLike, quantity: number, options: BracketOptions | RuledBracketOptions): OrderGroup {
    const security = this.toTrade(symbol);
    return 'exits' in options
      ? this.host.exits.enter(security, quantity, options)
      : this.host.trading.bracketOrder(security, quantity, options);
  }

  /**
   * Places exits for the open position of a symbol, by rules such as `percentStop(0.05)`. They replace exits from an earlier
   * call or from a bracket with rules. Undefined without a position. @throws EngineError RUN_BAD_EXITS
   */
  protectPosition(symbol: SymbolLike, options: ProtectOptions): OrderGroup | undefined {
    return this.host.exits.protect(this.toTrade(symbol), options);
  }

  /** The stop that rules would place if a position were entered at the present price: for its size. Undefined without one. */
  previewStop(symbol: SymbolLike, preview: StopPreview): number | undefined {
    return this.host.exits.previewStop(this.toTrade(symbol), preview);
  }

  /** One-cancels-other orders: a fill of one reduces the others in proportion, and a full fill cancels them. */
  oneCancelsOther(orders: readonly NamedOrder[]): OrderGroup {
    return this.host.trading.oneCancelsOther(orders.map((order) => this.ofGroup(order)));
  }

  /** One-triggers-other orders: each fill of the first order activates the others in proportion. */
  oneTriggersOther(first: NamedOrder, others: readonly NamedOrder[]): OrderGroup {
    return this.host.trading.oneTriggersOther(
      this.ofGroup(first),
      others.map((order) => this.ofGroup(order)),
    );
  }

  /**
   * Orders the quantity that brings a holding to a share of the portfolio: 1 is all of it, negative shares are short.
   * @returns the order's ticket; undefined when no order is needed
   */
  setHoldings(symbol: SymbolLike, share: number, options?: TargetOptions): OrderTicket | undefined;
  /** Sizes several targets together at current prices; orders that reduce a position are sent first. */
  setHoldings(targets: readonly PortfolioShare[], options?: TargetOptions): OrderTicket[];
  setHoldings(
    target: SymbolLike | readonly PortfolioShare[],
    second?: number | TargetOptions,
    third?: TargetOptions,
  ): OrderTicket | undefined | OrderTicket[] {
    const { trading } = this.host;
    if (namesOne(target)) return trading.setHolding(this.toTrade(target), second as number, third);
    const targets = target.map(({ symbol, share }) => ({ security: this.toTrade(symbol), share }));
    return trading.setHoldings(targets, second as TargetOptions | undefined);
  }

  /**
   * Cancels the open orders of a symbol and closes its position.
   * @returns the closing order's ticket; undefined without a position, or when an open order already closes it
   */
  liquidate(symbol: SymbolLike, options?: OrderRequestOptions): OrderTicket | undefined;
  /** Liquidates several symbols, or all. */
  liquidate(symbols?: readonly SymbolLike[], options?: OrderRequestOptions): OrderTicket[];
  liquidate(
    which?: SymbolLike | readonly SymbolLike[],
    options?: OrderRequestOptions,
  ): OrderTicket | undefined | OrderTicket[] {
    const { trading } = this.host;
    if (which === undefined) return trading.liquidate(undefined, options);
    if (namesOne(which)) return trading.liquidate([this.securityOf(which)], options)[0];
    return trading.liquidate(
      which.map((one) => this.securityOf(one)),
      options,
    );
  }

  /** Signed quantity of the order that brings the holding to a share of the portfolio. */
  calculateOrderQuantity(symbol: SymbolLike, share: number): number {
    return this.host.trading.calculateOrderQuantity(this.toTrade(symbol), share);
  }

  /** Returns the run's security of a symbol; throws if the run does not know it. */
  protected securityOf(symbol: SymbolLike): Security {
    return this.securities.of(symbol);
  }

  private ofGroup(order: NamedOrder): SecurityOrder {
    return { security: this.toTrade(order.symbol), order };
  }

  private toTrade(symbol: SymbolLike): Security {
    return this.host.subscriptions.forOrder(symbol);
  }
}

/** Whether a call is for one symbol; `Array.isArray` alone does not narrow readonly lists. */
function namesOne(value: SymbolLike | readonly unknown[]): value is SymbolLike {
  return !Array.isArray(value);
}

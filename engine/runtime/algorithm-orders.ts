import type { OrderProperties } from '../model/time-in-force.ts';
import type { Security } from '../securities/security.ts';
import type { SecurityManager } from '../securities/security-manager.ts';
import type { BracketOptions, SecurityOrder } from '../transactions/group-verbs.ts';
import type { OrderGroup } from '../transactions/order-group.ts';
import type { OrderTicket } from '../transactions/order-ticket.ts';
import type { OrderRequestOptions, RawOrder, TargetOptions } from '../transactions/trading.ts';
import type { AlgorithmHost } from './algorithm-host.ts';
import type { SymbolLike } from './slice.ts';

/** A share of the portfolio that a symbol is to have: 1 is all of it, negative shares are short. */
export interface PortfolioShare {
  readonly symbol: SymbolLike;
  readonly share: number;
}

/** An order in full, with the symbol that it trades. */
export type NamedOrder = RawOrder & { readonly symbol: SymbolLike };

/** The orders of a strategy, one verb each (LEAN's QCAlgorithm.Trading). */
export abstract class AlgorithmOrders {
  readonly securities: SecurityManager;
  /** @internal */
  protected readonly host: AlgorithmHost;

  constructor(host: AlgorithmHost) {
    this.host = host;
    this.securities = host.securities;
  }

  /** Properties of orders that bring none of their own. */
  get defaultOrderProperties(): OrderProperties {
    return this.host.trading.defaultOrderProperties;
  }

  set defaultOrderProperties(properties: OrderProperties) {
    this.host.trading.defaultOrderProperties = properties;
  }

  marketOrder(symbol: SymbolLike, quantity: number, options?: OrderRequestOptions): OrderTicket {
    return this.host.trading.marketOrder(this.toTrade(symbol), quantity, options);
  }

  /** Market order to buy; the quantity is taken without its sign. */
  buy(symbol: SymbolLike, quantity: number, options?: OrderRequestOptions): OrderTicket {
    return this.host.trading.marketOrder(this.toTrade(symbol), Math.abs(quantity), options);
  }

  /** Market order to sell; the quantity is taken without its sign. */
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

  /** `stopPrice` is worked out from the security's price when it is left out. */
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

  /** Sends an order as it is: the checks before an order are made, but a market order stays one while the market is closed. */
  submitOrderRequest(order: NamedOrder): OrderTicket {
    return this.host.trading.submitOrderRequest(this.toTrade(order.symbol), order);
  }

  /**
   * An entry with a stop loss and a take profit: the exits come when the entry fills, in the size of what it fills, and what
   * one of them fills is taken off the other. Where one bar reaches both, the stop fills, unless the bar opens beyond the
   * take profit.
   *
   * @throws EngineError ORDER_BAD_GROUP without an exit, or where the exits are on the wrong sides
   */
  bracketOrder(symbol: SymbolLike, quantity: number, options: BracketOptions): OrderGroup {
    return this.host.trading.bracketOrder(this.toTrade(symbol), quantity, options);
  }

  /** Orders of which each takes what it fills off the others, in proportion: a full fill cancels them. */
  oneCancelsOther(orders: readonly NamedOrder[]): OrderGroup {
    return this.host.trading.oneCancelsOther(orders.map((order) => this.ofGroup(order)));
  }

  /** An order whose fills bring others, in proportion to what it fills. */
  oneTriggersOther(first: NamedOrder, others: readonly NamedOrder[]): OrderGroup {
    return this.host.trading.oneTriggersOther(
      this.ofGroup(first),
      others.map((order) => this.ofGroup(order)),
    );
  }

  /**
   * Orders what brings a holding to a share of the portfolio: 1 is all of it, negative shares are short.
   * @returns the order's ticket; undefined when nothing is to be ordered
   */
  setHoldings(symbol: SymbolLike, share: number, options?: TargetOptions): OrderTicket | undefined;
  /** Several targets are sized together at the present prices; orders that reduce a position go first. */
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
   * @returns the closing order's ticket; undefined when nothing is held, or an order closes the position already
   */
  liquidate(symbol: SymbolLike, options?: OrderRequestOptions): OrderTicket | undefined;
  /** The same for several symbols, or for all. */
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

  /** Signed quantity that brings the holding to a share of the portfolio. */
  calculateOrderQuantity(symbol: SymbolLike, share: number): number {
    return this.host.trading.calculateOrderQuantity(this.toTrade(symbol), share);
  }

  /** The run's security of a symbol; throws when the run does not know it. */
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

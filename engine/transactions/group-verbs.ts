import { EngineError } from '../model/engine-error.ts';
import { OrderGroupRole } from '../model/order-groups.ts';
import { OrderPrices } from '../model/order-prices.ts';
import { OrderType } from '../model/order-types.ts';
import type { Security } from '../securities/security.ts';
import { TRANSACTION_ERRORS } from './errors.ts';
import type { GroupOrder, OrderGroup } from './order-group.ts';
import { requireFinite, requireOrderType } from './order-numbers.ts';
import type { OrderRequestOptions, RawOrder } from './order-verbs.ts';

/** The price of an exit: absolute, or as distance in fractions of the entry's average fill price (0.15 is 15 %). */
export type ExitPrice = { readonly price: number } | { readonly fraction: number };

/** A stop that trails the price by a number of price units or by a fraction of the price. */
export interface TrailingExit {
  readonly trailing: number;
  readonly asPercentage?: boolean;
}

/** Optional properties of an exit in addition to its price. */
export interface ExitOptions {
  readonly tag?: string;
}

/** Entry and exits of a position. At least one exit is required. */
export interface BracketOptions extends OrderRequestOptions {
  /** The entry order; a market order by default. */
  readonly entry?: { readonly limitPrice?: number; readonly stopPrice?: number };
  readonly stopLoss?: (ExitPrice | TrailingExit) & ExitOptions;
  readonly takeProfit?: ExitPrice & ExitOptions;
}

/** The prices of exits that depend on the average fill price of the entry; undefined while there are none. */
export interface ExitPrices {
  /** Receives the group before its first order is placed. */
  attach(group: OrderGroup): void;
  stopAt(fillPrice: number): number | undefined;
  /** The stop of an entry that would fill at a price; changes nothing. */
  previewAt(fillPrice: number): number | undefined;
  targetAt(fillPrice: number): number | undefined;
}

/** Options of exits that rules place. */
export interface RuledExitOptions extends OrderRequestOptions {
  /** Tags of the exits; `Stop loss` and `Take profit` by default. */
  readonly exitTags?: { readonly stopLoss?: string; readonly takeProfit?: string };
}

/** An order of a group whose orders may be for different securities. */
export interface SecurityOrder {
  readonly security: Security;
  readonly order: RawOrder;
}

/** Entry, stop loss and take profit of a bracket. @throws EngineError ORDER_BAD_GROUP, ORDER_BAD_QUANTITY */
export function bracketOrders(security: Security, quantity: number, options: BracketOptions): GroupOrder[] {
  const { entry, stopLoss, takeProfit, ...rest } = options;
  requireFinite(quantity, 'quantity', security);
  if (stopLoss === undefined && takeProfit === undefined)
    throw badGroup('A bracket has neither a stop loss nor a take profit. Pass one of them, or place a single order.');
  const isLong = quantity > 0;
  requireOrder(options, isLong);
  const exits = { security, quantity: -quantity, isLong, options: rest };
  const orders = [entryOrder(security, quantity, entry, rest)];
  if (stopLoss !== undefined) orders.push(stopLossOrder(exits, stopLoss));
  if (takeProfit !== undefined) orders.push(takeProfitOrder(exits, takeProfit));
  return orders;
}

/** An entry whose exits have prices that rules compute. @throws EngineError ORDER_BAD_QUANTITY */
export function ruledBracketOrders(
  security: Security,
  quantity: number,
  { entry, exitTags, ...options }: Pick<BracketOptions, 'entry'> & RuledExitOptions,
  exits: ExitPrices,
): GroupOrder[] {
  requireFinite(quantity, 'quantity', security);
  const orders = ruledExitOrders(security, quantity, { ...options, exitTags }, exits);
  return [entryOrder(security, quantity, entry, options), ...orders];
}

/** The exits of a position of `quantity` units, whose prices rules compute. */
export function ruledExitOrders(
  security: Security,
  quantity: number,
  { exitTags = {}, ...options }: RuledExitOptions,
  exits: ExitPrices,
): GroupOrder[] {
  const common = { security, quantity: -quantity, isRelative: true };
  const { stopLoss = 'Stop loss', takeProfit = 'Take profit' } = exitTags;
  return [
    {
      ...common,
      role: OrderGroupRole.StopLoss,
      orderType: OrderType.StopMarket,
      pricesAt: (price) => pricesOf(exits.stopAt(price), (stop) => new OrderPrices(0, stop, 0, 0)),
      previewAt: (price) => exits.previewAt(price),
      options: { ...options, tag: stopLoss },
    },
    {
      ...common,
      role: OrderGroupRole.TakeProfit,
      orderType: OrderType.Limit,
      pricesAt: (price) => pricesOf(exits.targetAt(price), (limit) => new OrderPrices(limit, 0, 0, 0)),
      options: { ...options, tag: takeProfit },
    },
  ];
}

function pricesOf(price: number | undefined, make: (price: number) => OrderPrices): OrderPrices | undefined {
  return price === undefined ? undefined : make(price);
}

/** One-cancels-other orders; stops come first, whatever the order of the arguments. */
export function cancellingOrders(orders: readonly SecurityOrder[]): GroupOrder[] {
  if (orders.length < 2) throw badGroup('A one-cancels-other group needs at least two orders. Pass two or more.');
  return orders.map((one) => memberOrder(one)).toSorted((one, other) => stopsFirst(one) - stopsFirst(other));
}

/** An order and the orders that its fills activate. */
export function triggeringOrders(first: SecurityOrder, others: readonly SecurityOrder[]): GroupOrder[] {
  if (others.length === 0) throw badGroup('A one-triggers-other group has no order to trigger. Pass one or more.');
  return [memberOrder(first, OrderGroupRole.First), ...others.map((one) => memberOrder(one))];
}

function badGroup(message: string): EngineError {
  return new EngineError(TRANSACTION_ERRORS.BAD_GROUP, message);
}

interface Exits {
  readonly security: Security;
  readonly quantity: number;
  readonly isLong: boolean;
  readonly options: OrderRequestOptions;
}

function entryOrder(
  security: Security,
  quantity: number,
  { limitPrice, stopPrice }: NonNullable<BracketOptions['entry']> = {},
  options: OrderRequestOptions,
): GroupOrder {
  const withStop = limitPrice === undefined ? OrderType.StopMarket : OrderType.StopLimit;
  const withoutStop = limitPrice === undefined ? OrderType.Market : OrderType.Limit;
  const prices = new OrderPrices(limitPrice ?? 0, stopPrice ?? 0, 0, 0);
  return {
    role: OrderGroupRole.First,
    orderType: stopPrice === undefined ? withoutStop : withStop,
    security,
    quantity,
    pricesAt: () => prices,
    isRelative: false,
    options,
  };
}

function stopLossOrder(exits: Exits, exit: NonNullable<BracketOptions['stopLoss']>): GroupOrder {
  const { isLong } = exits;
  const common = { ...exitOf(exits, exit), role: OrderGroupRole.StopLoss };
  if ('trailing' in exit) {
    const { trailing, asPercentage = false } = exit;
    requireFinite(trailing, 'trailing amount', exits.security);
    const distance = (price: number): number => (asPercentage ? price * trailing : trailing);
    return {
      ...common,
      orderType: OrderType.TrailingStop,
      isRelative: false,
      pricesAt: (price) =>
        new OrderPrices(0, isLong ? price - distance(price) : price + distance(price), 0, trailing, asPercentage),
    };
  }
  const at = exitPrice(exits, exit, isLong ? -1 : 1);
  return {
    ...common,
    orderType: OrderType.StopMarket,
    isRelative: 'fraction' in exit,
    pricesAt: (price) => new OrderPrices(0, at(price), 0, 0),
  };
}

function takeProfitOrder(exits: Exits, exit: NonNullable<BracketOptions['takeProfit']>): GroupOrder {
  const at = exitPrice(exits, exit, exits.isLong ? 1 : -1);
  return {
    ...exitOf(exits, exit),
    role: OrderGroupRole.TakeProfit,
    orderType: OrderType.Limit,
    isRelative: 'fraction' in exit,
    pricesAt: (price) => new OrderPrices(at(price), 0, 0, 0),
  };
}

function exitOf(
  { security, quantity, options }: Exits,
  { tag }: ExitOptions,
): Pick<GroupOrder, 'security' | 'quantity' | 'options'> {
  return { security, quantity, options: tag === undefined ? options : { ...options, tag } };
}

function exitPrice({ security }: Exits, exit: ExitPrice, side: 1 | -1): (fillPrice: number) => number {
  if ('price' in exit) {
    requireFinite(exit.price, 'price of an exit', security);
    return () => exit.price;
  }
  requireFinite(exit.fraction, 'fraction of an exit', security);
  if (exit.fraction <= 0 || (side < 0 && exit.fraction >= 1))
    throw badGroup(
      `An exit cannot be ${exit.fraction} of the entry's price away. Pass a fraction such as 0.15 for 15 %.`,
    );
  return (fillPrice) => fillPrice * (1 + side * exit.fraction);
}

/** Checks that an absolute stop and target are on opposite sides of the position. */
function requireOrder({ stopLoss, takeProfit }: BracketOptions, isLong: boolean): void {
  if (stopLoss === undefined || takeProfit === undefined || !('price' in stopLoss) || !('price' in takeProfit)) return;
  if (isLong ? stopLoss.price < takeProfit.price : stopLoss.price > takeProfit.price) return;
  throw badGroup(
    `The stop loss at ${stopLoss.price} and the take profit at ${takeProfit.price} are swapped for a ${isLong ? 'purchase' : 'sale'}. Exchange them.`,
  );
}

function memberOrder({ security, order }: SecurityOrder, role: OrderGroupRole = OrderGroupRole.Member): GroupOrder {
  requireOrderType(security, order.orderType);
  requireFinite(order.quantity, 'quantity', security);
  if (order.quantity === 0) throw badGroup(`An order of a group for ${security.symbol.ticker} has no quantity.`);
  const { limitPrice = 0, stopPrice = 0, triggerPrice = 0, trailingAmount = 0, trailingAsPercentage = false } = order;
  const prices = new OrderPrices(limitPrice, stopPrice, triggerPrice, trailingAmount, trailingAsPercentage);
  const { orderType, quantity } = order;
  return { role, orderType, security, quantity, pricesAt: () => prices, isRelative: false, options: order };
}

function stopsFirst({ orderType }: GroupOrder): number {
  return orderType === OrderType.Limit || orderType === OrderType.LimitIfTouched ? 1 : 0;
}

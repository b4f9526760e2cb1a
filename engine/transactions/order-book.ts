import { Bag } from '../model/bag.ts';
import { Field } from '../model/market-fields.ts';
import type { Security } from '../securities/security.ts';
import type { WorkingOrder } from './working-order.ts';
import { Resting } from './working-order.ts';
import { OrderType } from '../model/order-types.ts';

/**
 * Resting orders of one security, sorted by the price that reaches them.
 *
 * Keys ascend; an order is reached when its key is at most the mark. Insertion is a binary search and a block move of
 * numbers. The orders themselves are looked up by id only when they are reached.
 */
export class Ladder {
  private keys = new Float64Array(16);
  private ids = new Int32Array(16);
  private count = 0;
  private readonly orderOf: (id: number) => WorkingOrder;

  constructor(orderOf: (id: number) => WorkingOrder) {
    this.orderOf = orderOf;
  }

  get size(): number {
    return this.count;
  }

  insert(key: number, id: number): void {
    const { count } = this;
    if (count === this.keys.length) this.grow();
    const { keys, ids } = this;
    const at = this.firstAfter(key);
    if (at < count) {
      keys.copyWithin(at + 1, at, count);
      ids.copyWithin(at + 1, at, count);
    }
    keys[at] = key;
    ids[at] = id;
    this.count = count + 1;
  }

  remove(key: number, id: number): void {
    const { keys, ids, count } = this;
    let at = this.firstAfter(key) - 1;
    while (at >= 0 && ids[at] !== id) at--;
    if (at < 0) return;
    if (at < count - 1) {
      keys.copyWithin(at, at + 1, count);
      ids.copyWithin(at, at + 1, count);
    }
    this.count = count - 1;
  }

  /** Appends all orders that a mark reaches. */
  collect(mark: number, into: WorkingOrder[]): void {
    const { keys, ids, count } = this;
    for (let i = 0; i < count && keys[i] <= mark; i++) into.push(this.orderOf(ids[i]));
  }

  private firstAfter(key: number): number {
    const { keys } = this;
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (keys[middle] <= key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private grow(): void {
    const keys = new Float64Array(this.count * 2);
    keys.set(this.keys);
    const ids = new Int32Array(this.count * 2);
    ids.set(this.ids);
    this.keys = keys;
    this.ids = ids;
  }
}

/**
 * The open orders of one security: all orders by id, and orders that wait for a price also in two ladders, so that a scan
 * checks only orders that the newest data can reach.
 */
export class OrderBook {
  readonly security: Security;
  /** Reached when the price falls to them: buy limits, sell stops, triggers of buys below the market. */
  readonly falling: Ladder;
  /** Reached when the price rises to them: sell limits, buy stops, triggers of sells above the market. */
  readonly rising: Ladder;
  /** Orders that are checked in every scan. */
  readonly watched = new Bag<WorkingOrder>();
  first: WorkingOrder | undefined = undefined;
  last: WorkingOrder | undefined = undefined;
  openCount = 0;
  /** Upper bounds of the absolute quantities of orders that wait for a price; they only grow until the book is empty. */
  largestBuy = 0;
  largestSell = 0;
  /** Index in the list of books with open orders; -1 without open orders. */
  place = -1;
  /** An order was reached but not filled by the last data; it is checked again in every scan until new data arrive. */
  hasReached = false;
  private tradeEnd = NaN;
  private quoteEnd = NaN;
  private dataEnd = NaN;

  constructor(security: Security, orderOf: (id: number) => WorkingOrder) {
    this.security = security;
    this.falling = new Ladder(orderOf);
    this.rising = new Ladder(orderOf);
  }

  /** Appends an order: ids only increase. */
  append(order: WorkingOrder): void {
    const last = this.last;
    order.previousOpen = last;
    if (last === undefined) this.first = order;
    else last.nextOpen = order;
    this.last = order;
    this.openCount++;
  }

  remove(order: WorkingOrder): void {
    this.leave(order);
    const { previousOpen, nextOpen } = order;
    if (previousOpen === undefined) this.first = nextOpen;
    else previousOpen.nextOpen = nextOpen;
    if (nextOpen === undefined) this.last = previousOpen;
    else nextOpen.previousOpen = previousOpen;
    order.previousOpen = order.nextOpen = undefined;
    if (--this.openCount === 0) this.largestBuy = this.largestSell = 0;
  }

  /** Adds an open order to a ladder or to the list of orders that every scan checks. */
  rest(order: WorkingOrder): void {
    this.leave(order);
    if (this.security.fillModel.isPriceBound === true && isBoundByPrice(order)) {
      const { quantity } = order;
      if (quantity > this.largestBuy) this.largestBuy = quantity;
      else if (-quantity > this.largestSell) this.largestSell = -quantity;
      order.resting = restingPlace(order);
      const key = order.resting === Resting.Falling ? -level(order) : level(order);
      order.ladderKey = key;
      if (order.resting === Resting.Falling) this.falling.insert(key, order.id);
      else this.rising.insert(key, order.id);
      this.hasReached = true;
    } else {
      order.resting = Resting.Watched;
      this.watched.push(order);
    }
  }

  leave(order: WorkingOrder): void {
    switch (order.resting) {
      case Resting.Falling:
        this.falling.remove(order.ladderKey ?? 0, order.id);
        break;
      case Resting.Rising:
        this.rising.remove(order.ladderKey ?? 0, order.id);
        break;
      case Resting.Watched:
        this.watched.remove(order);
        break;
      default:
    }
    order.resting = Resting.Nowhere;
  }

  /** Whether the security has data that this book has not been checked against; marks the data as seen. */
  takeNewData(): boolean {
    const { cache } = this.security;
    const tradeEnd = cache.get(Field.TradeEnd);
    const quoteEnd = cache.get(Field.QuoteEnd);
    const dataEnd = cache.get(Field.LastDataEnd);
    if (tradeEnd === this.tradeEnd && quoteEnd === this.quoteEnd && dataEnd === this.dataEnd) return false;
    this.tradeEnd = tradeEnd;
    this.quoteEnd = quoteEnd;
    this.dataEnd = dataEnd;
    return true;
  }

  /** Appends all orders that the security's newest data reach; true when there are any. */
  collectReached(into: WorkingOrder[]): boolean {
    if (this.falling.size === 0 && this.rising.size === 0) return false;
    const before = into.length;
    reachOf(this.security);
    if (this.falling.size > 0) this.falling.collect(-reach.low, into);
    if (this.rising.size > 0) this.rising.collect(reach.high, into);
    return into.length > before;
  }
}

/** Whether the order waits for a single price; triggered orders wait for another one and are checked in every scan. */
function isBoundByPrice(order: WorkingOrder): boolean {
  switch (order.type) {
    case OrderType.Limit:
    case OrderType.StopMarket:
      return true;
    case OrderType.StopLimit:
      return !order.stopTriggered;
    case OrderType.LimitIfTouched:
      return !order.triggerTouched;
    default:
      return false;
  }
}

function restingPlace(order: WorkingOrder): Resting {
  const waitsForFall =
    order.type === OrderType.Limit || order.type === OrderType.LimitIfTouched ? order.quantity > 0 : order.quantity < 0;
  return waitsForFall ? Resting.Falling : Resting.Rising;
}

/** The price that the order waits for. */
function level(order: WorkingOrder): number {
  if (order.type === OrderType.Limit) return order.limitPrice;
  return order.type === OrderType.LimitIfTouched ? order.triggerPrice : order.stopPrice;
}

const reach = { low: 0, high: 0 };

/** Writes the lowest and highest price of the security's last data in the cache. */
function reachOf(security: Security): void {
  const { cache } = security;
  reach.low = reach.high = cache.price;
  widen(cache.get(Field.TradeLow), cache.get(Field.TradeHigh));
  widen(cache.get(Field.BidLow), cache.get(Field.BidHigh));
  widen(cache.get(Field.AskLow), cache.get(Field.AskHigh));
  widen(cache.get(Field.Low), cache.get(Field.High));
  const { tradeTicks, quoteTicks } = cache;
  for (let i = 0; i < tradeTicks.length; i++) widen(tradeTicks[i].value, tradeTicks[i].value);
  for (let i = 0; i < quoteTicks.length; i++) {
    const tick = quoteTicks[i];
    widen(Math.min(tick.bidPrice, tick.value), Math.max(tick.bidPrice, tick.value));
    widen(Math.min(tick.askPrice, tick.value), Math.max(tick.askPrice, tick.value));
  }
}

function widen(low: number, high: number): void {
  if (low < reach.low) reach.low = low;
  if (high > reach.high) reach.high = high;
}

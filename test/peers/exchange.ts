import { Decimal } from '../../engine/model/decimal.ts';
import { type Book, type BookExecution, type BookOrder, type BookRequest, isFinal, leavesOf } from './book.ts';
import { type PeerClock, TimerGroup } from './clock.ts';
import { matchPrice, quotedPrice, trail } from './matching.ts';
import type { MarketTrade, PeerMarket } from './market.ts';
import type { Sessions } from './sessions.ts';

/** What happened to an order. */
export type ExchangeEvent =
  | {
      readonly kind: 'accepted' | 'working' | 'triggered' | 'canceled' | 'expired' | 'reduced';
      readonly order: BookOrder;
    }
  | { readonly kind: 'filled'; readonly order: BookOrder; readonly execution: BookExecution }
  | { readonly kind: 'corrected' | 'busted'; readonly order: BookOrder; readonly execution: BookExecution };

export interface ExchangeOptions {
  readonly clock: PeerClock;
  readonly market: PeerMarket;
  readonly sessions: Sessions;
  readonly book: Book;
  /** What the broker charges for an execution. */
  readonly feeOf: (order: BookOrder, quantity: Decimal, price: Decimal) => Decimal;
  readonly onEvent: (event: ExchangeEvent) => void;
  /** Symbols that trade around the clock, such as crypto. */
  readonly isAlwaysOpen?: (symbol: string) => boolean;
}

/** Matches the orders of a book with a market. Both peers use it, and add their own words and rules. */
export class Exchange {
  readonly book: Book;
  /** While true nothing fills by itself, and a test fills by {@link fill}. */
  holdsFills = false;
  private readonly options: ExchangeOptions;
  private readonly timers: TimerGroup;

  constructor(options: ExchangeOptions) {
    this.options = options;
    this.book = options.book;
    this.timers = new TimerGroup(options.clock);
    options.market.listen({
      onTrade: (trade, isSizeLimited) => this.sweep(trade, isSizeLimited),
      onQuote: ({ symbol }, reaches) => {
        if (reaches) for (const order of this.workingOn(symbol)) this.matchQuote(order);
      },
      onHalt: (symbol) => {
        for (const order of this.workingOn(symbol)) this.matchQuote(order);
      },
    });
    this.awaitSession();
  }

  get utc(): number {
    return this.options.clock.utc;
  }

  close(): void {
    this.timers.cancelAll();
  }

  isOpen(symbol: string): boolean {
    return (this.options.isAlwaysOpen?.(symbol) ?? false) || this.options.sessions.isOpen(this.utc);
  }

  /** Takes an order into the book. It does not trade before {@link start}. */
  accept(request: BookRequest): BookOrder {
    const parent = request.parent === undefined ? undefined : this.orderOf(request.parent);
    const waits = parent !== undefined && parent.state !== 'filled';
    const order: BookOrder = {
      id: this.book.orders.length + 1,
      request,
      state: waits ? 'held' : this.stateAtStart(request),
      filled: Decimal.zero,
      filledValue: Decimal.zero,
      isTriggered: false,
      stopPrice: request.stopPrice,
      extreme: undefined,
      createdUtc: this.utc,
      updatedUtc: this.utc,
      endedUtc: undefined,
      reason: '',
    };
    this.book.orders.push(order);
    return order;
  }

  /** Records an order that the broker refused. */
  reject(request: BookRequest, reason: string): BookOrder {
    const order = this.accept(request);
    this.end(order, 'rejected', reason);
    return order;
  }

  /** Lets an accepted order trade. */
  start(order: BookOrder): void {
    if (order.state === 'held') return;
    this.emit({ kind: order.state === 'working' ? 'working' : 'accepted', order });
    const last = this.options.market.lastTradeOf(order.request.symbol);
    if (last !== undefined) trail(order, last.price);
    this.matchQuote(order);
    this.endImmediate(order);
  }

  orderOf(id: number): BookOrder {
    const order = this.book.orders[id - 1];
    if (order === undefined) throw new RangeError(`The book has no order ${id}.`);
    return order;
  }

  /** @returns whether the order was open */
  cancel(order: BookOrder, reason = ''): boolean {
    if (isFinal(order.state)) return false;
    this.end(order, 'canceled', reason);
    this.emit({ kind: 'canceled', order });
    this.cancelRelated(order);
    return true;
  }

  /** Changes an open order where it is. */
  change(order: BookOrder, change: Partial<BookRequest>): void {
    order.request = { ...order.request, ...change };
    if (change.stopPrice !== undefined) order.stopPrice = change.stopPrice;
    order.updatedUtc = this.utc;
    this.matchQuote(order);
  }

  /** Ends an order that another one replaces. */
  replace(order: BookOrder): void {
    this.end(order, 'replaced', '');
  }

  /** Executes a part of an order at a price, whatever the market and the state of the order say. */
  fill(order: BookOrder, quantity: Decimal, price: Decimal): BookExecution {
    const { symbol, side } = order.request;
    order.filled = order.filled.add(quantity);
    order.filledValue = order.filledValue.add(quantity.mul(price));
    order.updatedUtc = this.utc;
    const held = this.book.positionOf(symbol).quantity;
    const execution: BookExecution = {
      id: this.book.executions.length + 1,
      orderId: order.id,
      symbol,
      side,
      quantity,
      price,
      utc: this.utc,
      cumulative: order.filled,
      leaves: Decimal.max(Decimal.zero, leavesOf(order)),
      position: side === 'buy' ? held.add(quantity) : held.sub(quantity),
      fee: this.options.feeOf(order, quantity, price),
      revision: 0,
      isBusted: false,
    };
    this.book.executions.push(execution);
    if (leavesOf(order).lte(Decimal.zero)) this.end(order, 'filled', '');
    this.emit({ kind: 'filled', order, execution });
    this.afterFill(order, quantity);
    return execution;
  }

  /** Corrects an execution that was reported before. */
  correct(execution: BookExecution, quantity: Decimal, price: Decimal): void {
    const order = this.orderOf(execution.orderId);
    order.filled = order.filled.sub(execution.quantity).add(quantity);
    order.filledValue = order.filledValue.sub(execution.quantity.mul(execution.price)).add(quantity.mul(price));
    Object.assign(execution, { quantity, price, revision: execution.revision + 1 });
    this.emit({ kind: 'corrected', order, execution });
  }

  /** Takes an execution back. */
  bust(execution: BookExecution): void {
    const order = this.orderOf(execution.orderId);
    order.filled = order.filled.sub(execution.quantity);
    order.filledValue = order.filledValue.sub(execution.quantity.mul(execution.price));
    execution.isBusted = true;
    execution.revision += 1;
    this.emit({ kind: 'busted', order, execution });
  }

  private emit(event: ExchangeEvent): void {
    this.options.onEvent(event);
  }

  private end(order: BookOrder, state: BookOrder['state'], reason: string): void {
    order.state = state;
    order.reason = reason;
    order.updatedUtc = this.utc;
    order.endedUtc = this.utc;
  }

  private stateAtStart({ symbol, timeInForce, extendedHours }: BookRequest): 'queued' | 'working' {
    if (timeInForce === 'opg' || timeInForce === 'cls') return 'queued';
    return this.isOpen(symbol) || extendedHours === true ? 'working' : 'queued';
  }

  private workingOn(symbol: string): BookOrder[] {
    return this.book.orders.filter(({ state, request }) => state === 'working' && request.symbol === symbol);
  }

  private canTrade(order: BookOrder): boolean {
    return order.state === 'working' && !this.holdsFills && !this.options.market.isHalted(order.request.symbol);
  }

  /** Fills an order at the quote if the quote reaches it. */
  private matchQuote(order: BookOrder): void {
    const quote = this.options.market.quoteOf(order.request.symbol);
    if (quote === undefined || !this.canTrade(order)) return;
    const { side } = order.request;
    const price = this.match(order, quotedPrice(quote, side));
    const size = side === 'buy' ? quote.askSize : quote.bidSize;
    if (price === undefined || size.isZero) return;
    if (order.request.timeInForce === 'fok' && size.lt(leavesOf(order))) return;
    this.fill(order, Decimal.min(size, leavesOf(order)), price);
  }

  private match(order: BookOrder, offered: Decimal): Decimal | undefined {
    const wasTriggered = order.isTriggered;
    const price = matchPrice(order, offered);
    if (!wasTriggered && order.isTriggered) this.emit({ kind: 'triggered', order });
    return price;
  }

  /** A trade of others moves trailing stops, triggers stops and fills what it reaches, in order of arrival. */
  private sweep(trade: MarketTrade, isSizeLimited: boolean): void {
    let left = trade.size;
    for (const order of this.workingOn(trade.symbol)) {
      trail(order, trade.price);
      if (!this.canTrade(order)) continue;
      const price = this.match(order, trade.price);
      if (price === undefined || (isSizeLimited && left.isZero)) continue;
      const quantity = isSizeLimited ? Decimal.min(left, leavesOf(order)) : leavesOf(order);
      left = left.sub(quantity);
      this.fill(order, quantity, price);
    }
  }

  private endImmediate(order: BookOrder): void {
    const { timeInForce } = order.request;
    if ((timeInForce === 'ioc' || timeInForce === 'fok') && !this.holdsFills) this.cancel(order);
  }

  private afterFill(order: BookOrder, quantity: Decimal): void {
    const { group, groupReduces = false } = order.request;
    for (const other of this.book.openOrders) {
      if (group === undefined || other.request.group !== group || other === order) continue;
      const left = other.request.quantity.sub(quantity);
      if (!groupReduces || order.state === 'filled' || left.lte(other.filled)) this.cancel(other);
      else {
        this.change(other, { quantity: left });
        this.emit({ kind: 'reduced', order: other });
      }
    }
    if (order.state === 'filled')
      this.activate(this.book.openOrders.filter(({ request }) => request.parent === order.id));
  }

  private activate(orders: readonly BookOrder[]): void {
    for (const order of orders) {
      if (order.state !== 'held' && order.state !== 'queued') continue;
      order.state = this.stateAtStart(order.request);
    }
    for (const order of orders) this.start(order);
  }

  private cancelRelated(order: BookOrder): void {
    const { group, parent, groupReduces } = order.request;
    const endsGroup = group !== undefined && (parent !== undefined || groupReduces === true);
    for (const other of this.book.openOrders) {
      const isChild = other.request.parent === order.id && other.state === 'held';
      const isLeg = endsGroup && other.request.group === group;
      if (isChild || isLeg) this.cancel(other);
    }
  }

  /** Wakes up at each open and close. */
  private awaitSession(): void {
    const { sessions } = this.options;
    const next = Math.min(sessions.nextOpen(this.utc), sessions.nextClose(this.utc));
    this.timers.set(next - this.utc, () => {
      if (sessions.isOpen(this.utc)) this.open();
      else this.endDay();
      this.awaitSession();
    });
  }

  private open(): void {
    this.activate(
      this.book.openOrders.filter(({ state, request }) => state === 'queued' && request.timeInForce !== 'cls'),
    );
    for (const order of this.book.openOrders) if (order.request.timeInForce === 'opg') this.expire(order);
  }

  private endDay(): void {
    for (const order of this.book.openOrders) {
      const { timeInForce, symbol } = order.request;
      if (timeInForce === 'cls') this.cross(order);
      else if (timeInForce === 'day' && !(this.options.isAlwaysOpen?.(symbol) ?? false)) this.expire(order);
    }
  }

  /** Executes an order in the closing auction, or lets it expire. */
  private cross(order: BookOrder): void {
    order.state = 'working';
    this.matchQuote(order);
    if (!isFinal(order.state)) this.expire(order);
  }

  private expire(order: BookOrder): void {
    if (isFinal(order.state)) return;
    this.end(order, 'expired', '');
    this.emit({ kind: 'expired', order });
    this.cancelRelated(order);
  }
}

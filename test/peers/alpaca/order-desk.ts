import { Decimal } from '../../../engine/model/decimal.ts';
import { type BookRequest, isFinal, leavesOf, type Side } from '../book.ts';
import type { TimerGroup } from '../clock.ts';
import type { Exchange, ExchangeEvent } from '../exchange.ts';
import type { PeerMarket } from '../market.ts';
import type { AlpacaAccount } from './account.ts';
import { type PeerAsset, uuidOf } from './assets.ts';
import { type AlpacaOrder, orderJson, statusOf } from './order-json.ts';
import { checkForm, type CheckedOrder, checkRules, type OrderBody, Refusal } from './order-rules.ts';

/** What a request changed, and the work that follows its answer. */
export interface Outcome {
  readonly order: AlpacaOrder;
  readonly after: () => void;
}

export interface OrderDeskParts {
  readonly exchange: Exchange;
  readonly market: PeerMarket;
  readonly account: AlpacaAccount;
  readonly timers: TimerGroup;
  readonly assets: ReadonlyMap<string, PeerAsset>;
  /** Publishes an update of the stream. */
  readonly publish: (event: string, order: AlpacaOrder, extra?: Record<string, unknown>) => void;
}

interface Links {
  readonly orderClass?: AlpacaOrder['orderClass'];
  readonly parent?: number;
  readonly group?: string;
  readonly replaces?: string;
  readonly isLeg?: boolean;
  readonly notional?: Decimal;
}

/** Takes, changes and cancels the orders of the account. */
export class OrderDesk {
  /** Every order by its id of the book, from 1. */
  readonly orders: AlpacaOrder[] = [];
  /** How long the market takes to confirm a cancel or a replacement, in milliseconds of the clock. */
  confirmationDelayMs = 0;
  private readonly parts: OrderDeskParts;

  constructor(parts: OrderDeskParts) {
    this.parts = parts;
  }

  byId(id: string): AlpacaOrder {
    const order = this.orders.find((candidate) => candidate.id === id);
    if (order === undefined) throw new Refusal(404, 40410000, `order not found for ${id}`);
    return order;
  }

  byClientId(clientOrderId: string): AlpacaOrder {
    const order = this.orders.find((candidate) => candidate.clientOrderId === clientOrderId);
    if (order === undefined) throw new Refusal(404, 40410000, `order not found for ${clientOrderId}`);
    return order;
  }

  get open(): readonly AlpacaOrder[] {
    return this.orders.filter(({ book }) => !isFinal(book.state));
  }

  /** @throws Refusal */
  submit(body: OrderBody): Outcome {
    const asset = this.assetOf(body.symbol);
    const checked = checkForm(body, asset);
    checkRules(checked, asset, this.parts.exchange.utc);
    if (this.orders.some(({ clientOrderId }) => clientOrderId === body.client_order_id))
      throw new Refusal(422, 40010001, 'client_order_id must be unique');
    const quantity = checked.quantity ?? this.quantityFor(checked);
    this.checkAccount(checked, asset, quantity);
    const order = this.place(checked, asset, quantity, body.client_order_id);
    return {
      order,
      after: () => {
        for (const one of [order, ...order.legs]) one.pending = undefined;
        this.parts.publish(order.book.state === 'queued' ? 'accepted' : 'new', order);
        for (const one of [order, ...order.legs]) this.parts.exchange.start(one.book);
      },
    };
  }

  /** Replaces an order by a new one. The answer proves nothing: the original may fill first. @throws Refusal */
  replace(id: string, body: Partial<OrderBody> & { readonly trail?: string }): Outcome {
    const original = this.byId(id);
    const status = statusOf(original);
    if (!['new', 'partially_filled', 'held'].includes(status))
      throw new Refusal(422, 42210000, `cannot replace order in ${status} status`);
    if (original.notional !== undefined) throw new Refusal(422, 42210000, 'cannot replace notional orders');
    const { request } = original.book;
    const isTrailingAmount = request.trailAmount !== undefined;
    const checked = checkForm(
      {
        symbol: request.symbol,
        side: request.side,
        type: request.type,
        qty: body.qty ?? request.quantity.toString(),
        time_in_force: body.time_in_force ?? request.timeInForce,
        limit_price: body.limit_price ?? request.limitPrice?.toString(),
        stop_price: body.stop_price ?? request.stopPrice?.toString(),
        trail_price: isTrailingAmount ? (body.trail ?? request.trailAmount?.toString()) : undefined,
        trail_percent: isTrailingAmount ? undefined : (body.trail ?? request.trailPercent?.toString()),
        client_order_id: body.client_order_id,
      },
      original.asset,
    );
    const quantity = (checked.quantity ?? request.quantity).sub(original.book.filled);
    if (quantity.sign <= 0) throw new Refusal(422, 42210000, 'qty must be greater than filled qty');
    if (this.orders.some(({ clientOrderId }) => clientOrderId === body.client_order_id))
      throw new Refusal(422, 40010001, 'client_order_id must be unique');
    const { parent, group } = request;
    const links = { parent, group, replaces: original.id, isLeg: original.isLeg, orderClass: original.orderClass };
    const order = this.enter(this.requestOf(checked, quantity, body.client_order_id, links), original.asset, links);
    original.pending = 'pending_replace';
    return { order, after: () => this.confirm(() => this.endReplace(original, order)) };
  }

  /** @throws Refusal for an order that cannot be cancelled */
  cancel(id: string): Outcome {
    const order = this.byId(id);
    if (isFinal(order.book.state)) throw new Refusal(422, 42210000, `order is already in "${statusOf(order)}" state`);
    order.pending = 'pending_cancel';
    return {
      order,
      after: () =>
        this.confirm(() => {
          order.pending = undefined;
          this.parts.exchange.cancel(order.book);
        }),
    };
  }

  /** Publishes what happened in the exchange. */
  onExchange(event: ExchangeEvent): void {
    const order = this.orders[event.order.id - 1];
    if (order === undefined) return;
    if (event.kind === 'canceled' || event.kind === 'expired') this.parts.publish(event.kind, order);
    // a leg that begins to work once its parent has filled
    else if (event.kind === 'working' && order.isLeg) this.parts.publish('new', order);
    else if (event.kind === 'filled' || event.kind === 'corrected' || event.kind === 'busted') {
      const { execution } = event;
      const names = {
        filled: order.book.state === 'filled' ? 'fill' : 'partial_fill',
        corrected: 'trade_correct',
        busted: 'trade_bust',
      };
      this.parts.publish(names[event.kind], order, {
        execution_id: uuidOf(`execution ${execution.id}`),
        price: execution.price.toString(),
        qty: execution.quantity.toString(),
        position_qty: execution.position.toString(),
        timestamp: new Date(execution.utc).toISOString(),
      });
    }
  }

  private assetOf(symbol: string | undefined): PeerAsset {
    const asset = this.parts.assets.get(symbol ?? '');
    if (asset === undefined) throw new Refusal(422, 42210000, `asset "${symbol ?? ''}" not found`);
    return asset;
  }

  private confirm(work: () => void): void {
    if (this.confirmationDelayMs === 0) work();
    else this.parts.timers.set(this.confirmationDelayMs, work);
  }

  private endReplace(original: AlpacaOrder, order: AlpacaOrder): void {
    original.pending = undefined;
    order.pending = undefined;
    if (isFinal(original.book.state)) {
      order.book.state = 'rejected';
      order.book.endedUtc = this.parts.exchange.utc;
      this.parts.publish('order_replace_rejected', original);
      this.parts.publish('rejected', order);
      return;
    }
    original.replacedBy = order.id;
    this.parts.exchange.replace(original.book);
    this.parts.publish('replaced', original);
    this.parts.publish('new', order);
    this.parts.exchange.start(order.book);
  }

  /** Shares for an amount of money, at the price of the market. */
  private quantityFor({ notional, symbol, side }: CheckedOrder): Decimal {
    const quote = this.parts.market.quoteOf(symbol);
    const price = side === 'buy' ? quote?.ask : quote?.bid;
    if (notional === undefined || price === undefined) throw new Refusal(422, 42210000, `no price for ${symbol}`);
    return notional.div(price).round(9);
  }

  private checkAccount(order: CheckedOrder, asset: PeerAsset, quantity: Decimal): void {
    const { account } = this.parts;
    if (account.isBlocked) throw new Refusal(403, 40310000, 'account is not allowed to trade');
    const held = account.book.positionOf(order.symbol).quantity;
    const isShort = order.side === 'sell' && held.sign <= 0;
    if (isShort && !asset.isShortable) throw new Refusal(403, 40310000, `asset "${order.symbol}" cannot be sold short`);
    if (isShort && quantity.normalize().scale > 0)
      throw new Refusal(422, 42210000, 'fractional orders cannot be sold short');
    if (held.sign !== 0 && held.sign === (order.side === 'sell' ? 1 : -1)) {
      const available = account.availableOf(order.symbol);
      if (quantity.gt(available)) {
        const text = `requested: ${quantity.toString()}, available: ${available.toString()}`;
        throw new Refusal(403, 40310000, `insufficient qty available for order (${text})`);
      }
    } else if (this.costOf(order, quantity).gt(account.buyingPowerFor(asset)))
      throw new Refusal(403, 40310000, 'insufficient buying power');
    if (order.orderClass === 'simple' && this.wouldTradeWithItself(order))
      throw new Refusal(403, 40310000, 'potential wash trade detected. use complex orders');
  }

  private costOf({ symbol, side, limitPrice, stopPrice }: CheckedOrder, quantity: Decimal): Decimal {
    const quote = this.parts.market.quoteOf(symbol);
    const price = limitPrice ?? stopPrice ?? (side === 'buy' ? quote?.ask : quote?.bid) ?? Decimal.zero;
    return price.mul(quantity);
  }

  private wouldTradeWithItself({ symbol, side, limitPrice }: CheckedOrder): boolean {
    return this.open.some(({ book: { request }, isLeg }) => {
      if (isLeg || request.symbol !== symbol || request.side === side) return false;
      if (limitPrice === undefined || request.limitPrice === undefined) return true;
      return side === 'buy' ? limitPrice.gte(request.limitPrice) : limitPrice.lte(request.limitPrice);
    });
  }

  private place(checked: CheckedOrder, asset: PeerAsset, quantity: Decimal, clientOrderId?: string): AlpacaOrder {
    const { orderClass, takeProfit, stopLoss } = checked;
    const name = uuidOf(`group ${this.orders.length + 1}`);
    const isOco = orderClass === 'oco';
    const group = orderClass === 'simple' ? undefined : name;
    const main = isOco ? { ...checked, limitPrice: takeProfit } : checked;
    const links: Links = { orderClass, group: isOco ? group : undefined, notional: checked.notional };
    const order = this.enter(this.requestOf(main, quantity, clientOrderId, links), asset, links);
    const side: Side = isOco ? checked.side : checked.side === 'buy' ? 'sell' : 'buy';
    const leg = (type: BookRequest['type'], limitPrice?: Decimal, stopPrice?: Decimal): void => {
      const legLinks = { orderClass, group, parent: isOco ? undefined : order.book.id, isLeg: true };
      const request = { ...checked, side, type, limitPrice, stopPrice };
      order.legs.push(this.enter(this.requestOf(request, quantity, undefined, legLinks), asset, legLinks));
    };
    if (takeProfit !== undefined && !isOco) leg('limit', takeProfit);
    if (stopLoss !== undefined)
      leg(stopLoss.limitPrice === undefined ? 'stop' : 'stop_limit', stopLoss.limitPrice, stopLoss.stopPrice);
    return order;
  }

  private requestOf(
    checked: CheckedOrder,
    quantity: Decimal,
    clientOrderId: string | undefined,
    links: Links,
  ): BookRequest {
    const { symbol, side, type, timeInForce, limitPrice, stopPrice, trailAmount, trailPercent, extendedHours } =
      checked;
    return {
      symbol,
      side,
      type,
      timeInForce,
      limitPrice,
      stopPrice,
      trailAmount,
      trailPercent,
      extendedHours,
      quantity,
      parent: links.parent,
      group: links.group,
      groupReduces: links.group !== undefined,
      clientOrderId: clientOrderId ?? uuidOf(`client order ${this.orders.length + 1}`),
    };
  }

  private enter(request: BookRequest, asset: PeerAsset, links: Links): AlpacaOrder {
    const book = this.parts.exchange.accept(request);
    const order: AlpacaOrder = {
      id: uuidOf(`order ${book.id}`),
      clientOrderId: request.clientOrderId,
      asset,
      orderClass: links.orderClass ?? 'simple',
      notional: links.notional,
      book,
      legs: [],
      isLeg: links.isLeg ?? false,
      replaces: links.replaces,
      replacedBy: undefined,
      pending: book.state === 'working' ? 'pending_new' : undefined,
    };
    this.orders.push(order);
    return order;
  }
}

/** The account's orders of a status, newest first unless asked otherwise. */
export function listOrders(desk: OrderDesk, query: URLSearchParams): unknown[] {
  const status = query.get('status') ?? 'open';
  const limit = Math.min(500, Number(query.get('limit') ?? 50));
  const symbols = query.get('symbols')?.split(',').filter(Boolean) ?? [];
  const [after, until] = [query.get('after'), query.get('until')].map((text) =>
    text === null ? NaN : Date.parse(text),
  );
  const isNested = query.get('nested') === 'true';
  const isAscending = query.get('direction') === 'asc';
  const indexOf = (id: string | null): number => desk.orders.findIndex((order) => order.id === id);
  const [afterIndex, beforeIndex] = [indexOf(query.get('after_order_id')), indexOf(query.get('before_order_id'))];
  const found = desk.orders.filter(({ book, asset, isLeg }, index) => {
    if (status !== 'all' && isFinal(book.state) !== (status === 'closed')) return false;
    if (symbols.length > 0 && !symbols.includes(asset.symbol)) return false;
    if (isNested && isLeg) return false;
    if (book.createdUtc <= (after ?? NaN) || book.createdUtc >= (until ?? NaN)) return false;
    return index > afterIndex && (beforeIndex === -1 || index < beforeIndex);
  });
  if (!isAscending) found.reverse();
  return found.slice(0, limit).map((order) => orderJson(order, isNested));
}

/** What open orders still reserve of a position, in shares. */
export function reservedOf(desk: OrderDesk, symbol: string, side: Side): Decimal {
  const groups = new Set<string>();
  let sum = Decimal.zero;
  for (const { book } of desk.open) {
    const { request, state } = book;
    if (request.symbol !== symbol || request.side !== side || state === 'held') continue;
    if (request.group !== undefined && groups.has(request.group)) continue;
    if (request.group !== undefined) groups.add(request.group);
    sum = sum.add(leavesOf(book));
  }
  return sum;
}

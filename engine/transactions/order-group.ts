import { OrderGroupKind, OrderGroupRole } from '../model/order-groups.ts';
import { NO_PRICES } from '../model/order-prices.ts';
import type { OrderPrices } from '../model/order-prices.ts';
import { OrderStatus } from '../model/order-types.ts';
import type { OrderType } from '../model/order-types.ts';
import type { Security } from '../securities/security.ts';
import type { WorkingOrder } from './working-order.ts';
import type { OrderEvent } from './order-event.ts';
import type { OrderTicket } from './order-ticket.ts';
import type { OrderRequestOptions } from './order-verbs.ts';
import { roundToLot } from './price-rounding.ts';

/** The specification of an order in a group. */
export interface GroupOrder {
  readonly role: OrderGroupRole;
  readonly orderType: OrderType;
  readonly security: Security;
  /** Signed; for a triggered order, the quantity for a complete fill of the first order. */
  readonly quantity: number;
  /** Computes the order's prices from the average fill price of the first order; undefined while the order has none. */
  readonly pricesAt: (fillPrice: number) => OrderPrices | undefined;
  /** The stop price for a fill price, without an effect on the order; for orders whose prices rules compute. */
  readonly previewAt?: (fillPrice: number) => number | undefined;
  /** Whether the prices depend on the fill price of the first order. */
  readonly isRelative: boolean;
  readonly options: OrderRequestOptions;
}

/** An order as a member of its group. */
export class GroupMember {
  readonly group: OrderGroup;
  readonly terms: GroupOrder;
  /** Accumulated split factor for the specified prices. */
  priceFactor = 1;
  /** The order itself, once it has been placed. */
  ticket: OrderTicket | undefined;
  /** Signed target quantity of the order, including its fills. */
  wanted = 0;
  /** Cancelled by the strategy or the broker, expired or refused: the group does not place it again. */
  isWithdrawn = false;
  /** The group itself has requested the cancellation. */
  isEnding = false;
  private asked = 0;
  private wasChanging = false;

  constructor(group: OrderGroup, terms: GroupOrder) {
    this.group = group;
    this.terms = terms;
  }

  get isLive(): boolean {
    return this.ticket?.isOpen === true && this.ticket.status !== OrderStatus.CancelPending;
  }

  /** The market does not fill the order until the fills of another order have reduced its quantity. */
  hold(): void {
    const order = this.ticket?.working;
    if (order === undefined || !this.isLive) return;
    this.wasChanging = order.isChanging;
    order.isChanging = true;
  }

  /** Places the order or updates it to the target quantity; cancels it when no quantity remains. */
  follow(fillPrice: number): void {
    const { ticket, terms } = this;
    const quantity = roundToLot(this.wanted, terms.security);
    if (ticket === undefined) {
      const prices = quantity === 0 ? undefined : this.pricesAt(fillPrice);
      if (prices !== undefined) this.place(quantity, prices);
      return;
    }
    if (!this.isLive) return;
    if (Math.sign(quantity) !== Math.sign(terms.quantity) || Math.abs(quantity) <= Math.abs(ticket.quantityFilled)) {
      this.end();
    } else if (quantity !== this.asked) {
      this.asked = quantity;
      ticket.adjust({ quantity, ...(terms.isRelative ? this.relativePrices(fillPrice) : {}) });
    } else if (ticket.working !== undefined && !this.wasChanging) {
      ticket.working.isChanging = false;
    }
  }

  /** Cancels the order. */
  end(tag?: string): void {
    if (!this.isLive) return;
    this.isEnding = true;
    this.ticket?.cancel(tag);
  }

  /** Accepts external changes: an update by the strategy or a split sets the target quantity. */
  note(event: OrderEvent): void {
    const { ticket } = this;
    if (ticket === undefined) return;
    if (event.status === OrderStatus.UpdateSubmitted && ticket.quantity !== this.asked)
      this.wanted = this.asked = ticket.quantity;
    if (event.status === OrderStatus.Invalid || (event.status === OrderStatus.Canceled && !this.isEnding))
      this.isWithdrawn = true;
  }

  /** A completed order is replaced by a new one for further fills of the first order. */
  renew(): void {
    if (this.ticket === undefined || this.isLive || this.isWithdrawn) return;
    this.ticket = undefined;
    this.wanted = 0;
    this.isEnding = false;
  }

  private place(quantity: number, prices: OrderPrices): void {
    this.asked = quantity;
    const ticket = this.group.place(this, quantity, prices);
    // an order that fills at once has already bound its ticket
    this.ticket = ticket;
    if (!ticket.hasOrder) this.isWithdrawn = true;
  }

  private pricesAt(fillPrice: number): OrderPrices | undefined {
    return this.terms.pricesAt(fillPrice)?.times(this.terms.isRelative ? 1 : this.priceFactor);
  }

  private relativePrices(fillPrice: number): { readonly limitPrice?: number; readonly stopPrice?: number } {
    const { limit, stop } = this.pricesAt(fillPrice) ?? NO_PRICES;
    return { ...(limit === 0 ? {} : { limitPrice: limit }), ...(stop === 0 ? {} : { stopPrice: stop }) };
  }
}

/** Callback that places an order of a group. */
export type GroupPlacer = (member: GroupMember, quantity: number, prices: OrderPrices) => OrderTicket;

/** The arguments of a group. */
export interface OrderGroupParts {
  readonly id: number;
  readonly kind: OrderGroupKind;
  /** The first order triggers the others if its role is to. Stops precede limits, because one bar resolves to the stop. */
  readonly orders: readonly GroupOrder[];
  readonly place: GroupPlacer;
  readonly logError: (message: string) => void;
}

/**
 * A group of dependent orders: a bracket, one-cancels-other, or one-triggers-other.
 *
 * Its state depends only on order events, so that a replay of the journal reproduces the groups. Triggered orders have the
 * size of the fill; a fill of one order of a pair reduces the other before the market checks it again.
 */
export class OrderGroup {
  readonly id: number;
  readonly kind: OrderGroupKind;
  /** @internal */
  readonly members: readonly GroupMember[];
  private readonly trigger: GroupMember | undefined;
  private readonly parts: OrderGroupParts;
  private readonly placed: OrderTicket[] = [];
  private isFollowing = false;
  private isStale = false;

  /** @internal */
  constructor(parts: OrderGroupParts) {
    this.id = parts.id;
    this.kind = parts.kind;
    this.parts = parts;
    this.members = parts.orders.map((order) => new GroupMember(this, order));
    this.trigger = this.members.find(({ terms }) => terms.role === OrderGroupRole.First);
  }

  /** The tickets of all orders of the group so far, in order of placement. */
  get tickets(): readonly OrderTicket[] {
    return this.placed;
  }

  /** The order whose fills activate the others; undefined in a one-cancels-other group. */
  get entry(): OrderTicket | undefined {
    return this.trigger?.ticket;
  }

  /** The stop loss of a bracket, once the entry has filled. */
  get stopLoss(): OrderTicket | undefined {
    return this.members.find(({ terms }) => terms.role === OrderGroupRole.StopLoss)?.ticket;
  }

  /** The take profit of a bracket, once the entry has filled. */
  get takeProfit(): OrderTicket | undefined {
    return this.members.find(({ terms }) => terms.role === OrderGroupRole.TakeProfit)?.ticket;
  }

  /** Whether any order of the group is open; orders that are not triggered yet depend on an open one. */
  get isOpen(): boolean {
    return this.placed.some((ticket) => ticket.isOpen);
  }

  /** Cancels the open orders. Orders that are not triggered yet are never placed. */
  cancel(tag?: string): void {
    for (const member of this.members) member.end(tag);
  }

  /** @internal Places the orders that need no trigger. @param fillPrice average price of a position that is already open */
  start(fillPrice = NaN): void {
    for (const member of this.trigger === undefined ? this.members : [this.trigger]) {
      member.wanted = member.terms.quantity;
      member.follow(fillPrice);
    }
  }

  /** @internal Places orders whose prices have become known. */
  placeDue(fillPrice: number): void {
    for (const member of this.members)
      if (member !== this.trigger && member.ticket === undefined && !member.isWithdrawn) member.follow(fillPrice);
  }

  /** @internal Reduces the exits when other orders have closed a part of the position. @param remaining of it, unsigned */
  reduceTo(remaining: number): void {
    for (const member of this.members) {
      if (member === this.trigger) continue;
      const filled = Math.abs(member.ticket?.quantityFilled ?? 0);
      member.wanted = Math.sign(member.terms.quantity) * (remaining + filled);
    }
    this.followAll();
  }

  /** @internal */
  place(member: GroupMember, quantity: number, prices: OrderPrices): OrderTicket {
    const ticket = this.parts.place(member, quantity, prices);
    if (!ticket.hasOrder) this.refused(member, ticket.submitRequest.response.errorMessage);
    return ticket;
  }

  /** @internal Called when an order of the group has been accepted, before it is processed further. */
  bind(member: GroupMember, ticket: OrderTicket): void {
    member.ticket = ticket;
    this.placed.push(ticket);
  }

  /** @internal Called before the strategy is notified of an event, so that its reaction cannot fill both orders of a pair. */
  before(member: GroupMember, event: OrderEvent): void {
    if (event.isFill && this.cancels(member)) for (const other of this.others(member)) other.hold();
  }

  /** @internal Called after the strategy has been notified of an event. */
  after(member: GroupMember, event: OrderEvent): void {
    if (member.ticket?.orderId !== event.orderId) return;
    member.note(event);
    if (event.status === OrderStatus.Invalid) this.refused(member, event.message);
    if (!event.isFill) return;
    if (member === this.trigger) this.grow(member, event.fillQuantity);
    else if (this.cancels(member)) this.takeOff(member, event.fillQuantity);
  }

  /** @internal Adjusts prices of unplaced orders for a split; `factor` is the new price divided by the old one. */
  split(security: Security, factor: number, first: GroupMember): void {
    if (first !== this.trigger) return;
    for (const member of this.members)
      if (member.terms.security === security && member.ticket === undefined) member.priceFactor *= factor;
  }

  /** @internal Open orders of the group that fill at a price or better, except one. */
  limitsBeside(order: WorkingOrder): WorkingOrder[] {
    return this.members.flatMap(({ ticket }) => {
      const other = ticket?.working;
      return other === undefined || other === order || other.isClosed || other.type !== 'Limit' ? [] : [other];
    });
  }

  /** Triggers the other orders in proportion to the fills of the first. */
  private grow(first: GroupMember, filled: number): void {
    for (const other of this.others(first)) {
      other.renew();
      other.wanted += (filled * other.terms.quantity) / first.terms.quantity;
    }
    this.followAll();
  }

  /** Reduces the other orders in proportion to the fills of one. */
  private takeOff(member: GroupMember, filled: number): void {
    for (const other of this.others(member))
      if (other.wanted !== 0) other.wanted -= (filled * other.terms.quantity) / member.terms.quantity;
    this.followAll();
  }

  /** Processes fills one after another: placing or updating an order may cause further fills, which wait in a queue. */
  private followAll(): void {
    this.isStale = true;
    if (this.isFollowing) return;
    this.isFollowing = true;
    try {
      while (this.isStale) {
        this.isStale = false;
        for (const member of this.members)
          if (member !== this.trigger && !member.isWithdrawn) member.follow(this.entry?.averageFillPrice ?? NaN);
      }
    } finally {
      this.isFollowing = false;
    }
  }

  private others(member: GroupMember): GroupMember[] {
    return this.members.filter((one) => one !== member && one !== this.trigger);
  }

  private cancels(member: GroupMember): boolean {
    return member !== this.trigger && this.kind !== OrderGroupKind.OneTriggersOther;
  }

  private refused(member: GroupMember, reason: string): void {
    const { role, security } = member.terms;
    const what = role === OrderGroupRole.Member ? 'an order' : `the ${ROLE_WORDS[role]}`;
    this.parts.logError(
      `In group ${this.id} ${what} for ${security.symbol.ticker} was refused; the others are unchanged. ${reason}`,
    );
  }
}

const ROLE_WORDS = { First: 'first order', StopLoss: 'stop loss', TakeProfit: 'take profit' } as const;

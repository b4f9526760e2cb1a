import { OrderGroupKind, OrderGroupRole } from '../model/order-groups.ts';
import type { OrderPrices } from '../model/order-prices.ts';
import { OrderStatus } from '../model/order-types.ts';
import type { OrderType } from '../model/order-types.ts';
import type { Security } from '../securities/security.ts';
import type { WorkingOrder } from './working-order.ts';
import type { OrderEvent } from './order-event.ts';
import type { OrderTicket } from './order-ticket.ts';
import type { OrderRequestOptions } from './order-verbs.ts';
import { roundToLot } from './price-rounding.ts';

/** What an order of a group is to be. */
export interface GroupOrder {
  readonly role: OrderGroupRole;
  readonly orderType: OrderType;
  readonly security: Security;
  /** Signed; of an order that the first one triggers, for the whole of the first. */
  readonly quantity: number;
  /** Its prices when the first order has filled at an average price. */
  readonly pricesAt: (fillPrice: number) => OrderPrices;
  /** Whether its prices follow the price at which the first order fills. */
  readonly isRelative: boolean;
  readonly options: OrderRequestOptions;
}

/** An order's place in its group. */
export class GroupMember {
  readonly group: OrderGroup;
  readonly terms: GroupOrder;
  /** Factor on the prices of the terms that splits have brought since. */
  priceFactor = 1;
  /** The order itself, once it has been placed. */
  ticket: OrderTicket | undefined;
  /** Signed quantity that the order is to have in all, what it has filled included. */
  wanted = 0;
  /** Cancelled by somebody else than the group, expired or refused: it does not come back. */
  isWithdrawn = false;
  /** The group itself has asked for its end. */
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

  /** The market fills nothing of the order until what another one has filled is taken off it. */
  hold(): void {
    const order = this.ticket?.working;
    if (order === undefined || !this.isLive) return;
    this.wasChanging = order.isChanging;
    order.isChanging = true;
  }

  /** Places the order, or brings it to the quantity that is wanted; where nothing is left it is cancelled. */
  follow(fillPrice: number): void {
    const { ticket, terms } = this;
    const quantity = roundToLot(this.wanted, terms.security);
    if (ticket === undefined) {
      if (quantity !== 0) this.place(quantity, fillPrice);
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

  /** What somebody else has made of the order: a change by the strategy or a split counts as wanted. */
  note(event: OrderEvent): void {
    const { ticket } = this;
    if (ticket === undefined) return;
    if (event.status === OrderStatus.UpdateSubmitted && ticket.quantity !== this.asked)
      this.wanted = this.asked = ticket.quantity;
    if (event.status === OrderStatus.Invalid || (event.status === OrderStatus.Canceled && !this.isEnding))
      this.isWithdrawn = true;
  }

  /** An order that has come to its end by the group's rules makes room for one over what the first fills from now on. */
  renew(): void {
    if (this.ticket === undefined || this.isLive || this.isWithdrawn) return;
    this.ticket = undefined;
    this.wanted = 0;
    this.isEnding = false;
  }

  private place(quantity: number, fillPrice: number): void {
    this.asked = quantity;
    const ticket = this.group.place(this, quantity, this.pricesAt(fillPrice));
    // an order that fills at once has bound its ticket before
    this.ticket = ticket;
    if (!ticket.hasOrder) this.isWithdrawn = true;
  }

  private pricesAt(fillPrice: number): OrderPrices {
    return this.terms.pricesAt(fillPrice).times(this.terms.isRelative ? 1 : this.priceFactor);
  }

  private relativePrices(fillPrice: number): { readonly limitPrice?: number; readonly stopPrice?: number } {
    const { limit, stop } = this.pricesAt(fillPrice);
    return { ...(limit === 0 ? {} : { limitPrice: limit }), ...(stop === 0 ? {} : { stopPrice: stop }) };
  }
}

/** Places an order of a group. */
export type GroupPlacer = (member: GroupMember, quantity: number, prices: OrderPrices) => OrderTicket;

/** What a group needs to be made. */
export interface OrderGroupParts {
  readonly id: number;
  readonly kind: OrderGroupKind;
  /** The first one triggers the others where its role says so. Stops stand before limits, as one bar resolves to the stop. */
  readonly orders: readonly GroupOrder[];
  readonly place: GroupPlacer;
  readonly logError: (message: string) => void;
}

/**
 * Orders that hang together: a bracket, one-cancels-other, or one-triggers-other.
 *
 * Its rules follow from order events alone, so that a run that is replayed from its journal comes to the same groups. Orders
 * that a fill triggers have the size of what has been filled; what one order of a pair fills is taken off the other before
 * the market looks at it again.
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

  /** The tickets of all its orders so far, in the order in which they were placed. */
  get tickets(): readonly OrderTicket[] {
    return this.placed;
  }

  /** The order whose fills bring the others; undefined in a group of one-cancels-other. */
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

  /** Whether any of its orders is open; orders that are still to be triggered wait for one that is. */
  get isOpen(): boolean {
    return this.placed.some((ticket) => ticket.isOpen);
  }

  /** Cancels what is open. Orders that have not been triggered yet are not placed any more. */
  cancel(tag?: string): void {
    for (const member of this.members) member.end(tag);
  }

  /** @internal Places what waits for nothing. */
  start(): void {
    for (const member of this.trigger === undefined ? this.members : [this.trigger]) {
      member.wanted = member.terms.quantity;
      member.follow(NaN);
    }
  }

  /** @internal */
  place(member: GroupMember, quantity: number, prices: OrderPrices): OrderTicket {
    const ticket = this.parts.place(member, quantity, prices);
    if (!ticket.hasOrder) this.refused(member, ticket.submitRequest.response.errorMessage);
    return ticket;
  }

  /** @internal Called when an order of the group has been accepted, before anything else happens to it. */
  bind(member: GroupMember, ticket: OrderTicket): void {
    member.ticket = ticket;
    this.placed.push(ticket);
  }

  /** @internal Called before the strategy hears of an event, so that nothing it does lets two orders of a pair fill. */
  before(member: GroupMember, event: OrderEvent): void {
    if (event.isFill && this.cancels(member)) for (const other of this.others(member)) other.hold();
  }

  /** @internal Called when the strategy has heard of an event. */
  after(member: GroupMember, event: OrderEvent): void {
    if (member.ticket?.orderId !== event.orderId) return;
    member.note(event);
    if (event.status === OrderStatus.Invalid) this.refused(member, event.message);
    if (!event.isFill) return;
    if (member === this.trigger) this.grow(member, event.fillQuantity);
    else if (this.cancels(member)) this.takeOff(member, event.fillQuantity);
  }

  /** @internal The prices of orders that have not been placed yet mean the same after a split; `factor` is old price over new. */
  split(security: Security, factor: number, first: GroupMember): void {
    if (first !== this.trigger) return;
    for (const member of this.members)
      if (member.terms.security === security && member.ticket === undefined) member.priceFactor *= factor;
  }

  /** @internal Open orders of the group that fill at a price or better, other than one of its orders. */
  limitsBeside(order: WorkingOrder): WorkingOrder[] {
    return this.members.flatMap(({ ticket }) => {
      const other = ticket?.working;
      return other === undefined || other === order || other.isClosed || other.type !== 'Limit' ? [] : [other];
    });
  }

  /** What the first order has filled brings the others, each in its proportion. */
  private grow(first: GroupMember, filled: number): void {
    for (const other of this.others(first)) {
      other.renew();
      other.wanted += (filled * other.terms.quantity) / first.terms.quantity;
    }
    this.followAll();
  }

  /** What one order has filled is taken off the others, each in its proportion. */
  private takeOff(member: GroupMember, filled: number): void {
    for (const other of this.others(member))
      if (other.ticket !== undefined) other.wanted -= (filled * other.terms.quantity) / member.terms.quantity;
    this.followAll();
  }

  /** Placing or changing an order lets the market look, and what fills meanwhile waits for its turn. */
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
      `In group ${this.id} ${what} for ${security.symbol.ticker} was refused; the others stay as they are. ${reason}`,
    );
  }
}

const ROLE_WORDS = { First: 'first order', StopLoss: 'stop loss', TakeProfit: 'take profit' } as const;

import { Row, RowFlag } from '../data/feed/row-layout.ts';
import type { Clock } from '../model/clock.ts';
import { RowKind } from '../model/columns.ts';
import { ExitPlan } from '../positions/exit-plan.ts';
import type { ExitPlanParts } from '../positions/exit-plan.ts';
import type { Security } from '../securities/security.ts';
import type { ExitPrices } from '../transactions/group-verbs.ts';
import type { OrderGroup } from '../transactions/order-group.ts';
import type { OrderTicket } from '../transactions/order-ticket.ts';
import type { RowConsumer, Subscription } from './subscription.ts';

// local constants avoid module-binding look-ups
const { Value: VALUE, Flags: FLAGS } = Row;
const { FillForward: FILL_FORWARD } = RowFlag;
/** Offset of the ask's prices in a quote bar. */
const ASK = 5;

interface ProtectionParts extends ExitPlanParts {
  readonly security: Security;
  readonly clock: Clock;
  /** Unsigned size of a position that is already open; 0 for one that the group's entry opens. */
  readonly openQuantity: number;
  /** Places the market order that closes the position. */
  readonly close: (protection: Protection, quantity: number, tag: string) => OrderTicket;
  /** Called when the first fill of the entry has opened the position. */
  readonly onBegin: (protection: Protection) => void;
}

/** One position with its exits: the group of orders, and the plan that moves them with each bar. */
export class Protection implements RowConsumer, ExitPrices {
  readonly security: Security;
  readonly plan: ExitPlan;
  group!: OrderGroup;
  /** The subscription whose bars move the exits. */
  subscription: Subscription | undefined;
  private readonly parts: ProtectionParts;
  /** The last stop that was requested of the order. */
  private askedStop: number | undefined;
  private closing: { readonly tag: string; ticket?: OrderTicket } | undefined;

  constructor(parts: ProtectionParts) {
    this.parts = parts;
    this.security = parts.security;
    this.plan = new ExitPlan(parts);
  }

  attach(group: OrderGroup): void {
    this.group = group;
  }

  stopAt(fillPrice: number): number | undefined {
    this.begin(fillPrice);
    return this.plan.stop?.price;
  }

  previewAt(fillPrice: number): number | undefined {
    const plan = new ExitPlan(this.parts);
    plan.begin(fillPrice);
    return plan.stop?.price;
  }

  targetAt(fillPrice: number): number | undefined {
    this.begin(fillPrice);
    return this.plan.target?.price;
  }

  /** Unsigned quantity that the group, or a closing order, has still to close; 0 before the entry fills. */
  get remaining(): number {
    const side = this.plan.side;
    let open = side * this.parts.openQuantity;
    for (const ticket of this.group.tickets) open += ticket.quantityFilled;
    open += this.closing?.ticket?.quantityFilled ?? 0;
    return Math.max(0, side * open - this.closedByOthers);
  }

  /** Unsigned quantity of the position that orders outside of the group have closed. */
  closedByOthers = 0;

  /** True once neither the entry nor an exit can fill any more and nothing remains to be closed. */
  get isOver(): boolean {
    return !this.group.isOpen && this.closing?.ticket?.isOpen !== true && this.remaining === 0;
  }

  /** True when an order belongs to this position. */
  owns(ticket: OrderTicket): boolean {
    return this.group.tickets.includes(ticket) || this.closing?.ticket === ticket;
  }

  /** Converts the exits to the prices after a split; `factor` is the new price divided by the old one. */
  split(factor: number): void {
    this.plan.split(factor);
    if (this.askedStop !== undefined) this.askedStop *= factor;
  }

  /** A part of the position was closed by other orders: the exits keep the rest. */
  reduce(quantity: number): void {
    this.closedByOthers += quantity;
    if (this.remaining === 0) this.group.cancel('Position closed');
    else this.group.reduceTo(this.remaining);
  }

  consume(rows: Float64Array, base: number, { kind }: Subscription): void {
    const { plan } = this;
    // a bar that ends at the instant of the entry began before it
    if ((rows[base + FLAGS] & FILL_FORWARD) !== 0 || this.parts.clock.utc <= plan.entryUtc || this.isOver) return;
    if (this.closing !== undefined) {
      this.finishClosing();
      return;
    }
    const at = base + VALUE + (kind === RowKind.QuoteBar && plan.side < 0 ? ASK : 0);
    const isBar = kind === RowKind.TradeBar || kind === RowKind.QuoteBar;
    const high = rows[isBar ? at + 1 : at];
    const low = rows[isBar ? at + 2 : at];
    const close = rows[isBar ? at + 3 : at];
    if (!(high >= low && close > 0)) return;
    const reason = plan.take({ high, low, close });
    if (reason === undefined) this.moveOrders();
    else this.close(reason);
  }

  scan(): void {}

  /** Cancels the exits; the closing order is sent once they are cancelled, so that they cannot fill twice. */
  close(tag: string): void {
    this.closing ??= { tag };
    this.group.cancel(tag);
    this.finishClosing();
  }

  /** Sends the closing order when no order of the group is open. */
  finishClosing(): void {
    const { closing, remaining, group } = this;
    if (closing === undefined || closing.ticket?.isOpen === true || group.isOpen || remaining === 0) return;
    // an order that was refused is replaced with the next bar
    closing.ticket = this.parts.close(this, remaining, closing.tag);
  }

  private begin(fillPrice: number): void {
    if (Number.isNaN(fillPrice)) return;
    const { plan } = this;
    const isFirst = !plan.hasBegun;
    plan.begin(fillPrice);
    if (isFirst) this.parts.onBegin(this);
  }

  private moveOrders(): void {
    const { group, plan } = this;
    const { stop } = plan;
    group.placeDue(NaN);
    const ticket = group.stopLoss;
    if (stop === undefined || ticket?.isOpen !== true) return;
    const isNearer = (other: number): boolean => plan.side * (stop.price - other) > 0;
    // the order's own price may be rounded, and a strategy may have moved it
    if (!isNearer(this.askedStop ?? -plan.side * Infinity) || !isNearer(ticket.get('StopPrice'))) return;
    this.askedStop = stop.price;
    ticket.update({ stopPrice: stop.price, tag: stop.rule.id });
  }
}

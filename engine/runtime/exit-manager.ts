import type { ExitRule, PastData, PriceBar } from '../api/exit-rule.ts';
import type { SecurityView } from '../api/security-view.ts';
import type { Clock } from '../model/clock.ts';
import type { OrderView } from '../api/order-view.ts';
import { EngineError } from '../model/engine-error.ts';
import { OrderGroupRole } from '../model/order-groups.ts';
import { ExitPlan } from '../positions/exit-plan.ts';
import { Resolution } from '../model/resolution.ts';
import type { Security } from '../securities/security.ts';
import type { BracketOptions, RuledExitOptions } from '../transactions/group-verbs.ts';
import type { OrderDesk } from '../transactions/order-desk.ts';
import type { OrderEvent } from '../transactions/order-event.ts';
import type { OrderGroup } from '../transactions/order-group.ts';
import type { Trading } from '../transactions/trading.ts';
import type { DataManager } from './data-manager.ts';
import { RUNTIME_ERRORS } from './errors.ts';
import { ExitRecord } from './exit-record.ts';
import type { HistoryProvider } from './history-provider.ts';
import { Protection } from './protection.ts';
import type { BacktestRequest } from './run-request.ts';
import type { SeriesBook } from './series-book.ts';
import type { Subscription } from './subscription.ts';

/** Exit rules with the options of the orders that they place. */
export interface ProtectOptions extends RuledExitOptions {
  readonly exits: readonly ExitRule[];
}

/** Exits of a position that has not been entered. */
export interface StopPreview {
  readonly exits: readonly ExitRule[];
  /** 1 for a long position, the default, and -1 for a short one. */
  readonly side?: 1 | -1;
}

type RuledEntry = Pick<BracketOptions, 'entry'> & ProtectOptions;

/** Parts of a run that the exits use. */
export interface ExitManagerParts {
  readonly request: Pick<BacktestRequest, 'exits'>;
  readonly clock: Clock;
  readonly data: Pick<DataManager, 'of' | 'addConsumer' | 'removeConsumer'>;
  readonly desk: Pick<OrderDesk, 'onSplit' | 'order'>;
  readonly trading: Trading;
  readonly history: Pick<HistoryProvider, 'tradeBars' | 'quoteBars'>;
  readonly series: Pick<SeriesBook, 'value'>;
}

/**
 * The exits of positions that rules decide. Stops and targets are orders of a group, which rest at the broker; time and event
 * stops are market orders. State depends only on orders, bars and series, so that a replay of the journal restores it.
 */
export class ExitManager implements PastData {
  /** How far the results of bracket exits depend on bars that reached both exits. */
  readonly record = new ExitRecord();
  /** Rules for every position whose orders have no exits of their own; from the configuration of the run. */
  standing: readonly ExitRule[];
  private readonly parts: ExitManagerParts;
  private protections: Protection[] = [];

  constructor(parts: ExitManagerParts) {
    this.parts = parts;
    this.standing = parts.request.exits ?? [];
    parts.desk.onSplit = (security, factor) => {
      for (const one of this.of(security)) one.split(factor);
    };
  }

  /** Places an entry; each of its fills places the exits that the rules decide. */
  enter(security: Security, quantity: number, { exits, ...options }: RuledEntry): OrderGroup {
    requireRules(exits, security);
    if ('stopLoss' in options || 'takeProfit' in options)
      throw badExits(
        `A bracket for ${security.symbol.ticker} has exits and also a stopLoss or takeProfit. Pass percentStop and percentTarget among the exits instead.`,
      );
    const side = quantity < 0 ? -1 : 1;
    const protection = this.add(security, { side, rules: exits, openQuantity: 0 });
    const group = this.parts.trading.ruledBracketOrder(security, quantity, options, protection);
    this.endOver();
    return group;
  }

  /** Places exits for a quantity of an open position, all of it by default; they replace those from an earlier call. */
  protect(security: Security, { exits, ...options }: ProtectOptions): OrderGroup | undefined {
    requireRules(exits, security);
    const { quantity, averagePrice } = security.holdings;
    for (const one of this.of(security)) {
      one.group.cancel('Replaced');
      this.end(one);
    }
    return quantity === 0 ? undefined : this.guard(security, quantity, averagePrice, exits, options);
  }

  /** Called after the strategy has been notified of an order event. */
  onOrderEvent(event: OrderEvent): void {
    const { ticket, security } = event;
    const owner = this.protections.find((one) => one.owns(ticket));
    if (event.isFill) this.record.take(event, owner?.plan.entryPrice);
    if (this.protections.length === 0 && this.standing.length === 0) return;
    if (owner !== undefined) owner.finishClosing();
    else if (event.isFill) this.followFill(event, security);
    if (event.isFill) this.endOver();
  }

  /** The stop at which the position of an entry would be left if it filled at the present price; NaN without one. */
  stopPriceOf(order: OrderView): number {
    const { security } = order;
    const side = order.quantity < 0 ? -1 : 1;
    const members = this.groupOf(order)?.members ?? [];
    const stop = members.find(({ terms }) => terms.role === OrderGroupRole.StopLoss);
    const fillPrice = order.limitPrice === 0 ? security.price : order.limitPrice;
    if (stop?.terms.previewAt !== undefined) return stop.terms.previewAt(fillPrice) ?? NaN;
    if (stop !== undefined) return stop.terms.pricesAt(fillPrice)?.stop ?? NaN;
    return this.preview(security, side, this.standing, fillPrice) ?? NaN;
  }

  /** The stop of rules for a position that would be entered at the present price; undefined without one. */
  previewStop(security: Security, { exits, side = 1 }: StopPreview): number | undefined {
    return this.preview(security, side, exits, security.price);
  }

  private groupOf({ id }: OrderView): OrderGroup | undefined {
    return this.parts.desk.order(id)?.member?.group;
  }

  private preview(security: SecurityView, side: 1 | -1, rules: readonly ExitRule[], price: number): number | undefined {
    const plan = new ExitPlan({ security, side, rules, clock: this.parts.clock, past: this });
    plan.begin(price);
    return plan.stop?.price;
  }

  dailyBars(security: SecurityView, count: number): readonly PriceBar[] {
    const { history, data } = this.parts;
    const own = security as Security;
    const isQuoted = data.of(own).every(({ config }) => config.tickType === 'quote');
    const request = { bars: count, fillForward: false };
    return isQuoted
      ? history.quoteBars(own, request, Resolution.Daily)
      : history.tradeBars(own, request, Resolution.Daily);
  }

  seriesValue(name: string): number {
    return this.parts.series.value(name);
  }

  /** A fill of an order without exits of its own: closes parts of protected positions, or opens one. */
  private followFill(event: OrderEvent, security: Security): void {
    const filled = event.fillQuantity;
    let left = Math.abs(filled);
    for (const one of this.of(security)) {
      if (one.plan.side === Math.sign(filled) || left === 0) continue;
      const part = Math.min(left, one.remaining);
      left -= part;
      if (part > 0) one.reduce(part);
    }
    const isGrouped = event.ticket.order?.group !== undefined;
    const held = security.holdings.quantity;
    if (this.standing.length === 0 || isGrouped || Math.sign(held) !== Math.sign(filled)) return;
    const quantity = Math.sign(filled) * Math.min(left, Math.abs(held));
    if (quantity !== 0) this.guard(security, quantity, event.fillPrice, this.standing, {});
  }

  private guard(
    security: Security,
    quantity: number,
    entryPrice: number,
    rules: readonly ExitRule[],
    options: RuledExitOptions,
  ): OrderGroup {
    const side = quantity < 0 ? -1 : 1;
    const protection = this.add(security, { side, rules, openQuantity: Math.abs(quantity) });
    return this.parts.trading.ruledExits(security, { quantity, entryPrice }, options, protection);
  }

  private add(
    security: Security,
    { side, rules, openQuantity }: { side: 1 | -1; rules: readonly ExitRule[]; openQuantity: number },
  ): Protection {
    const protection = new Protection({
      security,
      side,
      rules,
      openQuantity,
      clock: this.parts.clock,
      past: this,
      close: (one, quantity, tag) => this.close(one, quantity, tag),
      onBegin: (one) => this.watch(one),
    });
    this.protections.push(protection);
    return protection;
  }

  /** Sends a closing order, at most for what is held. */
  private close({ security, plan }: Protection, remaining: number, tag: string): ReturnType<Trading['marketOrder']> {
    const held = Math.max(0, plan.side * security.holdings.quantity);
    return this.parts.trading.marketOrder(security, -plan.side * Math.min(remaining, held), { tag });
  }

  /** Feeds a position with the finest bars of its security. */
  private watch(protection: Protection): void {
    const subscription = finestOf(this.parts.data.of(protection.security));
    if (subscription === undefined) return;
    protection.subscription = subscription;
    this.parts.data.addConsumer(subscription, protection);
  }

  private of(security: Security): Protection[] {
    return this.protections.filter((one) => one.security === security);
  }

  private endOver(): void {
    for (const one of this.protections) if (one.isOver) this.end(one);
  }

  private end(protection: Protection): void {
    const { subscription } = protection;
    if (subscription !== undefined) this.parts.data.removeConsumer(subscription, protection);
    this.protections = this.protections.filter((one) => one !== protection);
  }
}

/** The subscription with the shortest bars, trades before quotes. */
function finestOf(subscriptions: readonly Subscription[]): Subscription | undefined {
  return subscriptions
    .filter(({ config }) => !config.isInternal)
    .toSorted(
      (a, b) => a.period - b.period || Number(a.config.tickType !== 'trade') - Number(b.config.tickType !== 'trade'),
    )[0];
}

function requireRules(exits: readonly ExitRule[], security: Security): void {
  if (exits.length === 0)
    throw badExits(
      `No exits were passed for ${security.symbol.ticker}. Pass one or more, for example percentStop(0.05).`,
    );
}

function badExits(message: string): EngineError {
  return new EngineError(RUNTIME_ERRORS.BAD_EXITS, message);
}

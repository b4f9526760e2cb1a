import { compareResolutions } from '../model/resolution.ts';
import type { Clock } from '../model/clock.ts';
import { securityEndOfDayTimes } from '../scheduling/end-of-day.ts';
import type { ScheduleManager } from '../scheduling/schedule-manager.ts';
import { ScheduledEvent } from '../scheduling/scheduled-event.ts';
import type { SecurityManager } from '../securities/security-manager.ts';
import type { Security } from '../securities/security.ts';
import type { OrderDesk } from '../transactions/order-desk.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import { Algorithm, type SecurityChanges } from './algorithm.ts';
import { connectCurrencies } from './currency-feeds.ts';
import type { CurrencyParts } from './currency-feeds.ts';
import { NEXT_TICK } from './data-manager.ts';
import type { DataManager } from './data-manager.ts';
import type { RunDates } from './run-dates.ts';
import type { Subscription } from './subscription.ts';

/** Parts of a run that the changes use. */
export interface UniverseChangesParts extends CurrencyParts {
  readonly clock: Clock;
  readonly dates: Pick<RunDates, 'endUtc'>;
  readonly data: DataManager;
  readonly securities: SecurityManager;
  readonly desk: Pick<OrderDesk, 'brokerageModel' | 'openOrders'>;
  readonly schedule: Pick<ScheduleManager, 'add' | 'remove'>;
  readonly algorithm: {
    handleSecuritiesChanged(changes: SecurityChanges): void;
    onEndOfDay(symbol: SecuritySymbol): void;
  };
}

/** Universe key of securities whose universe counts its own data points. */
export const COUNTED_UNIVERSE = '';

/**
 * Pending additions and removals of securities. They take effect with the next instant, as in LEAN's user-defined
 * universes (one universe per security type and market, one data point per selection).
 */
export class UniverseChanges {
  private readonly run: UniverseChangesParts;
  private pendingAdditions: Subscription[] = [];
  private pendingRemovals: Security[] = [];
  /** Universes with a delisted member: they select once more, as in LEAN. */
  private pendingUniverses = new Set<string>();
  private added: Security[] = [];
  private removed: Security[] = [];
  private addedToTell: Security[] = [];
  private removedToTell: Security[] = [];
  /** Whether there are changes that the scheduler or the strategy has not been notified of. */
  hasNews = false;
  private readonly members = new Set<Security>();
  /** The universe that last selected or dropped a security. */
  private readonly universes = new Map<Security, string>();
  /** Removed securities with a position or open orders: they keep their rows until a later selection finds neither. */
  private readonly leaving = new Set<Security>();
  private readonly endOfDay = new Map<Security, ScheduledEvent>();

  constructor(run: UniverseChangesParts) {
    this.run = run;
  }

  /** Whether changes are pending for the next instant. */
  get isPending(): boolean {
    return this.pendingAdditions.length > 0 || this.pendingRemovals.length > 0 || this.pendingUniverses.size > 0;
  }

  /** @param universe the universe that selected the security: one data point each, none for {@link COUNTED_UNIVERSE} */
  add(subscription: Subscription, universe = universeOf(subscription.security)): void {
    this.run.clock.calls++;
    this.universes.set(subscription.security, universe);
    // adding it again revokes the removal
    this.leaving.delete(subscription.security);
    this.pendingRemovals = this.pendingRemovals.filter((security) => security !== subscription.security);
    if (subscription.cursor === undefined && !this.pendingAdditions.includes(subscription))
      this.pendingAdditions.push(subscription);
  }

  remove(security: Security, universe = universeOf(security)): void {
    this.run.clock.calls++;
    this.universes.set(security, universe);
    this.pendingAdditions = this.pendingAdditions.filter((one) => one.security !== security);
    if (!this.pendingRemovals.includes(security)) this.pendingRemovals.push(security);
  }

  /** Whether the removal of a security is pending. */
  isRemoving(security: Security): boolean {
    return this.pendingRemovals.includes(security) || this.leaving.has(security);
  }

  /** Delists a security: its subscriptions end, the change belongs to the current slice, and its last price is kept. */
  drop(security: Security): void {
    const { run } = this;
    for (const subscription of run.data.of(security)) run.data.remove(subscription, run.clock.utc);
    run.clock.calls++;
    this.pendingRemovals = this.pendingRemovals.filter((one) => one !== security);
    if (this.members.has(security)) this.pendingUniverses.add(this.selectorOf(security));
    if (run.securities.has(security)) this.noteRemoved(security);
    this.forget(security);
    this.apply();
  }

  /** The instant of the pending changes: additions take effect just after now, except at the start of the run. */
  instant(now: number): number {
    return this.pendingAdditions.length > 0 && !this.run.data.synchronizer.isUntouched ? now + NEXT_TICK : now;
  }

  /** Opens and closes the subscriptions of pending changes and returns the universes that made a selection. */
  select(utc: number): number {
    const { run } = this;
    const universes = this.pendingUniverses;
    this.pendingUniverses = new Set();
    const { pendingAdditions, pendingRemovals } = this;
    this.pendingAdditions = [];
    this.pendingRemovals = [];
    for (const security of this.leaving) if (this.mayLeave(security)) this.close(security, utc);
    for (const security of pendingRemovals) {
      universes.add(this.selectorOf(security));
      this.noteRemoved(security);
      if (this.mayLeave(security)) this.close(security, utc);
      else this.leaving.add(security);
    }
    for (const subscription of [...pendingAdditions].sort(byUniverse)) {
      const { security } = subscription;
      universes.add(this.selectorOf(security));
      run.data.open(subscription, utc);
      if (!this.members.has(security)) {
        this.members.add(security);
        this.added.push(security);
        this.hasNews = true;
      }
    }
    // the initial securities are already connected
    if (pendingAdditions.length > 0 && !run.data.synchronizer.isUntouched)
      for (const feed of connectCurrencies(run)) run.data.open(feed, utc);
    universes.delete(COUNTED_UNIVERSE);
    return universes.size;
  }

  private selectorOf(security: Security): string {
    return this.universes.get(security) ?? universeOf(security);
  }

  /** Notifies the scheduler, before the strategy. */
  apply(): void {
    if (this.added.length === 0 && this.removed.length === 0) return;
    const { run } = this;
    for (const security of this.added) this.scheduleEndOfDay(security);
    for (const security of this.removed) {
      const event = this.endOfDay.get(security);
      if (event !== undefined) run.schedule.remove(event);
      this.endOfDay.delete(security);
    }
    this.addedToTell = this.added;
    this.removedToTell = this.removed;
    this.added = [];
    this.removed = [];
  }

  /** Notifies the strategy. */
  tell(): void {
    this.hasNews = this.added.length > 0 || this.removed.length > 0;
    if (this.addedToTell.length === 0 && this.removedToTell.length === 0) return;
    const changes = { added: this.addedToTell, removed: this.removedToTell };
    this.addedToTell = [];
    this.removedToTell = [];
    this.run.algorithm.handleSecuritiesChanged(changes);
  }

  /** A security with a position or open orders keeps its prices (LEAN: PendingRemovalsManager.cs). */
  private mayLeave(security: Security): boolean {
    return security.holdings.quantity === 0 && this.run.desk.openOrders.list(security).length === 0;
  }

  /** Ends the subscriptions of a security. */
  private close(security: Security, utc: number): void {
    const { data } = this.run;
    for (const subscription of data.of(security)) if (!subscription.config.isInternal) data.remove(subscription, utc);
    security.clearSubscriptions();
    this.forget(security);
    security.cache.reset();
  }

  /** Queues the notification that a security was removed, once. */
  private noteRemoved(security: Security): void {
    if (this.leaving.has(security)) return;
    this.members.delete(security);
    this.removed.push(security);
    this.hasNews = true;
  }

  private forget(security: Security): void {
    this.leaving.delete(security);
    this.run.securities.hide(security);
  }

  private scheduleEndOfDay(security: Security): void {
    const { run } = this;
    if (run.algorithm.onEndOfDay === Algorithm.prototype.onEndOfDay) return;
    const span = {
      from: security.localTime,
      thru: security.exchangeHours.timeZone.toLocal(run.dates.endUtc),
      afterUtc: run.clock.utc,
    };
    const times = securityEndOfDayTimes(security.exchangeHours, security.isExtendedMarketHours, span);
    const event = new ScheduledEvent(`${security.symbol.ticker}: end of day`, times, () =>
      run.algorithm.onEndOfDay(security.symbol),
    );
    this.endOfDay.set(security, event);
    run.schedule.add(event);
  }
}

function universeOf(security: Security): string {
  return `${security.type}/${security.symbol.market}`;
}

/** Sorts by resolution first, so that the fill-forward period is right from the start. */
function byUniverse(a: Subscription, b: Subscription): number {
  return compareResolutions(a.config.resolution, b.config.resolution);
}

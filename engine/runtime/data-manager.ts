import type { SharedNumber } from '../data/feed/feed-request.ts';
import { Synchronizer } from '../data/feed/synchronizer.ts';
import { isSameSubscription } from '../data/subscription-config.ts';
import type { SubscriptionConfig } from '../data/subscription-config.ts';
import { DAY } from '../data/time/calendar-math.ts';
import { EngineError } from '../model/engine-error.ts';
import type { RowKind } from '../model/columns.ts';
import { TickType } from '../model/data-kinds.ts';
import { SECURITY_TYPE_CODES } from '../model/lean-codes.ts';
import { Resolution } from '../model/resolution.ts';
import type { Security } from '../securities/security.ts';
import { RUNTIME_ERRORS } from './errors.ts';
import type { SubscriptionRows } from './subscription-rows.ts';
import { Subscription } from './subscription.ts';
import type { RowConsumer } from './subscription.ts';
import { SubscriptionTable } from './subscription-table.ts';

const MINUTE = 60_000;
/** Offset past the current instant, so that its rows are not delivered twice (LEAN adds one tick). */
export const NEXT_TICK = 0.001;

/** Manages the subscriptions of a run and the consumers of their rows (LEAN's DataManager). */
export class DataManager {
  readonly synchronizer: Synchronizer;
  /** Every subscription of the run by its index, removed ones included. */
  readonly subscriptions: Subscription[] = [];
  readonly table = new SubscriptionTable();
  private readonly rows: Pick<SubscriptionRows, 'open' | 'factorsOf'>;
  private readonly fillPeriod: SharedNumber = { value: MINUTE };

  /** @param chunkRows rows per chunk; results never depend on it */
  constructor(rows: Pick<SubscriptionRows, 'open' | 'factorsOf'>, chunkRows?: number) {
    this.rows = rows;
    this.synchronizer = new Synchronizer(chunkRows);
  }

  /** Whether the strategy has subscribed to data finer than daily. */
  isIntraday = false;

  /** Number of subscriptions that feed indicators or consolidators. */
  consumingSubscriptions = 0;

  /** The active subscription of a configuration, if there is one. */
  find(config: SubscriptionConfig): Subscription | undefined {
    return this.subscriptions.find((one) => !one.isRemoved && isSameSubscription(one.config, config));
  }

  /** The active subscriptions of a security. */
  of(security: Security): Subscription[] {
    return this.subscriptions.filter((one) => one.security === security && !one.isRemoved);
  }

  /** Prepares a subscription without opening its rows, so that consolidators can be attached to it. */
  declare(security: Security, config: SubscriptionConfig): Subscription {
    const known = this.find(config);
    if (known !== undefined) return known;
    const subscription = new Subscription(this.subscriptions.length, config, security);
    this.subscriptions.push(subscription);
    this.table.add(subscription);
    if (!config.isInternal && subscription.period < DAY) this.isIntraday = true;
    security.cache.factorAt ??= this.rows.factorsOf(security);
    return subscription;
  }

  /** Opens a declared subscription from an instant on; a finer one shortens the fill-forward period of the others. */
  open(subscription: Subscription, startUtc: number): void {
    if (subscription.cursor !== undefined || subscription.isRemoved) return;
    if (setsFillPeriod(subscription.config) && subscription.period !== this.fillPeriod.value)
      this.updateFillPeriod([...this.fillPeriodSetters(startUtc), subscription], startUtc);
    this.start(subscription, startUtc);
  }

  remove(subscription: Subscription, nowUtc: number): void {
    const startUtc = nowUtc + NEXT_TICK;
    const isEnded = this.isEnded(subscription, startUtc);
    subscription.isRemoved = true;
    this.table.remove(subscription);
    this.synchronizer.remove(subscription.index);
    subscription.cursor = undefined;
    if (isEnded || !setsFillPeriod(subscription.config) || subscription.period !== this.fillPeriod.value) return;
    const others = this.fillPeriodSetters(startUtc);
    if (!others.some(({ period }) => period === subscription.period)) this.updateFillPeriod(others, startUtc);
  }

  /** Whether a subscription has no further rows, as in LEAN; new subscriptions have not been read yet. */
  private isEnded({ cursor, index, openedUtc }: Subscription, nowUtc: number): boolean {
    if (cursor === undefined) return true;
    return cursor.emit === Infinity && openedUtc < nowUtc && !this.synchronizer.holds(index);
  }

  private fillPeriodSetters(nowUtc: number): Subscription[] {
    return this.subscriptions.filter(
      (one) => !one.isRemoved && setsFillPeriod(one.config) && !this.isEnded(one, nowUtc),
    );
  }

  /** Adds a consumer to the rows of a subscription; it takes effect with the next slice at the latest. */
  addConsumer(subscription: Subscription, consumer: RowConsumer): void {
    subscription.consumers = [...subscription.consumers, consumer];
    this.consumersChanged(subscription);
  }

  removeConsumer(subscription: Subscription, consumer: RowConsumer): void {
    subscription.consumers = subscription.consumers.filter((one) => one !== consumer);
    this.consumersChanged(subscription);
  }

  private consumersChanged(subscription: Subscription): void {
    this.table.setHasConsumers(subscription);
    this.consumingSubscriptions = this.subscriptions.filter((one) => one.consumers.length > 0).length;
  }

  /** The subscription that feeds a consolidator with rows of this kind; trades take precedence over quotes. */
  subscriptionFor(security: Security, kind?: RowKind): Subscription {
    const own = this.of(security).filter((one) => !one.config.isInternal);
    const found =
      kind === undefined
        ? (own.find((one) => one.config.tickType === TickType.Trade) ?? own[0])
        : own.find((one) => one.kind === kind);
    if (found !== undefined) return found;
    const ticker = security.symbol.ticker;
    throw new EngineError(
      RUNTIME_ERRORS.NO_SUBSCRIPTION,
      `${ticker} has no subscription with the requested rows. Subscribe to ${ticker} at a resolution that has them first.`,
      { data: { symbol: ticker } },
    );
  }

  private start(subscription: Subscription, startUtc: number): void {
    subscription.openedUtc = startUtc;
    subscription.cursor = this.rows.open(subscription, startUtc, this.fillPeriod);
    this.synchronizer.add(subscription.cursor, subscription.index, rankOf(subscription.config));
  }

  /** A change of the finest period restarts filled-forward feeds, as in LEAN (SubscriptionCollection, DataManager). */
  private updateFillPeriod(setters: readonly Subscription[], startUtc: number): void {
    const finest = setters.length === 0 ? MINUTE : Math.min(...setters.map((one) => one.period));
    if (finest === this.fillPeriod.value) return;
    this.fillPeriod.value = finest;
    for (const one of this.subscriptions) {
      if (one.cursor === undefined || one.isRemoved || !one.config.fillForward || one.period === 0) continue;
      if (this.synchronizer.isUntouched) continue;
      this.synchronizer.remove(one.index);
      this.start(one, startUtc);
    }
  }
}

function setsFillPeriod(config: SubscriptionConfig): boolean {
  return !config.isInternal && config.resolution !== Resolution.Tick;
}

/** Sort key of subscriptions within one instant, as in LEAN: security type, tick type, symbol. */
function rankOf(config: SubscriptionConfig): string {
  const { securityType, ticker } = config.symbol;
  const code = String(SECURITY_TYPE_CODES.codes[securityType]).padStart(2, '0');
  return `${code}/${config.tickType === TickType.Trade ? 0 : 1}/${ticker}`;
}
